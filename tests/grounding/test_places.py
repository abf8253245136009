from __future__ import annotations

import runpy
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gestae.codebook.files import DATA, read_toml
from gestae.errors import ModelError
from gestae.grounding.gazetteer import Gazetteer
from gestae.grounding.gazetteer_index import GazetteerIndex
from gestae.grounding.gazetteer_names import fold
from gestae.grounding.place_rank import FEATURES
from gestae.grounding.place_recognise import NAMES
from gestae.grounding.places import PlaceFinder
from gestae.language.parse import Parse
from gestae.records import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def finder(gazetteer: Gazetteer) -> PlaceFinder:
    return PlaceFinder(gazetteer)


def named(finder: PlaceFinder, text: str, **options: object) -> dict[str, Place]:
    """The places found, by their words (the last of equal ones)."""
    return {text[p.start : p.end]: p for p in finder.find(text, **options)}  # type: ignore[arg-type]


# --- the gazetteer


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Saint-Étienne", "st etienne"), ("The Gambia", "gambia"), ("Łódź", "lodz"), ("Sana’a", "sanaa"), ("The", "the")],
)
def test_names_are_compared_without_case_accents_and_short_forms(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "gid"),
    [
        ("Kiev", 703448), ("Bombay", 1275339), ("U.S.", 6252001), ("UK", 2635167), ("Calif.", 5332921),
        ("D.C.", 4140963),
        ("Rapides Parish", 4338356), ("Belgorod Oblast", 578071), ("West Bank", 285153), ("Türkiye", 298795),
        ("Khan Younis", 281124), ("Kharkiv", 706483),
    ],
)  # fmt: skip
def test_usual_and_older_names_are_known(gazetteer: Gazetteer, name: str, gid: int) -> None:
    assert gid in [place.gid for place in gazetteer.lookup(name)]


def test_an_acronym_counts_only_as_it_is_written(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("US") and 6252001 not in [place.gid for place in gazetteer.lookup("us")]


def test_units_lie_amid_their_cities(gazetteer: Gazetteer) -> None:
    [parish] = [place for place in gazetteer.lookup("Rapides Parish") if place.kind == "admin2"]
    assert parish.lat == pytest.approx(31.2, abs=0.3) and parish.lon == pytest.approx(-92.5, abs=0.4)


def test_codes_of_countries_are_translated(gazetteer: Gazetteer) -> None:
    assert (gazetteer.iso3("UA"), gazetteer.iso2("UKR"), gazetteer.iso3("")) == ("UKR", "UA", None)


def test_it_loads_quickly() -> None:
    start = time.perf_counter()
    Gazetteer().lookup("Kyiv")
    assert time.perf_counter() - start < 0.6


def test_a_broken_file_is_refused_with_advice(tmp_path: Path) -> None:
    file = tmp_path / "gazetteer.bin"
    file.write_bytes(b"something else, long enough to be read")
    with pytest.raises(ModelError, match="reinstall"):
        GazetteerIndex.open(file)


def test_every_feature_has_a_weight() -> None:
    weights = read_toml("places/weights.toml")
    assert set(weights["resolve"]) == set(FEATURES) and set(weights["recognise"]) == set(NAMES)


def test_the_build_script_writes_what_the_index_reads() -> None:
    build = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "build_gazetteer.py"))
    town = build["Row"](7, "Oldtown", build["CITY"], "XA", "XA.1", lat=1.5, lon=-2.25, population=9)
    unit = build["Row"](8, "First Province", build["ADMIN1"], "XA", "XA.1", code="XA.1")
    built = build["compile_index"]([town, unit])
    index = GazetteerIndex(memoryview(built))
    assert index.name(0) == "Oldtown" and index.numbers(0)[:4] == (7, 1.5, -2.25, 9)
    assert index.numbers(1)[1] is None and index.within(0)[:2] == ("XA", "XA.1")
    assert build["compile_index"]([town, unit]) == built


# --- which place is meant


