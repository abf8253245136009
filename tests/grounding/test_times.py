"""Expressions of time in news sentences of our own."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.grounding.time_calendar import easter, of_century, of_season, of_week, part_of
from gestae.grounding.time_calendar import of_month as month_of
from gestae.grounding.times import TimeFinder, anchor_date

SUNDAY = date(2024, 3, 24)
FINDER = TimeFinder()


def found(text: str, published: date | None = SUNDAY) -> list[tuple[str, str | None]]:
    return [(text[t.start : t.end], t.value) for t in FINDER.find(text, published=published)]


def days(text: str, published: date | None = SUNDAY) -> list[tuple[str | None, str | None]]:
    return [(t.earliest, t.latest) for t in FINDER.find(text, published=published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Rebels shelled the port on 22 March 2024.", "22 March 2024", "2024-03-22"),
        ("On March 22nd, 2024, rebels shelled the port.", "March 22nd, 2024", "2024-03-22"),
        ("Rebels shelled the port on Friday, 22 March.", "Friday, 22 March", "2024-03-22"),
        ("The log is dated 2024-03-22.", "2024-03-22", "2024-03-22"),
        ("The truce ended on Dec. 1 without a deal.", "Dec. 1", "2023-12-01"),
        ("The ministers met in May 2019.", "May 2019", "2019-05"),
        ("They were jailed in 2019.", "2019", "2019"),
        ("The dam was built in the 1990s.", "the 1990s", "199"),
        ("A relic of the late 19th century was stolen.", "the late 19th century", "18"),
        ("In the summer of 2021 the city fell.", "the summer of 2021", "2021-SU"),
        ("Exports fell in Q1 2024, the ministry said.", "Q1 2024", "2024-Q1"),
        ("The fortress fell in 480 BC.", "480 BC", "BC0480"),
    ],
)  # fmt: skip
def test_absolute_dates(text, words, value):
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Gunmen attacked the mill on Friday night.", "Friday night", "2024-03-22TNI"),
        ("Police arrested two men late Thursday.", "late Thursday", "2024-03-21"),
        ("The envoy left on Sunday.", "Sunday", "2024-03-24"),
        ("The envoy left last Sunday.", "last Sunday", "2024-03-17"),
        ("The court will rule on Tuesday.", "Tuesday", "2024-03-26"),
        ("Talks are due to be held next Friday.", "next Friday", "2024-03-29"),
        ("Shells hit the market yesterday.", "yesterday", "2024-03-23"),
        ("The premier spoke this morning.", "this morning", "2024-03-24TMO"),
        ("A depot burned last night.", "last night", "2024-03-23TNI"),
        ("Three people were shot three days ago.", "three days ago", "2024-03-21"),
        ("The bridge was blown up two months ago.", "two months ago", "2024-01"),
        ("The border was closed last week.", "last week", "2024-W11"),
        ("The border was closed last year.", "last year", "2023"),
        ("The strike began in October.", "October", "2023-10"),
        ("The blast came at 8:30 a.m. on Monday.", "8:30 a.m. on Monday", "2024-03-18T08:30"),
        ("Looters broke in over the weekend.", "the weekend", "2024-W12-WE"),
        ("The curfew is now in force.", "now", "PRESENT_REF"),
        ("They have recently quarrelled.", "recently", "PAST_REF"),
    ],
)  # fmt: skip
def test_relative_dates_hang_on_publication(text, words, value):
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The siege lasted 48 hours.", "48 hours", "PT48H"),
        ("A ten-day truce was agreed.", "ten-day", "P10D"),
        ("He was sentenced to 15 years in prison.", "15 years", "P15Y"),
        ("They waited for a few weeks.", "a few weeks", "PXW"),
        ("The drill took two and a half hours.", "two and a half hours", "PT2.5H"),
        ("They marched for half a day.", "half a day", "P0.5D"),
        ("The clash went on for two bloody weeks.", "two bloody weeks", "P2W"),
    ],
)  # fmt: skip
def test_durations_have_no_days(text, words, value):
    [one] = FINDER.find(text, published=SUNDAY)
    assert (text[one.start : one.end], one.value, one.earliest, one.latest) == (words, value, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Mr May, 62, said the column may march on the capital.",
        "A 35-year-old man and two 15-year-olds were hurt; the eldest was aged 40 years.",
        "The Sunday Times and the Black Friday sales are of no help.",
        "At least 2000 people fled and 1500 soldiers were sent to build 2000 homes.",
        "The team won 3-2 after a second round; the minister will fall.",
        "The spring of water dried up after a fall from the roof.",
        "They paid $2020 and boarded flight 1549 near room 2001.",
        "She asked for a second opinion and a 12.5 percent raise.",
        "They met on the 14th floor to discuss her early 30s.",
        "Copyright 2014 by the publisher.",
        "",
        "\n\n",
    ],
)
def test_other_senses_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The pact dates from 2019-Aug-01.", "2019-Aug-01", "2019-08-01"),
        ("The pact was signed on 04-22-2016.", "04-22-2016", "2016-04-22"),
        ("The pact was signed on 22/4/2016.", "22/4/2016", "2016-04-22"),
        ("The pact was signed on 21-Apr-18.", "21-Apr-18", "2018-04-21"),
        ("The pact was signed in 05/2018.", "05/2018", "2018-05"),
        ("The mill closed on Dec31, 1994.", "Dec31, 1994", "1994-12-31"),
        ("He was born on 6 April nineteen forty-one.", "6 April nineteen forty-one", "1941-04-06"),
        ("It was in October two thousand and five.", "October two thousand and five", "2005-10"),
        ("In May two thousand men fled.", "May", "2023-05"),
        ("They left on the 14th.", "the 14th", "2024-03-14"),
        ("They left on the 21st of last month.", "the 21st of last month", "2024-02-21"),
        ("They vote on the first Monday of May 2023.", "the first Monday of May 2023", "2023-05-01"),
        ("The log reads Tue Oct 26 15:50:06 2021.", "Tue Oct 26 15:50:06 2021", "2021-10-26T15:50:06"),
    ],
)
def test_other_ways_to_write_a_date(text, words, value):
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They left the day before yesterday.", "the day before yesterday", "2024-03-22"),
        ("They met on Friday two weeks ago.", "Friday two weeks ago", "2024-03-08"),
        ("They will vote in two weeks.", "two weeks", "2024-04-07"),
        ("The vote is to be held in six months' time.", "six months", "2024-09"),
        ("They worked in the week of 4 March.", "the week of 4 March", "2024-W10"),
        ("They will meet this week's Friday.", "this week's Friday", "2024-03-22"),
        ("They met at half past six on Monday.", "half past six on Monday", "2024-03-18T06:30"),
        ("They will meet tonight at 8.", "tonight at 8", "2024-03-24T20"),
        ("They met at 5 in the morning.", "5 in the morning", "2024-03-24T05"),
        ("They will march next Easter.", "Easter", "2024-03-31"),
        ("They marched on Labor Day of 2021.", "Labor Day of 2021", "2021-09-06"),
        ("They met between 2 and 4 p.m. on Friday.", "2 and 4 p.m. on Friday", "2024-03-22T14/2024-03-22T16"),
        ("Every Monday they march.", "Monday", "XXXX-WXX-1"),
        ("They waited all day.", "all day", "P1D"),
        ("They waited 3.5years.", "3.5years", "P3.5Y"),
        ("He got three years and six months.", "three years and six months", "P3Y6M"),
    ],
)
def test_other_ways_to_point_or_to_count(text, words, value):
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoys have until Friday to answer.", "Friday", "2024-03-29"),
        ("The queen arrives Tuesday for a visit.", "Tuesday", "2024-03-26"),
        ("The ban takes effect on July 1.", "July 1", "2024-07-01"),
        ("They were freed a week ago Friday.", "a week ago Friday", "2024-03-15"),
        ("They met the week before last.", "the week before last", "2024-W10"),
        ("They vote the year after next.", "the year after next", "2026"),
        ("Exports fell in the third quarter.", "the third quarter", "2023-Q3"),
        ("Aid was cut this fiscal year.", "this fiscal year", "2024"),
        ("Aid for fiscal 2025 was cut.", "fiscal 2025", "2025"),
        ("It burned at 4.30pm on Christmas Day.", "4.30pm on Christmas Day", "2023-12-25T16:30"),
        ("It burned at 0715 GMT on Friday.", "0715 GMT on Friday", "2024-03-22T07:15"),
        ("It burned at 1430 hours on Friday.", "1430 hours on Friday", "2024-03-22T14:30"),
        ("It was quiet in the week ending 15 March.", "the week ending 15 March", "2024-W11"),
        ("It was quiet on the weekend of 9 March.", "the weekend of 9 March", "2024-W10-WE"),
        ("The raid in 2019 killed six.", "2019", "2019"),
        ("The log of 2015-03 is lost.", "2015-03", "2015-03"),
        ("The 9/11 hijackers had trained there.", "9/11", "2001-09-11"),
        ("They declared a weeklong truce.", "weeklong", "P1W"),
        ("They drill for five days starting Monday.", "five days starting Monday", "P5D"),
    ],
)
def test_what_news_writes_of_days_to_come_and_of_days_gone(text, words, value):
    assert found(text) == [(words, value)]


def test_a_night_is_that_before_publication_or_of_the_day_beside_it():
    assert days("Shelling went on overnight.") == [("2024-03-23", "2024-03-24")]
    assert found("Shelling went on overnight on Friday.") == [("overnight on Friday", "2024-03-22TNI")]
    text = "Three were shot overnight. The first was hit at 1 a.m."
    assert days(text)[1] == ("2024-03-24", "2024-03-24")


def test_a_name_that_holds_a_day_or_a_month_is_no_time():
    assert found("Judge April Stone prayed in the Friday Mosque of Sunday River.") == []
    assert found("The August Decrees were repealed.") == [("August", "2023-08")]
    assert found("The shop at 1915 Main Street burned.") == []


def test_two_numbers_are_not_added():
    assert found("It takes between three and six months.")[0][1] == "P6M"
    assert found("It took one hundred and six days.") == [("one hundred and six days", "P106D")]


def test_hours_from_publication_have_days_and_no_clock():
    assert days("They left two hours ago.") == [("2024-03-24", "2024-03-24")]
    assert days("Ten died in the past 24 hours.") == [("2024-03-23", "2024-03-24")]
    assert days("The siege goes on at the moment.") == [("2024-03-24", "2024-03-24")]
    assert days("Much is left to do in the rest of the week.", date(2024, 3, 20)) == [("2024-03-20", "2024-03-24")]
    assert days("Sales fell in the past two quarters.") == [("2023-07-01", "2023-12-31")]


def test_ends_of_a_range_share_a_year_or_a_week():
    assert days("The road is shut from 1/5-7/5/2020.") == [("2020-01-05", "2020-07-05")]
    assert days("The road was shut from 28 November to 3 January 2020.") == [("2019-11-28", "2020-01-03")]
    assert days("The road was shut from Thursday to Monday.") == [("2024-03-14", "2024-03-18")]


def test_of_a_range_both_ends_are_inside():
    assert days("The summit was held from 4 to 6 March in Riga.") == [("2024-03-04", "2024-03-06")]
    assert days("From January to March 2024 exports fell.") == [("2024-01-01", "2024-03-31")]
    assert days("Between 1961 and 1964 the army grew.") == [("1961-01-01", "1964-12-31")]
    assert days("The strike lasted from 28 February – 3 March.") == [("2024-02-28", "2024-03-03")]
    assert found("He will be back on 22/04.") == [("22/04", "2024-04-22")]
    assert found("The war (1961-64) was costly.") == [("1961", "1961"), ("64", "1964")]
    assert found("The road is shut from 8 a.m. to 5 p.m. on Monday.") == [
        ("8 a.m. to 5 p.m. on Monday", "2024-03-18T08/2024-03-18T17")
    ]


def test_parts_of_periods_narrow_the_days_and_keep_the_value():
    assert days("It happened earlier this month.") == [("2024-03-01", "2024-03-24")]
    assert days("It happened in mid-February.") == [("2024-02-11", "2024-02-20")]
    assert days("It happened in early 2019.") == [("2019-01-01", "2019-06-30")]
    assert found("It happened by the end of 2019.") == [("the end of 2019", "2019")]


def test_what_follows_a_date_hangs_on_that_date():
    text = "On 5 October the army entered the town; the following day it withdrew. Two days later it came back."
    assert [value for _, value in found(text)] == ["2023-10-05", "2023-10-06", "2023-10-08"]
    text = "The deadliest raid was in 2004. A school was seized in September that year."
    assert [value for _, value in found(text)] == ["2004", "2004-09"]
    text = "The war began on 24 February 2022. In March, the invaders left the suburb."
    assert [value for _, value in found(text)] == ["2022-02-24", "2022-03"]


def test_without_publication_only_the_text_can_tell():
    assert found("They met on Friday.", None) == [("Friday", "XXXX-WXX-5")]
    assert days("They met on Friday and again on 5 May.", None) == [(None, None), (None, None)]
    text = "They met on 4 June 1940. In July they met again, and on 12 January."
    assert [value for _, value in found(text, None)] == ["1940-06-04", "1940-07", "1940-01-12"]


def test_in_a_history_the_day_of_publication_is_of_no_help():
    text = (
        "The revolt broke out in March 1911. In May, the garrison fell. In 1912 the league split; on 3 August the "
        "town burned. By November 1913 it was rebuilt. In January, a truce followed. In 1915 it was broken."
    )
    assert [value for _, value in found(text)] == [
        "1911-03", "1911-05", "1912", "1912-08-03", "1913-11", "1914-01", "1915"
    ]  # fmt: skip


def test_a_date_in_the_head_stands_in_for_the_day_of_publication():
    text = "RIGA, March 3, 2022 (Agency) — Two men were shot on Tuesday."
    assert found(text, None) == [("March 3, 2022", "2022-03-03"), ("Tuesday", "2022-03-01")]


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("date 2024-03-24\nA mill burned.", date(2024, 3, 24), "2024-03-24"),
        ("Riga, 3 Jan 90 -- [Text] A mill burned.", date(1990, 1, 3), "3 Jan 90"),
        ("RIGA, March 3, 2022 (Agency) — A mill burned.", date(2022, 3, 3), "March 3, 2022"),
        ("Monday, 4 March 2024\n\nA mill burned.", date(2024, 3, 4), "4 March 2024"),
        ("Mill burns\nBy Ann Roe | March 3, 2022\nA mill burned.", date(2022, 3, 3), "March 3, 2022"),
    ],
)
def test_the_date_in_the_head_of_an_article(text, day, words):
    start = text.index(words)
    assert anchor_date(text) == (day, start, start + len(words))


@pytest.mark.parametrize(
    "text",
    [
        "On March 3, 2022 the army left.",
        "The war began on 3 May 1999 - a day of rain.",
        "RIGA (Agency) — x",
        "",
    ],
)
def test_a_date_in_a_sentence_is_no_date_line(text):
    assert anchor_date(text) is None


def test_spans_leave_out_the_full_stop_and_the_preposition():
    assert found("It rained in May. It rained on 4 August.", date(2024, 9, 1)) == [
        ("May", "2024-05"),
        ("4 August", "2024-08-04"),
    ]


def test_dates_that_the_calendar_lacks_are_not_made_up():
    assert found("The note says 31 February 2024.") in ([], [("February 2024", "2024-02")])


def test_calendar():
    assert easter(2024) == date(2024, 3, 31)
    assert of_week(date(2024, 12, 30)).value == "2025-W01"
    assert of_season(2023, "WI").last == date(2024, 2, 29)
    assert part_of(month_of(2023, 2), "late").last == date(2023, 2, 28)
    century = of_century(20)
    assert century and century.first == date(1900, 1, 1) and century.value == "19"


@given(st.text(alphabet=st.sampled_from(list("0123456789 :./-,'’()\nBCadmorfthe§Äŉǅİ𝟙٣\ud800")), max_size=80))
def test_any_text_is_read_without_error(text):
    check_spans(text)


WORDS = [
    "May",
    "March",
    "Friday",
    "mon",
    "3rd",
    "12",
    "1999",
    "480",
    "BC",
    "second",
    "week",
    "last",
    "next",
    "the",
    "of",
    "in",
    "early",
    "end",
    "mid",
    "-",
    ",",
    ".",
    "(",
    ")",
    "8:30",
    "p.m.",
    "a",
    "few",
    "days",
    "ago",
    "later",
    "earlier",
    "that",
    "same",
    "year",
    "summer",
    "spring",
    "night",
    "two",
    "hundred",
    "and",
    "half",
    "1990s",
    "to",
    "from",
    "between",
    "9999",
    "0",
    "century",
    "now",
    "noon",
    "twenty",
    "first",
    "fifth",
    "quarter",
    "Q3",
    "before",
    "after",
    "tomorrow",
    "weekend",
    "31",
    "February",
    "29",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([None, SUNDAY, date.min, date.max]))
def test_any_row_of_words_of_time_is_read_without_error(words, published):
    check_spans(" ".join(words), published)


def check_spans(text: str, published: date | None = SUNDAY) -> None:
    end = 0
    for one in FINDER.find(text, published=published):
        assert end <= one.start < one.end <= len(text)
        assert (one.earliest is None) == (one.latest is None)
        assert one.earliest is None or one.earliest <= str(one.latest)
        end = one.end
    anchor_date(text)


@pytest.mark.parametrize(
    "piece",
    ["May ", "1 ", "the ", "1.", "12:", "\n", " \n", "two ", "a few ", "(", "Sunday, ", "'90s ", "x "],
)
def test_long_texts_take_time_proportional_to_their_length(piece):
    short, long = (timed(piece * (size // len(piece))) for size in (20_000, 80_000))
    assert long < 12 * short + 0.2


def timed(text: str) -> float:
    start = time.process_time()
    FINDER.find(text, published=SUNDAY)
    return time.process_time() - start
