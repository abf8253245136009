"""The command line; one small module per verb."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `gestae`; errors of ours become one line on standard error and their exit code."""
    from ..errors import GestaeError
    from .app import app

    try:
        app()
    except GestaeError as error:
        print(f"gestae: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:  # the reader of our output has enough
        sys.stderr.close()
        raise SystemExit(0) from None
