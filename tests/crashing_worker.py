"""A worker whose coder crashes, hangs or fails on certain articles; run by `test_workers.py`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from gestae.records import Article, Coding
from gestae.worker import serve


def make(settings: bytes):
    print("noise on standard output must not end up between the frames")

    def code(article: Article) -> Coding:
        if "CRASH" in article.text:
            os._exit(3)
        if "HANG" in article.text:
            time.sleep(600)
        if "ONCE" in article.text and not (flag := Path(sys.argv[1])).exists():
            flag.touch()
            os._exit(4)
        if "RAISE" in article.text:
            raise RuntimeError("a fault in the coder")
        return Coding(article=article, run="test")

    return code


if __name__ == "__main__":
    serve(make)
