"""Coding in several processes: results in the order of the input, hung or crashed workers killed and replaced."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from queue import SimpleQueue
from typing import BinaryIO, cast

import msgspec

from .errors import ModelError
from .records import Article, Coding, Rejection
from .worker import read_frame, write_frame

logger = logging.getLogger(__name__)
COMMAND = (sys.executable, "-m", "gestae.worker")
ATTEMPTS = 2
START_SECONDS = 120.0
CHARACTERS_PER_SECOND = 2_000
"""A slow machine codes some 20,000 characters a second; a tenth of that is a hang."""
AHEAD = 8
"""Articles that may be under way or waiting per worker: bounds the memory when one article is slow."""


class Pool:
    """`workers` child processes. `deadline` is in seconds for an article of average length; longer ones get more."""

    def __init__(
        self, settings: bytes, workers: int, deadline: float, run: str, command: Sequence[str] = COMMAND
    ) -> None:
        self._settings = settings
        self._workers = workers
        self._deadline = deadline
        self._run = run
        self._command = tuple(command)

    def map(self, articles: Iterable[Article]) -> Iterator[Coding]:
        """The codings in the articles' order. An article that fails twice gives a coding with the reason."""
        source = _Source(articles, self._workers * AHEAD)
        done: SimpleQueue[tuple[int, Coding] | BaseException | None] = SimpleQueue()
        children = [_Child(self, source, done) for _ in range(self._workers)]
        for child in children:
            child.start()
        try:
            yield from _in_order(source, done, self._workers)
        finally:
            source.stop()
            for child in children:
                child.kill()
            for child in children:
                child.join()

    def limit(self, article: Article) -> float:
        return self._deadline + len(article.text) / CHARACTERS_PER_SECOND

    def quarantined(self, article: Article, reason: str) -> Coding:
        detail = f"{reason.replace('_', ' ')} {ATTEMPTS} times; set aside, the other articles went on"
        rejection = Rejection(stage="pipeline", reason=reason, detail=detail)  # type: ignore[arg-type]
        return Coding(article=article, rejections=(rejection,), run=self._run)

    def launch(self) -> subprocess.Popen[bytes]:
        """A fresh worker that has said it is ready. Raises ModelError if it cannot start."""
        process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if _ask(process, self._settings, START_SECONDS) != b"ready":
            _end(process)
            raise ModelError("a worker process could not start; its own message stands above. Try `gestae doctor`")
        return process


class _Source:
    """Numbers the articles and hands them out, not further ahead than allowed."""

    def __init__(self, articles: Iterable[Article], ahead: int) -> None:
        self._articles = enumerate(articles)
        self._lock = threading.Lock()
        self._room = threading.Semaphore(ahead)
        self._ended = False  # the articles are used up
        self._stopped = False  # nobody wants more

    def take(self) -> tuple[int, Article] | None:
        self._room.acquire()
        with self._lock:
            found = None if self._stopped or self._ended else next(self._articles, None)
            self._ended |= found is None
        if found is None:
            self._room.release()
        return found

    @property
    def stopped(self) -> bool:
        return self._stopped

    def one_is_out(self) -> None:
        self._room.release()

    def stop(self) -> None:
        self._stopped = True
        self._room.release()


def _in_order(
    source: _Source, done: SimpleQueue[tuple[int, Coding] | BaseException | None], workers: int
) -> Iterator[Coding]:
    waiting: dict[int, Coding] = {}
    due, running = 0, workers
    while running:
        item = done.get()
        if item is None:
            running -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            waiting[item[0]] = item[1]
        while due in waiting:
            yield waiting.pop(due)
            source.one_is_out()
            due += 1


class _Child(threading.Thread):
    """A thread that feeds one worker process and replaces it when it dies."""

    def __init__(
        self, pool: Pool, source: _Source, done: SimpleQueue[tuple[int, Coding] | BaseException | None]
    ) -> None:
        super().__init__(daemon=True)
        self._pool, self._source, self._done = pool, source, done
        self._process: subprocess.Popen[bytes] | None = None
        self._decoder = msgspec.msgpack.Decoder(Coding)

    def run(self) -> None:
        try:
            while (taken := self._source.take()) is not None:
                self._done.put((taken[0], self._code(taken[1])))
            self.kill()
            self._done.put(None)
        except Exception as error:  # noqa: BLE001 - handed to the consumer's thread, which raises it
            self.kill()
            self._done.put(error)

    def _code(self, article: Article) -> Coding:
        reason = "crashed"
        for _ in range(ATTEMPTS):
            if self._source.stopped:
                break
            if self._process is None:
                self._process = self._pool.launch()
            limit = self._pool.limit(article)
            answer, timed_out = _ask_within(self._process, msgspec.msgpack.encode(article), limit)
            if answer is not None:
                return self._decoder.decode(answer)
            reason = "timed_out" if timed_out else "crashed"
            if not self._source.stopped:
                logger.warning("a worker %s on article %s", reason.replace("_", " "), article.id)
            self.kill()
        return self._pool.quarantined(article, reason)

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker and close its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                logger.debug("a pipe of a killed worker was broken already")


def _ask(process: subprocess.Popen[bytes], data: bytes, seconds: float) -> bytes | None:
    return _ask_within(process, data, seconds)[0]


def _ask_within(process: subprocess.Popen[bytes], data: bytes, seconds: float) -> tuple[bytes | None, bool]:
    """The answer, and whether the time ran out; a timer kills the process, which ends the read."""
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        write_frame(cast(BinaryIO, process.stdin), data)
        return read_frame(cast(BinaryIO, process.stdout)), late.is_set()
    except (OSError, ValueError):  # the pipe broke or was closed: the worker is dead
        return None, late.is_set()
    finally:
        timer.cancel()
