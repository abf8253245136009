"""The commands for what many articles tell: incidents, what people decide about them, relations of parties."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

linking_app = typer.Typer()
decide_app = typer.Typer(
    no_args_is_help=True,
    help="Say which reports are of one incident; `gestae link --decisions` follows, and all can be undone.",
)
linking_app.add_typer(decide_app, name="decide")

Codings = Annotated[
    list[str],
    typer.Argument(
        metavar="CODINGS…",
        help="Files written by `gestae code --format jsonl` (also .gz), folders with such files, or - for standard input.",
    ),
]
Linked = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CODINGS…]",
        help="Codings and incidents as .jsonl, or folders with them. Default: the inputs of the last `gestae link`.",
    ),
]
TollRule = Annotated[
    str | None,
    typer.Option(
        "--toll-rule",
        metavar="RULE",
        help="latest_report_fullest_figure (default), latest_official, median_of_origins, conservative or ucdp.",
    ),
]
Decisions = Annotated[
    Path | None, typer.Option(metavar="FILE", help="People's merges and splits, written by `gestae decide`.")
]
Log = Annotated[
    Path, typer.Option("--decisions", metavar="FILE", help="The log; a line is appended. It need not exist yet.")
]
Reason = Annotated[str, typer.Option(help="Why; kept in the log.")]
By = Annotated[str | None, typer.Option(help="Who decides; kept in the log.")]
IncidentId = Annotated[str, typer.Argument(metavar="ID", help="Id of an incident, or its first characters.")]


@linking_app.command(epilog="Example:  gestae link codings.jsonl -o incidents.jsonl --summary --doubts")
def link(
    codings: Codings,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write incidents here, one JSON object a line; else to standard output."),
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Print a table of the incidents instead of the records.")
    ] = False,
    doubts: Annotated[
        bool, typer.Option("--doubts", help="Print pairs that may be one, with the reasons, for a person to decide.")
    ] = False,
    toll_rule: TollRule = None,
    decisions: Decisions = None,
) -> None:
    """Group the events of codings into incidents with their tolls and reactions."""
    from ..linking.toll import RULE
    from .link import run
    from .linked import Source

    source = Source(tuple(codings), None if decisions is None else str(decisions), toll_rule or RULE)
    run(source, output, as_summary=summary, as_doubts=doubts)


@linking_app.command(epilog="Example:  gestae incident 3f2a codings.jsonl --toll-rule latest_official")
def incident(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of an incident, or its first characters.")],
    inputs: Linked = None,
    from_: Annotated[
        list[str] | None, typer.Option("--from", metavar="FILE", help="The same as [CODINGS…]. Repeatable.")
    ] = None,
    toll_rule: TollRule = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="As it was known on that day.")
    ] = None,
    decisions: Decisions = None,
) -> None:
    """Tell one incident: what, where, when, the toll and its history, who reported, reacted and responded, with the words."""
    from .incident import run
    from .linked import recall

    run(id, recall([*(from_ or []), *(inputs or [])], decisions, toll_rule), as_of)


@decide_app.command("merge", epilog="Example:  gestae decide merge 3f2a 91bc codings.jsonl --decisions decisions.jsonl")
def decide_merge(
    a: IncidentId, b: IncidentId, log: Log, inputs: Linked = None, reason: Reason = "", by: By = None
) -> None:
    """Two incidents are one."""
    from .decide import Said, merge
    from .linked import recall

    merge(a, b, recall(inputs or [], log, None), Said(log, reason, by))


@decide_app.command("apart", epilog="Example:  gestae decide apart 3f2a 91bc codings.jsonl --decisions decisions.jsonl")
def decide_apart(
    a: IncidentId, b: IncidentId, log: Log, inputs: Linked = None, reason: Reason = "", by: By = None
) -> None:
    """Two incidents are two, whatever comes; they are no longer a doubt."""
    from .decide import Said, apart
    from .linked import recall

    apart(a, b, recall(inputs or [], log, None), Said(log, reason, by))


@decide_app.command(
    "split", epilog="Example:  gestae decide split 3f2a --report 77e0 codings.jsonl --decisions decisions.jsonl"
)
def decide_split(
    id: IncidentId,
    log: Log,
    reports: Annotated[
        list[str],
        typer.Option(
            "--report", metavar="ID", help="An article or event of the incident, to be taken out. Repeatable."
        ),
    ],
    inputs: Linked = None,
    reason: Reason = "",
    by: By = None,
) -> None:
    """Some reports of an incident are of another one."""
    from .decide import Said, split
    from .linked import recall

    split(id, reports, recall(inputs or [], log, None), Said(log, reason, by))


@decide_app.command("undo", epilog="Example:  gestae decide undo 5d01 --decisions decisions.jsonl")
def decide_undo(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="Id of an entry of the log, or its first characters.")],
    log: Log,
    reason: Reason = "",
    by: By = None,
) -> None:
    """Take back an entry: all is as if it had not been. An undo is an entry too and can be undone."""
    from .decide import Said, undo

    undo(entry, Said(log, reason, by))


@decide_app.command("list", epilog="Example:  gestae decide list --decisions decisions.jsonl")
def decide_list(log: Log) -> None:
    """Show the log."""
    from .decide import show

    show(log)


class Grain(StrEnum):
    """How long a period is."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


