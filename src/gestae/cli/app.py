"""The commands and their options. What they do is imported when they run, so that `--help` is quick."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..__about__ import __version__
from .app_linking import linking_app

if TYPE_CHECKING:
    from ..coder import Settings

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Political event data from news text, each field tied to its words.",
    epilog="Example:  [bold]gestae code examples/crocus.txt[/bold]",
)
codebook_app = typer.Typer(no_args_is_help=True, help="The codebook: check it, or show one event type.")
app.add_typer(codebook_app, name="codebook")
app.add_typer(linking_app)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="Files, folders, globs or - for standard input: txt, html, jsonl, json, csv, tsv, each also as .gz.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column or key holds an article's field, e.g. --column text=body. Repeatable.",
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FORMAT",
        help="txt, html, jsonl, json, csv or tsv, where the file name does not tell.",
    ),
]
Encoding = Annotated[str | None, typer.Option(help="Character encoding of the input, where it cannot be guessed.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="Day of publication of articles that do not say it themselves."),
]
Publisher = Annotated[str | None, typer.Option(help="Publisher of articles that do not say it themselves.")]
Dictionaries = Annotated[
    Path | None, typer.Option(help="Folder with actors.json and agents.json that replace the bundled actors.")
]
Actors = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="CSV or TOML file of actors of your own, which go before the bundled ones (docs/actors.md).",
    ),
]
Model = Annotated[
    str,
    typer.Option(
        metavar="NAME|FOLDER",
        help="Event model beside the lexicon: small (bundled), a folder made by `gestae train export`, or none.",
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0.0, max=1.0, help="Refuse events below this confidence. Default: the codebook's threshold."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]


def _settings(dictionaries: Path | None, actors: Path | None, model: str, min_confidence: float | None) -> Settings:
    from ..coder import Settings

    return Settings(
        dictionaries=None if dictionaries is None else str(dictionaries),
        actors=None if actors is None else str(actors.absolute()),
        model=None if model == "none" else model,
        min_confidence=min_confidence,
    )


def _version(value: bool) -> None:
    if value:
        print(f"gestae {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before the command."""


@app.command(epilog="Example:  gestae code news/*.html -o codings.jsonl --workers 4")
def code(
    inputs: Inputs,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write here instead of to the terminal; .jsonl, .csv or .html decides the format.",
        ),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="text, jsonl, table (CSV) or html. Default: by the output's name, else text.",
        ),
    ] = None,
    refused: Annotated[
        bool, typer.Option("--refused", help="Also list the refused candidates with their reasons.")
    ] = False,
    workers: Annotated[
        int,
        typer.Option("--workers", "-w", min=1, help="Processes that code. The output does not depend on it."),
    ] = 1,
    deadline: Annotated[
        float, typer.Option(min=1.0, help="Seconds that an article may take before its worker is replaced.")
    ] = 60.0,
    column: Columns = None,
    from_: InputFormat = None,
    encoding: Encoding = None,
    published: Published = None,
    publisher: Publisher = None,
    dictionaries: Dictionaries = None,
    actors: Actors = None,
    model: Model = "small",
    min_confidence: MinConfidence = None,
    quiet: Quiet = False,
) -> None:
    """Code articles into events. Exit code 0: all coded; 4: some inputs were refused and are listed."""
    from .code import run
    from .inputs import Given

    given = Given(inputs, column or [], from_, encoding, published, publisher)
    raise typer.Exit(
        run(
            given,
            output,
            format,
            refused,
            workers,
            deadline,
            _settings(dictionaries, actors, model, min_confidence),
            quiet,
        )
    )


@app.command(epilog="Example:  gestae explain 3f2a examples/crocus.txt")
def explain(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of an event, or its first characters.")],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT…]",
            help="The articles, or codings as .jsonl. Default: the inputs of the last `gestae code`.",
        ),
    ] = None,
    column: Columns = None,
    from_: InputFormat = None,
    encoding: Encoding = None,
    published: Published = None,
    publisher: Publisher = None,
    dictionaries: Dictionaries = None,
    actors: Actors = None,
    model: Model = "small",
    min_confidence: MinConfidence = None,
) -> None:
    """Tell how one event was coded: which words, which rule, which lexicon line, which entity, why this status."""
    from .explain import run
    from .inputs import Given

    run(
        id,
        Given(inputs or [], column or [], from_, encoding, published, publisher),
        _settings(dictionaries, actors, model, min_confidence),
    )


@app.command(epilog="Example:  gestae doctor")
def doctor(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Show versions, models and hashes, and what is missing."""
    from .doctor import run

    raise typer.Exit(run(as_json=as_json))


@codebook_app.command("check", epilog="Example:  gestae codebook check")
def codebook_check(
    examples: Annotated[
        bool, typer.Option("--examples", help="Also code every example and counter-example (a minute).")
    ] = False,
    actors: Actors = None,
) -> None:
    """Check the codebook's cross-references and sense; names file and row of what is wrong. With --actors, your own file."""
    from .codebook import check, check_actors

    raise typer.Exit(check(examples=examples) if actors is None else check_actors(actors))


@codebook_app.command("show", epilog="Example:  gestae codebook show ASSAULT")
def codebook_show(
    event_type: Annotated[
        str | None, typer.Argument(metavar="[TYPE]", help="An event type; without it, all are listed.")
    ] = None,
) -> None:
    """Show an event type with its modes, scores, examples and number of lexicon lines."""
    from .codebook import show

    show(event_type)


class Step(StrEnum):
    """What `gestae train` does."""

    run = "run"
    export = "export"


@app.command(epilog="Example:  gestae train run --data ../shared/data --small minilm")
def train(
    step: Annotated[
        Step,
        typer.Argument(
            help="run: train each model, with all pairs and without each fold (the small one half an hour, the accurate one "
            "several hours on two cores). "
            "export: write them as folders that --model takes: int8 ONNX, tokenizer, card."
        ),
    ],
    data: Annotated[Path, typer.Option(help="Folder of the development data (pairs, spans, muc4 …).")],
    small: Annotated[
        Path | None, typer.Option(help="Folder of the small model's sentence encoder (all-MiniLM-L6-v2).")
    ] = None,
    accurate: Annotated[
        Path | None, typer.Option(help="Folder of the accurate model's sentence encoder (all-mpnet-base-v2).")
    ] = None,
    project: Annotated[Path, typer.Option(help="The project's folder, with `training/` and `tests/`.")] = Path(),
    out: Annotated[
        Path, typer.Option(help="Folder for everything made; a step whose result lies there is not done again.")
    ] = Path("trained"),
    config: Annotated[Path | None, typer.Option(help="Configuration instead of the package's own.")] = None,
) -> None:
    """Make the event models (needs the extra `train`)."""
    from .train import export, recipe, run

    encoders = {size: folder for size, folder in (("small", small), ("accurate", accurate)) if folder is not None}
    found = recipe(data, project, out, encoders, config)
    run(found) if step is Step.run else export(found)
