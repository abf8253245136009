"""The child process that parses web pages for `HtmlWorker`: `python -m gestae.readers.html_child`."""

from __future__ import annotations

import os
import sys
from typing import IO

import msgspec

from .frames import Reply, Request, read_frame, write_frame
from .html import read_html
from .options import Refused

WARM_UP = b"<html><body><p>Nothing of note happened in the valley on Monday, officials said.</p></body></html>"


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """A greeting once the parser is loaded, then a reply for each request until the parent is gone."""
    read_html(WARM_UP)
    write_frame(replies, b"")
    while (frame := read_frame(requests)) is not None:
        request = msgspec.msgpack.decode(frame, type=Request)
        write_frame(replies, msgspec.msgpack.encode(_reply(request)))


def _reply(request: Request) -> Reply:
    try:
        return Reply(article=read_html(request.page, request.url))
    except Refused as refused:
        return Reply(reason=refused.reason, detail=refused.detail)


def main() -> None:
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the frames.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
