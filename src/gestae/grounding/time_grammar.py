"""The grammar of expressions of time: patterns over rows of word classes, one character a word.

`<name>` in a pattern stands for the class of that name in `time_words.CODES`. All repetitions are bounded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .time_words import CODES

_CLASS = re.compile(r"<(\w+)>")

DIGITS = r"(?:<year>|<day_number>|<number_digits>)"
DAY = r"(?:(?:<number><dash>?)?<ordinal>|<day_number>|<ordinal_digits>)"
MONTH = r"(?:<month>|<weak_month><stop>?)"
JOINT = r"(?:<dash>|<to>|<until>|<and>|<or>)"
YEAR = r"(?:(?:<year>|<number_digits>|<day_number>)<bc>|<ad>(?:<year>|<number_digits>|<day_number>)|<year>)"
AMOUNT = (
    r"(?:<day_number>|<number_digits>|<year>|<number>(?:(?:<dash>|<and>)?<number>){0,3}"
    r"|(?:<a>|<number>|<day_number>)<and><a><half>|<a>?<vague_number>|<a>?<couple><of>?|(?:<a>|<number>)?<dozen>|<a>)"
)
CLOCK = (
    r"(?:(?:<clock>|<day_number>|<number_digits>|<number>)<ampm>|(?:<number>|<day_number>)<oclock>|<clock>|<noon>)"
    r"(?:(?:<local>|_)<time_word>|<zone>)?"
    r"|(?:<year>|<number_digits>)(?:<zone>|(?=<local><time_word>))(?:<local><time_word>)?|(?<=<at>)(?:<year>|<number_digits>)<units>"
)
DAY_CLOCK = (
    r"(?:(?<=[<at><about><by><until><from><between>])(?:<day_number>|<number>|<clock>)<oclock>?<in><the><daypart>"
    r"|(?<=<at>)(?:(?:<half>|<a>?<unit>|<number>|<day_number>)(?:<deictic>|<to>)(?:<number>|<day_number>)"
    r"|<number><dash>?<number>)<ampm>?(?![_<unit><units>]))"
)
"""Times of day in words, behind a preposition: "at 5 in the morning", "at half past seven", "at ten thirty"."""
STARTS = (
    r"(?:(?P<from{0}>(?:<clock>|<day_number>|<number_digits>|<number>)<ampm>?)(?:<dash>|<to>|<until>|<and>)"
    r"(?=<clock>|(?:<day_number>|<number_digits>|<number>)<ampm>))?"
)
"""The first of two times of day: "2" in "2 to 4 p.m."."""
HALF_OF = r"<the>?(?P<half><ordinal>)<half><of><the>?"

BEFORE = (
    r"(?:(?<=<at>)(?P<hour1><day_number>|<number>)<on>)?"
    rf"(?:{STARTS.format(1)}(?P<clock1>{DAY_CLOCK}|{CLOCK})<comma>?(?:<on>|<in>|<of>)?<the>?)?"
    r"(?:<the>?(?P<part1><part>)?<in>?<the>?(?P<daypart1><daypart>)(?P<hours><units>)?(?:<of>|<on>)"
    r"|(?P<overnight><overnight>)<on>?)?"
    r"(?P<mod>(?P<more><more>)(?:<in>|<of>)?<the>?|<the>?(?P<part2><part>)(?:<dash>|<in>|<of>|_<of>)?<the>?|"
    rf"{HALF_OF})?"
)
TOWARDS = r"(?:<at>|<dash>|<about>|<by>|<before>|<after>|<from>|<until>|<between>)"
AFTER = (
    r"(?:(?:<in><the>|<at>)?(?P<daypart2><daypart>)|(?P<overnight2><overnight>)|(?P<half_day><ampm>))?"
    rf"(?:<comma>?{TOWARDS}{{0,2}}{STARTS.format(2)}(?P<clock2>{DAY_CLOCK}|{CLOCK})"
    r"|[<at><about>](?P<hour2><day_number>|<number>)(?=[<comma><stop><close>¶]|\Z))?"
)
WEEKDAY = r"(?:(?:<the>?<deictic>)?(?P<weekday>(?:<weekday>|<weak_weekday><stop>?)),?<the>?|<relative><comma>?)?"
OF_YEAR = (
    rf"(?:(?:<comma>|<dash>|<slash>)?(?:<of>|<in>)?<the>?(?:(?P<clock3><clock>)<zone>?)?(?P<year>{YEAR})"
    r"|<comma>?(?P<short><of><number_digits>|<of>?<apostrophe>(?:<day_number>|<number_digits>)"
    r"|(?<=<dash><month>)<dash>(?:<day_number>|<number_digits>)|(?<=<dash><weak_month>)<dash>(?:<day_number>|<number_digits>))"
    r"|<comma>?(?:<of>|<in>)?<the>?(?P<its_year>(?:<anaphor>|<deictic>){1,2}<unit>))?"
)


class Rule(NamedTuple):
    """A name, under which `times.READERS` has the function that makes a period of a match, and a pattern."""

    name: str
    pattern: re.Pattern[str]


_CORES = {
    "day": (
        rf"{WEEKDAY}(?P<month>{MONTH})[<comma><slash><dash>]?<the>?(?P<day>{DAY})"
        rf"(?:{JOINT}<the>?(?P<day2>{DAY})(?!<units>))?{OF_YEAR}"
    ),
    "day_first": (
        rf"{WEEKDAY}<the>?(?P<day>{DAY})(?:{JOINT}<the>?(?P<day2>{DAY}))?(?P<day_unit><unit>)?(?:<of>|<dash>)?<the>?"
        rf"(?P<month>{MONTH}){OF_YEAR}"
    ),
    "year_first": rf"(?P<year><year>)[<dash><slash>](?P<month>{MONTH})[<dash><slash>](?P<day><day_number>)",
    "year_second": rf"(?P<month>{MONTH})[<dash><slash>](?P<year><year>)[<dash><slash>](?P<day><day_number>)",
    "year_month": rf"(?P<year><year>)[<dash><slash>]?(?P<month>{MONTH})",
    "month_number": r"(?P<number><day_number>)[<dash><slash>](?P<year><year>)",
    "day_of_month": (
        r"<the>?(?P<day><ordinal_digits>|(?:<number><dash>?)?<ordinal>)<of>?"
        r"(?P<deictic>(?:<the>?<anaphor>|<deictic>){1,2})(?P<unit><unit>)"
    ),
    "day_alone": r"<the>(?P<day><ordinal_digits>|<number><dash>?<ordinal>)",
    "nth_weekday": (
        rf"<the>?(?P<nth>{DAY}|<deictic>)(?P<weekday><weekday>)(?P<daypart3><daypart>)?(?:<of>|<in>)<the>?"
        rf"(?:(?P<month>{MONTH}){OF_YEAR}|(?P<its_year2>(?:<deictic>|<anaphor>|(?<=<the>))<unit>))"
    ),
    "weekday_day": (
        r"(?P<weekday><weekday>|<weak_weekday><stop>?),?(?P<the><the>)?"
        r"(?P<day>(?:<number><dash>?)?<ordinal>|<ordinal_digits>)"
    ),
    "weekday_number": r"(?P<weekday><weekday>)(?P<day><day_number>)(?=[<stop><comma><close>¶]|\Z)",
    "slashes": rf"{WEEKDAY}(?P<first><day_number>)<slash>(?P<second><day_number>)(?!<slash>)",
    "digits": rf"{WEEKDAY}(?P<date><date_digits>)",
    "month": rf"(?P<deictic>(?:<deictic>|<anaphor>))?(?P<month>{MONTH}){OF_YEAR}",
    "season": (
        rf"(?P<deictic>(?:<the>?<deictic>|<the>?<anaphor>))?<the>?(?P<season><season>|<weak_season>)"
        rf"{OF_YEAR}(?:(?:<dash>|<slash>)(?:<year>|<number_digits>|<day_number>))?"
    ),
    "year": rf"(?:<unit_kind>?<unit>|<unit_kind>)?(?P<year>{YEAR})",
    "year_before": rf"(?P<year>{DIGITS})(?=[<dash><to><and>]{DIGITS}<bc>)",
    "year_month_digits": r"(?P<year><year>)<dash>(?P<month><day_number>)(?![<dash><slash>])",
    "year_after": r"(?<=<year>[<dash><slash>])(?P<year>(?:<day_number>|<number_digits>))",
    "years": r"<the>?(?P<decade><decade>)(?P<bc><bc>)?",
    "century": rf"<the>?(?P<number>{DAY})<dash>?(?P<unit><unit>)(?P<bc><bc>)?",
    "quarter": (
        r"(?:<year><dash>?(?P<q2><quarter_digits>)"
        r"|(?P<q1><quarter_digits>)(?:(?:<dash>|<of>)?<the>?<year>)?)"
    ),
    "nth": (
        rf"<the>?(?P<nth>{DAY}|<deictic>)(?P<unit><unit>)(?:<of>|<in>|(?=<deictic>))<the>?"
        rf"(?:(?P<month>{MONTH}){OF_YEAR}|(?P<only_year>{YEAR})|(?P<its_year2>(?:<deictic>|<anaphor>|(?<=<the>))<unit>))"
    ),
    "nth_units": (
        rf"<the>?(?P<nth><ordinal>|<deictic>)(?P<amount>{AMOUNT})(?P<unit><units>)(?:<of>|<in>)<the>?"
        rf"(?:(?P<month>{MONTH}){OF_YEAR}|(?P<only_year>{YEAR})|(?P<its_year2>(?:<deictic>|<anaphor>|(?<=<the>))<unit>))"
    ),
    "week_number": (
        r"(?P<article><the>)?(?P<unit><unit>)(?P<number><day_number>|<number_digits>)(?:(?:<of>|<in>|<comma>)?(?P<year><year>)"
        r"|<of>(?P<deictic><deictic><unit>))?"
    ),
    "relative": r"(?:<the>?(?P<unit><unit>)(?P<side><before>|<after>))?(?P<word><relative>|<relative_part>)",
    "weekday": (
        r"(?P<deictic><the>?(?:<deictic>|<anaphor>){1,2}(?:<unit>(?:<apostrophe>_)?<comma>?<on>?)?)?"
        r"(?P<weekday><weekday>|(?<=[<on><deictic>])<weak_weekday>(?![_<day_number>]))"
    ),
    "weekday_of": (
        r"(?P<weekday><weekday>)(?:<of>|<comma>)?(?P<deictic><the>?(?:<deictic>|<anaphor>){1,2})"
        r"(?P<unit><unit>)"
    ),
    "unit": r"<the>?(?P<deictic>(?:<deictic>|<anaphor>){1,2})<unit_kind>?(?P<unit><unit>|<daypart>)",
    "beyond": r"<the>(?P<unit><unit>|<weekday>)(?P<side><before>|<after>)(?P<deictic><deictic>)(?!<unit>|<units>|<weekday>|<month>)",
    "the_unit": r"<the>?(?P<unit><unit>)",
    "overnight": r"(?P<word><overnight>)",
    "quarter_of_now": r"<the>(?P<nth><ordinal>)(?P<unit><unit>)(?!<of>|<in>|<units>|<deictic>)",
}  # fmt: skip
"""Cores of dates; words of time of day and of part of a period may stand around any of them."""

_WHOLE = {
    "offset": (
        rf"(?:<about>|<more_than><than>)?(?P<amount>{AMOUNT})?<dash>?(?P<unit><unit>|<units>|<daypart>)"
        r"(?:(?P<ago><ago>)|(?P<more><more>)(?!<deictic>|<anaphor>|<in>)|(?P<side><before>|<after>)|<from>(?P<origin><now>|<relative>))"
    ),
    "neighbour": r"<the>(?P<unit><unit>|<daypart>)(?P<side><before>|<after>|<deictic>)",
    "stretch": (
        rf"<the>?(?P<deictic><deictic>)(?P<amount>{AMOUNT}|_)?(?P<unit><units>)"
        rf"|<the>?(?P<amount2>{AMOUNT})(?P<deictic2><deictic>)(?P<unit2><units>)"
    ),
    "duration": (
        rf"(?:<about>|<more_than><than>)?(?P<amount>{AMOUNT})?(?P<joint><dash>|<dash>?_)?(?P<unit><unit>|<units>|<daypart>)<long>?"
        r"(?:<and><a>?(?P<plus><half>))?"
    ),
    "half_unit": r"<half>(?:<a>|<dash>)?(?P<unit><unit>)",
    "recent_units": r"<recent>(?P<unit><units>)",
    "time": rf"{STARTS.format(1)}(?P<clock>{DAY_CLOCK}|{CLOCK})",
}


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(
        _CLASS.sub(
            lambda match: re.escape(CODES[match[1]]),
            pattern.replace("(?P<", "(?P\0").replace("(?<=", "(?\0="),
        ).replace("\0", "<")
    )


RULES = tuple(
    [Rule(name, _compile(BEFORE + core + AFTER)) for name, core in _CORES.items()]
    + [Rule(name, _compile(pattern)) for name, pattern in _WHOLE.items()]
)
RUN = re.compile("[^¶_]+(?:_[^¶_]+)*")
_SEEDS = (
    "month", "weak_month", "weekday", "unit", "units", "season", "weak_season", "relative", "relative_part",
    "noon", "year", "decade_digits", "date_digits", "clock", "ampm", "oclock", "quarter_digits", "bc", "ad",
    "daypart", "slash", "weak_weekday", "ordinal_digits", "overnight", "zone",
    "local",
)  # fmt: skip
SEED = re.compile("[" + re.escape("".join(CODES[name] for name in _SEEDS)) + "]")
"""A run of tokens without any of these holds no expression of time."""