@pytest.mark.parametrize(
    ("text", "words", "gid"),
    [
        ("Two men from Paris, Texas, were held.", "Paris", "4717560"),
        ("Two men from Paris, France, were held.", "Paris", "2988507"),
        ("A shop in Birmingham, Ala., burned down.", "Birmingham", "4049979"),
        ("A shop in Birmingham, England, burned down.", "Birmingham", "2655603"),
        ("Shells fell on Athens, Clarke County, Georgia.", "Georgia", "4197000"),
        ("Georgia said Russian troops had entered Gori and Tbilisi was calm.", "Georgia", "614540"),
        ("Voters in Georgia queued in Atlanta, Macon and Savannah.", "Georgia", "4197000"),
        ("Militants attacked the Iraqi city of Mosul.", "Mosul", "99072"),
        ("Officials in Washington denied it.", "Washington", "4140963"),
        ("Deputies in Rapides Parish searched a house in Alexandria near Pineville.", "Alexandria", "4314550"),
        ("Egypt opened its border; in Alexandria and Cairo crowds cheered.", "Alexandria", "361058"),
        ("A quake hit Port-au-Prince, Haiti.", "Port-au-Prince", "3718426"),
    ],
)
def test_the_context_decides(finder: PlaceFinder, text: str, words: str, gid: str) -> None:
    assert named(finder, text)[words].geonames_id == gid


def test_two_places_of_one_name_are_told_apart(finder: PlaceFinder) -> None:
    text = "He moved from Birmingham, Ala., to Birmingham, England."
    countries = [p.country for p in finder.find(text) if text[p.start : p.end] == "Birmingham"]
    assert countries == ["USA", "GBR"]


def test_home_tips_the_scales(finder: PlaceFinder) -> None:
    text = "A barn in Lancaster burned."
    assert named(finder, text, home="GBR")["Lancaster"].country == "GBR"
    assert named(finder, text, home="US.PA")["Lancaster"].admin1 == "US.PA"


@pytest.mark.parametrize(
    ("text", "words", "precision", "admin1"),
    [
        ("Rebels took Kunduz province.", "Kunduz", "admin1", "AF.24"),
        ("Tribes met in Basra governorate in Iraq.", "Basra", "admin1", "IQ.02"),
        ("The fire spread in Rapides Parish.", "Rapides Parish", "admin2", "US.LA"),
        ("The fire spread in Bossier City, La.", "Bossier City", "city", "US.LA"),
        ("Drones crossed the Red Sea.", "Red Sea", "region", None),
        ("The army left the Donbas, Ukraine said.", "Donbas", "region", None),
        ("Kazakhstan sent tents.", "Kazakhstan", "country", None),
    ],
)
def test_no_place_is_more_precise_than_its_name(
    finder: PlaceFinder, text: str, words: str, precision: str, admin1: str | None
) -> None:
    place = named(finder, text)[words]
    assert (place.precision, place.admin1) == (precision, admin1)


# --- what is a place at all


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Houston told reporters that he was tired.",
        "Paris Quimby danced; later Quimby sang.",
        "In March the police read a lot.",
        "Sen. Jordan Fennimore voted no.",
        "Today the Sun rose and The Independent went to print.",
    ],
)
def test_persons_and_words_are_no_places(finder: PlaceFinder, text: str) -> None:
    assert finder.find(text) == []


def test_a_name_known_as_a_person_stays_one(finder: PlaceFinder) -> None:
    text = "Douglas Lincoln was charged. Lincoln denied it. He was born in Lima, Peru."
    assert list(named(finder, text)) == ["Lima", "Peru"]


def test_entities_of_a_parse_are_evidence(finder: PlaceFinder) -> None:
    text = "Tyler smiled"
    person = Parse.build(0, ["Tyler", "smiled"], ["NNP", "VBD"], ["nsubj", "ROOT"], [1, 1], [0, 6], [(0, 1, "PERSON")])
    assert finder.find(text, parses=[person]) == []


def test_the_gazetteer_overrules_a_wrong_entity(finder: PlaceFinder) -> None:
    text = "Shells hit Kharkiv"
    wrong = Parse.build(
        0, text.split(), ["NNS", "VBD", "NNP"], ["nsubj", "ROOT", "dobj"], [1, 1, 1], [0, 7, 11], [(2, 3, "ORG")]
    )
    assert named(finder, text, parses=[wrong])["Kharkiv"].geonames_id == "706483"


def test_demonyms_are_no_places_unless_asked_for(finder: PlaceFinder) -> None:
    text = "Iraqi troops and Ohioans met."
    assert finder.find(text) == []
    found = named(finder, text, demonyms=True)
    assert (found["Iraqi"].country, found["Iraqi"].role) == ("IRQ", "origin")
    assert found["Ohioans"].admin1 == "US.OH"


def test_a_venue_lies_where_its_sentence_says(finder: PlaceFinder) -> None:
    text = "Gunmen stormed Lakeside City Hall in Krasnogorsk. Victims reached Merrowdale Hospital."
    found = named(finder, text)
    hall, hospital = found["Lakeside City Hall"], found["Merrowdale Hospital"]
    assert (hall.precision, hall.country, hall.lat, hall.geonames_id) == ("venue", "RUS", None, None)
    assert (hospital.precision, hospital.country) == ("venue", None)


