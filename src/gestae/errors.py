"""The error tree.

GestaeError                 exit 1   root of all; `exit_code` is what the CLI ends with
├── ConfigError             exit 2   an option or argument cannot be used; nothing was started
├── CodebookError           exit 3   a codebook file is wrong; names file and row
├── ModelError              exit 3   a model or gazetteer is missing or not the one expected
├── DocumentError           exit 4   one article cannot be read or coded; becomes a rejection
├── ShardError              exit 5   one shard failed; the others go on
└── TransientError          exit 6   may work when tried again

Exit 0: all was coded. Exit 4: partial, some articles were refused and are listed.
Each message says what was found, what was expected, where, and what to do.
"""

from __future__ import annotations


class GestaeError(Exception):
    exit_code = 1


class ConfigError(GestaeError):
    exit_code = 2


class CodebookError(GestaeError):
    exit_code = 3


class ModelError(GestaeError):
    exit_code = 3


class DocumentError(GestaeError):
    exit_code = 4


class ShardError(GestaeError):
    exit_code = 5


class TransientError(GestaeError):
    exit_code = 6
