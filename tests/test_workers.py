"""Worker processes: order, replacement, quarantine, and the same bytes as without them."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from gestae import Article, Coder
from gestae.errors import ConfigError, ModelError
from gestae.workers import Pool

SCRIPT = Path(__file__).with_name("crashing_worker.py")


def pool(tmp_path: Path, workers: int = 2, deadline: float = 1.5) -> Pool:
    command = (sys.executable, str(SCRIPT), str(tmp_path / "flag"))
    return Pool(b"", workers, deadline, "test", command)


def test_results_leave_in_input_order(tmp_path: Path) -> None:
    articles = [Article(text=f"article {i}") for i in range(50)]
    assert [c.article for c in pool(tmp_path, workers=3).map(articles)] == articles


@pytest.mark.parametrize(("word", "reason"), [("CRASH", "crashed"), ("HANG", "timed_out"), ("RAISE", "crashed")])
def test_what_fails_twice_is_set_aside_and_the_others_go_on(tmp_path: Path, word: str, reason: str) -> None:
    articles = [Article(text="a"), Article(text=word), Article(text="b"), Article(text="c")]
    codings = list(pool(tmp_path).map(articles))
    assert [c.article for c in codings] == articles
    assert [[r.reason for r in c.rejections] for c in codings] == [[], [reason], [], []]
    assert "2 times" in codings[1].rejections[0].detail


def test_an_article_that_fails_once_is_coded_by_a_fresh_worker(tmp_path: Path) -> None:
    [coding] = pool(tmp_path, workers=1).map([Article(text="ONCE")])
    assert coding.rejections == ()


def test_a_consumer_that_stops_early_leaves_no_worker_behind(tmp_path: Path) -> None:
    codings = pool(tmp_path).map(Article(text=f"{i}") for i in range(10_000))
    assert next(codings).article.text == "0"
    codings.close()  # type: ignore[attr-defined]


def test_a_fault_in_the_users_iterator_is_raised_to_the_user(tmp_path: Path) -> None:
    def articles():
        yield Article(text="a")
        raise KeyError("the user's own")

    with pytest.raises(KeyError):
        list(pool(tmp_path).map(articles()))


def test_a_worker_that_cannot_start_is_a_model_error(tmp_path: Path) -> None:
    broken = Pool(b"", 1, 1.0, "test", (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(ModelError, match="could not start"):
        list(broken.map([Article(text="a")]))


def test_any_number_of_workers_gives_the_same_bytes(coder: Coder) -> None:
    articles = [
        Article(text="Russian forces shelled Kharkiv on Friday, killing three people.", published="2024-03-05"),
        Article(text=""),
        Article(text="Der Präsident hat am Freitag in Berlin mit dem Kanzler über die Lage im Osten gesprochen."),
        Article(text="The minister met his Turkish counterpart in Ankara. Police arrested two men."),
    ] * 3
    alone, with_two, isolated = (
        [msgspec.json.encode(c) for c in coder.pipe(articles, workers=n, isolate=isolate)]
        for n, isolate in ((1, False), (2, False), (1, True))
    )
    assert alone == with_two == isolated


def test_no_workers_is_a_config_error(coder: Coder) -> None:
    with pytest.raises(ConfigError, match="at least 1"):
        coder.pipe([], workers=0)
