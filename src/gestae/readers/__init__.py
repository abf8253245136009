"""Readers: bytes to articles. Text, web pages, JSON Lines, JSON, CSV and TSV, gzipped or not."""

from __future__ import annotations

from .dateline import Dateline, parse_dateline
from .html import read_html
from .language_id import detect
from .options import ReadOptions, Unreadable
from .plain import read_text
from .reading import read

__all__ = [
    "Dateline",
    "ReadOptions",
    "Unreadable",
    "detect",
    "parse_dateline",
    "read",
    "read_html",
    "read_text",
]
