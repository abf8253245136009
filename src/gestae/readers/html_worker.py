"""Web pages parsed in a child process that is killed when one of them takes too long."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Timer
from types import TracebackType

import msgspec

from ..records import Article
from .frames import Reply, Request, read_frame, write_frame
from .options import Refused

CHILD = "gestae.readers.html_child"
START_SECONDS = 60.0
"""Until the child has loaded the parser; generous, since machines are slow when many start at once."""


class HtmlWorker:
    """Reads page after page in one child, and starts another when that one was killed. Use it in a `with`."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> HtmlWorker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, page: bytes, url: str | None = None) -> Article:
        """Raises Refused for a page that is none, crashes the parser or takes longer than the deadline."""
        request = msgspec.msgpack.encode(Request(page=page, url=url))
        frame, late = _ask(self._ready(), request, self._deadline)
        if late or frame is None:
            self.close()
        if frame is None:
            raise _refusal(late, self._deadline)
        reply = msgspec.msgpack.decode(frame, type=Reply)
        if reply.article is None:
            raise Refused(reply.reason or "unreadable", reply.detail)
        return reply.article

    def close(self) -> None:
        """Kill the child; the next page starts another."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = _start()
            greeting, _ = _ask(self._child, None, START_SECONDS)
            if greeting is None:
                self.close()
                raise Refused("unreadable", "the HTML parser did not start; is the package installed whole?")
        return self._child


def _refusal(late: bool, deadline: float) -> Refused:
    if late:
        return Refused("timed_out", f"parsing took more than {deadline:g} s; simplify the page or raise the deadline")
    return Refused("unreadable", "the page crashed the HTML parser; save it as text")


def _start() -> subprocess.Popen[bytes]:
    """A child that finds this very package, however it was imported, and nothing in the working folder."""
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )


def _ask(child: subprocess.Popen[bytes], request: bytes | None, seconds: float) -> tuple[bytes | None, bool]:
    """The child's next frame, or None if it died; and whether it was killed for being late."""
    assert child.stdin is not None and child.stdout is not None
    late = Event()

    def kill() -> None:
        late.set()
        child.kill()

    timer = Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        if request is not None:
            write_frame(child.stdin, request)
        frame = read_frame(child.stdout)
    except OSError:  # it died while the page was handed over
        frame = None
    finally:
        timer.cancel()
        timer.join()
    return frame, late.is_set()