def test_a_place_inside_the_name_of_a_venue_gives_its_country(finder: PlaceFinder) -> None:
    found = named(finder, "The bomb exploded at Kabul Airport on Monday.")
    assert list(found) == ["Kabul Airport"] and found["Kabul Airport"].country == "AFG"


# --- datelines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KYIV, March 3 (Agency) — Talks began.", "KYIV"),
        ("WASHINGTON (AP) - Talks began.", "WASHINGTON"),
        ("San Salvador, 3 Jan 90 -- Talks began.", "San Salvador"),
        ("BEIRUT, Lebanon (Agency) - Talks began.", "BEIRUT"),
        ("BAGHDAD — Talks began.", "BAGHDAD"),
        ("Talks began in Baghdad — at last.", None),
        ("Iraqi troops — who else — came.", None),
        ("", None),
    ],
)
def test_a_dateline_is_recognised(finder: PlaceFinder, text: str, words: str | None) -> None:
    span = finder.dateline(text)
    assert (span and text[span[0] : span[1]]) == words


def test_the_place_of_a_dateline_has_that_role(finder: PlaceFinder) -> None:
    text = "KYIV, March 3 (Agency) — Shells fell on Odesa."
    assert [p.role for p in finder.find(text)] == ["dateline", None]


# --- given spans


def test_given_spans_are_answered_in_their_order(finder: PlaceFinder) -> None:
    text = "From Lyon to Zzyzzyx, then Iraqi troops near Mosul."
    words = ["Mosul", "Zzyzzyx", "Lyon", "Iraqi"]
    spans = [(text.index(w), text.index(w) + len(w)) for w in words]
    answers = finder.resolve(text, spans)
    assert [place and place.country for place in answers] == ["IRQ", None, "FRA", "IRQ"]
    assert [(p.start, p.end) for p in answers if p] == [spans[0], spans[2], spans[3]]


def test_a_part_of_a_given_name_gives_no_id(finder: PlaceFinder) -> None:
    text = "A flood of the Naugatuck Riverbank Meadow in Connecticut."
    start = text.index("Naugatuck")
    [place] = finder.resolve(text, [(start, text.index(" in "))])
    assert place is not None and (place.geonames_id, place.admin1) == (None, "US.CT")


def test_odd_spans_are_no_error(finder: PlaceFinder) -> None:
    assert finder.resolve("Lyon", [(0, 0), (2, 2), (3, 99), (50, 60)])[3] is None


# --- laws

WORDS = st.sampled_from(
    [
        "Paris",
        "Texas",
        "in",
        "the",
        "Georgia",
        "Mr.",
        "City",
        "Hall",
        ",",
        "-",
        "said",
        "U.S.",
        "Iraqi",
        "\n",
        "(AP)",
        "É",
        "'s",
        "San",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=9).map("".join)
    )
)
def test_spans_lie_in_the_text_in_order_and_apart(finder: PlaceFinder, text: str) -> None:
    places = finder.find(text, demonyms=True)
    ends = [0, *(place.end for place in places)]
    assert all(end <= place.start < place.end <= len(text) for end, place in zip(ends, places, strict=False))
    assert places == finder.find(text, demonyms=True)
    finder.dateline(text)
    assert len(finder.resolve(text, [(0, len(text)), (1, 3)])) == 2


@pytest.mark.parametrize("piece", ["Springfield, ", "A. ", "Aa ", "O'", "(", "Paris, Georgia and ", "City Hall "])
def test_time_grows_with_the_length(finder: PlaceFinder, piece: str) -> None:
    start = time.process_time()
    finder.find(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 5


def test_the_data_say_where_they_come_from() -> None:
    assert "CC BY 4.0" in (DATA / "places" / "README.md").read_text(encoding="utf-8")


def test_the_official_name_of_a_state_is_read_whole(finder: PlaceFinder) -> None:
    places = named(finder, "The Democratic People’s Republic of Korea and the Republic of Korea met.")
    assert {place.country for place in places.values()} == {"PRK", "KOR"}


def test_of_a_name_known_in_part_the_article_must_name_the_country(finder: PlaceFinder) -> None:
    text = "They met at the Garmish Royal Street today."
    span = (text.index("Garmish"), text.index(" today"))
    [alone] = finder.resolve(text, [span])
    assert alone is None