class CoveredBy(StrEnum):
    """Which articles tell that a period was reported on."""

    either = "either"
    both = "both"
    any = "any"


@linking_app.command(epilog="Example:  gestae relations Russia UKR codings/ --by month --events")
def relations(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="[A B] CODINGS…",
            help="Two parties (a country by name or ISO code, RUS/MIL for its soldiers only, a body or armed group by name or id), "
            "then files or folders of codings written by `gestae code`; with --dyads or --network the codings alone.",
        ),
    ],
    by: Annotated[Grain, typer.Option(help="Length of a period.")] = Grain.month,
    network: Annotated[
        bool,
        typer.Option("--network", help="All dyads of a period as a network: centrality, communities, balance."),
    ] = False,
    dyads: Annotated[bool, typer.Option("--dyads", help="List who deals with whom, the busiest dyads first.")] = False,
    events: Annotated[
        bool, typer.Option("--events", help="Also list what each number counts: the events with their words.")
    ] = False,
    since: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="First day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Last day.")] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="STATUS", help="Status of events that count. Repeatable. Default: happened."),
    ] = None,
    background: Annotated[
        bool, typer.Option("--background", help="Count old events that articles recall, too.")
    ] = False,
    min_confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="Count no events below this.")] = 0.0,
    incidents: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Incidents of `gestae link`: reports of one incident count as one deed."),
    ] = None,
    covered_by: Annotated[
        CoveredBy,
        typer.Option(
            help="A period is zero and not silent if an article of it names either party, both, or exists at all."
        ),
    ] = CoveredBy.either,
    bodies: Annotated[
        bool,
        typer.Option("--bodies", help="With --dyads or --network: bodies and armed groups beside the countries."),
    ] = False,
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help="text, csv, jsonl or json. Default: by the output's name, else text."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of to the terminal.")
    ] = None,
) -> None:
    """Follow what two parties do to each other, period by period; "no reports" is told apart from zero (docs/relations.md)."""
    from ..errors import ConfigError
    from .relations import Options, run

    if network and dyads:
        raise ConfigError("found --network and --dyads, expected one of them")
    run(
        arguments,
        Options(
            shape="network" if network else "dyads" if dyads else "dyad",
            by=by.value,
            since=since,
            until=until,
            statuses=status or [],
            background=background,
            min_confidence=min_confidence,
            incidents=incidents,
            covered_by=covered_by.value,
            bodies=bodies,
            events=events,
            format=format,
            output=output,
        ),
    )
