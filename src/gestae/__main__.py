"""`python -m gestae`."""

from .cli import main

main()
