"""Parties get the entity that the words name, and none where the words do not tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.codebook.entities import EntityIndex, plural_of
from gestae.codebook.entity_names import Stream, name_words, norm
from gestae.errors import CodebookError
from gestae.grounding.actors import ActorFinder
from gestae.grounding.places import PlaceFinder
from gestae.language.model import Parser
from gestae.language.sentences import sentence_spans
from gestae.records import Article, Entity

Grounded = tuple[Entity | None, str]
Ground = Callable[..., Grounded]
PARSER = Parser()


@pytest.fixture(scope="module")
def index() -> EntityIndex:
    return EntityIndex.load()


@pytest.fixture(scope="module")
def finder(index: EntityIndex) -> ActorFinder:
    return ActorFinder(index)


@pytest.fixture(scope="module")
def ground(finder: ActorFinder) -> Ground:
    def ask(text: str, phrase: str, published: str | None = None) -> Grounded:
        """The answer for the last place of the phrase in the text."""
        start = text.rindex(phrase)
        end = start + len(phrase)
        parses = PARSER.parse(text, sentence_spans(text))
        for number, parse in enumerate(parses):
            tokens = [i for i in range(len(parse)) if parse.ends[i] > start and parse.starts[i] < end]
            if tokens:
                span = (number, tokens[0], tokens[-1] + 1)
                return finder.ground(Article(text=text, published=published), parses, [span])[0]
        raise AssertionError(f"no token of {phrase!r} in {text!r}")

    return ask


CASES = [
    # text, phrase, id, country, sectors
    ("Russian troops entered the town.", "Russian troops", "role:RUS:troops", "RUS", ("MIL",)),
    ("Kyiv accused its neighbour.", "Kyiv", "country:UKR", "UKR", ("GOV",)),
    ("He spoke in Kyiv.", "Kyiv", "country:UKR", "UKR", ()),
    ("The Kremlin denied it.", "The Kremlin", "institution:kremlin", "RUS", ("GOV",)),
    ("Israel denied it.", "Israel", "country:ISR", "ISR", ()),
    ("Israelis voted on Monday.", "Israelis", "people:ISR", "ISR", ()),
    ("The U.S. welcomed the deal.", "The U.S.", "country:USA", "USA", ()),
    ("Unidentified gunmen killed a judge.", "Unidentified gunmen", "role:unidentified-gunman", None, ("UAF",)),
    ("Taliban fighters seized the road.", "Taliban fighters", "group:taliban", "AFG", ("REB",)),
    ("The army freed Taliban prisoners.", "Taliban prisoners", "role:AFG:prisoner", "AFG", ("PRE",)),
    ("Members of the Taliban fled.", "Members of the Taliban", "group:taliban", "AFG", ("REB",)),
    ("Dozens of Syrian civilians fled.", "Dozens of Syrian civilians", "role:SYR:civilian", "SYR", ("CVL",)),
    ("The UN Security Council met.", "The UN Security Council", "org:un-security-council", None, ("IGO",)),
    ("UN inspectors left.", "UN inspectors", "org:united-nations", None, ("IGO",)),
    ("ISIS-K said it was behind it.", "ISIS-K", "group:islamic-state-khorasan", "AFG", ("REB",)),
    ("IS claimed the attack.", "IS", "group:islamic-state", None, ("REB",)),
    ("Police in Lagos fired tear gas.", "Police in Lagos", "role:NGA:police", "NGA", ("COP",)),
    ("The defence ministry of Chad denied it.", "The defence ministry of Chad", "role:TCD:defence-ministry", "TCD", ("GOV", "MIL")),
    ("A spokesman for the Libyan army said so.", "A spokesman for the Libyan army", "role:LBY:army", "LBY", ("MIL",)),
    ("Iran-backed militias fired rockets.", "Iran-backed militias", "role:militia", None, ("PRM",)),
    ("Saudi-led forces bombed the port.", "Saudi-led forces", "role:SAU:force", "SAU", ("MIL",)),
    ("The Chinese side agreed.", "The Chinese side", "role:CHN:side", "CHN", ("GOV",)),
    ("Former Peruvian ministers met.", "Former Peruvian ministers", "role:PER:former-minister", "PER", ("ELI",)),
    ("Siemens was fined.", "Siemens", "org:siemens", None, ("MNC",)),
    ("Pro-Russian separatists shot.", "Pro-Russian separatists", "role:separatist", None, ("REB",)),
    ("Iraqi Kurdish authorities agreed.", "Iraqi Kurdish authorities", "role:IRQ:authority", "IRQ", ("GOV",)),
    ("Syria's Russian allies agreed.", "Syria's Russian allies", "role:RUS:ally", "RUS", ()),
    ("Hamas's Gaza leader agreed.", "Hamas's Gaza leader", "group:hamas", "PSE", ("REB",)),
    ("The Venezuelan National Guard shot.", "The Venezuelan National Guard", "role:VEN:national-guard", "VEN", ("MIL",)),
    ("Brussels fined the firm.", "Brussels", "org:european-union", None, ("IGO",)),
    ("Talks in Brussels failed.", "Brussels", "country:BEL", "BEL", ()),
    ("The Kurdistan Workers' Party agreed.", "The Kurdistan Workers' Party", "group:pkk", "TUR", ("REB",)),
    ("The kidnappers of a Swedish citizen called.", "The kidnappers of a Swedish citizen", "role:kidnapper", None, ("CRM",)),
    ("Central American presidents met.", "Central American presidents", "role:president", None, ("GOV",)),
    ("Doctors Without Borders left the city.", "Doctors Without Borders", "org:doctors-without-borders", None, ("NGO", "MED")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "id_", "country", "sectors"), CASES, ids=[c[1] for c in CASES])
def test_phrases(
    ground: Ground, text: str, phrase: str, id_: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    entity, _ = ground(text, phrase)
    assert entity is not None
    assert (entity.id, entity.country, entity.sectors) == (id_, country, sectors)


LEADERS = [
    ("The Syrian president spoke.", "The Syrian president", "2024-03-24", "leader:SYR:bashar-al-assad", "GOV"),
    ("The Syrian president spoke.", "The Syrian president", "2025-02-01", "leader:SYR:ahmed-al-sharaa", "GOV"),
    ("The Syrian president spoke.", "The Syrian president", None, "role:SYR:president", "GOV"),
    ("Bashar al-Assad spoke.", "Bashar al-Assad", "2025-02-01", "leader:SYR:bashar-al-assad", "ELI"),
    ("Biden spoke.", "Biden", "2023-02-01", "leader:USA:joe-biden", "GOV"),
    ("Biden spoke.", "Biden", "2025-06-01", "leader:USA:joe-biden", "ELI"),
    ("Former President Donald Trump spoke.", "Former President Donald Trump", "2022-05-05", "leader:USA:donald-trump", "ELI"),
    ("U.S. President Bush spoke.", "U.S. President Bush", "2005-05-05", "leader:USA:george-w-bush", "GOV"),
    ("U.S. President Bush spoke.", "U.S. President Bush", "1990-05-05", "leader:USA:george-h-w-bush", "GOV"),
    ("Israel's foreign minister spoke.", "Israel's foreign minister", "2024-05-05", "leader:ISR:israel-katz", "GOV"),
    ("The Iraqi leader spoke.", "The Iraqi leader", "1991-01-05", "leader:IRQ:saddam-hussein", "GOV"),
    ("The Turkish leader spoke.", "The Turkish leader", "2023-01-05", "leader:TUR:recep-tayyip-erdogan", "GOV"),
    ("The UN chief spoke.", "The UN chief", "2008-01-05", "leader:INT:ban-ki-moon", "IGO"),
    ("A Hezbollah leader spoke.", "A Hezbollah leader", "2020-01-05", "group:hezbollah", "REB"),
    ("The Hezbollah leader spoke.", "The Hezbollah leader", "2020-01-05", "leader:LBN:hassan-nasrallah", "REB"),
    ("The pope spoke.", "The pope", "2001-05-06", "leader:VAT:pope-john-paul-ii", "REL"),
    ("George Bush spoke.", "George Bush", "1990-05-05", "leader:USA:george-h-w-bush", "GOV"),
    ("Chechnya's leader spoke.", "Chechnya's leader", "2020-05-05", "role:RUS:leader", "GOV"),
    ("The Bush administration agreed.", "The Bush administration", "2004-05-05", "role:USA:administration", "GOV"),
    ("Putin's spokesman agreed.", "Putin's spokesman", "2020-05-05", "role:RUS:spokesman", "GOV"),
    ("Mark Rutte agreed.", "Mark Rutte", "2025-05-05", "leader:NLD:mark-rutte", "IGO"),
    ("UN chief Antonio Guterres spoke.", "UN chief Antonio Guterres", "2022-05-05", "leader:INT:antonio-guterres", "IGO"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "day", "id_", "sector"), LEADERS)
def test_leaders_follow_the_day(ground: Ground, text: str, phrase: str, day: str, id_: str, sector: str) -> None:
    entity, _ = ground(text, phrase, day)
    assert entity is not None
    assert (entity.id, entity.sectors[0]) == (id_, sector)


def test_an_ambiguous_surname_alone_names_no_leader(ground: Ground) -> None:
    entity, _ = ground("Kim arrived on Monday.", "Kim", "2024-01-01")
    assert entity is None or not entity.id.startswith("leader:")


@pytest.mark.parametrize(
    "name", ["Ivanka Trump", "Donald Trump Jr.", "Mrs Trump", "Officer Trump", "Maher al-Assad", "Karl Merkel"]
)
def test_relatives_and_namesakes_are_not_the_leader(ground: Ground, name: str) -> None:
    entity, _ = ground(f"{name} left the town.", name, "2018-05-05")
    assert entity is not None and entity.id.startswith("person:")
    assert entity.country is None


def test_a_surname_takes_up_the_full_name_before_it(ground: Ground) -> None:
    text = "Kim Jong Un visited Russia on Monday. Later, Kim thanked his hosts."
    assert getattr(ground(text, "Kim", "2023-09-14")[0], "id", None) == "leader:PRK:kim-jong-un"


def test_a_stranger_gets_office_and_country_from_title_and_apposition(ground: Ground) -> None:
    text = "Colonel Tarek Bahrami, a spokesman for the Libyan army, spoke on Monday. Bahrami denied the attack."
    entity, via = ground(text, "Bahrami")
    assert entity == Entity(id="person:tarek-bahrami", name="Tarek Bahrami", country="LBY", sectors=("MIL",))
    assert via == "named"


def test_a_namesake_of_a_country_is_a_person(ground: Ground) -> None:
    text = "Michael Jordan visited Amman. He praised Jordan and its king."
    entity, _ = ground(text, "Michael Jordan")
    assert entity is not None and entity.id == "person:michael-jordan"


def test_pronouns_and_definite_nouns_take_up_earlier_parties(ground: Ground) -> None:
    text = "Ms. Anna Kovacs, the opposition leader, was arrested. She was released."
    assert ground(text, "She")[0] == ground(text, "Anna Kovacs")[0]
    assert ground(text, "She")[1] == "coreference"
    text = "The M23 attacked the town on Monday. The group has denied it."
    entity, via = ground(text, "The group")
    assert entity is not None and (entity.id, via) == ("group:m23", "coreference")
    text = "President Emmanuel Macron arrived. The president met farmers."
    entity, via = ground(text, "The president", "2023-01-01")
    assert entity is not None and (entity.id, via) == ("leader:FRA:emmanuel-macron", "coreference")


def test_a_pronoun_as_owner_lends_its_country(ground: Ground) -> None:
    entity, _ = ground("Eritrea said its troops had withdrawn.", "its troops")
    assert entity is not None and (entity.country, entity.sectors) == ("ERI", ("MIL",))


def test_police_are_of_the_country_that_the_sentence_is_set_in(ground: Ground) -> None:
    entity, via = ground("A bomb exploded in Nairobi on Friday, police said.", "police")
    assert entity is not None and (entity.country, via) == ("KEN", "implied")
    entity, _ = ground("Police arrested two Algerian men on Friday.", "Police")
    assert entity is not None and entity.country is None


def test_things_are_nobody(ground: Ground) -> None:
    for phrase in ("The storm", "the harbour"):
        assert ground("The storm destroyed the harbour.", phrase)[0] is None


def test_things_of_a_country_are_not_its_state(ground: Ground) -> None:
    for text, phrase in (("The Syrian war killed many.", "The Syrian war"), ("Spanish flu spread.", "Spanish flu")):
        assert ground(text, phrase)[0] is None
    entity, via = ground("Israeli air strikes killed five.", "Israeli air strikes")
    assert entity is not None and (entity.id, via) == ("country:ISR", "implied")


def test_what_belongs_to_a_party_stands_for_it(ground: Ground) -> None:
    entity, via = ground("Ghana criticised Iran's nuclear programme.", "Iran's nuclear programme")
    assert entity is not None and (entity.id, via) == ("country:IRN", "implied")


def test_mentions_are_in_order_and_apart(finder: ActorFinder) -> None:
    text = "Iranian Foreign Minister Abbas Araghchi met Hamas officials and the UN in Doha. Protesters jeered him."
    found = finder.mentions(Article(text=text), PARSER.parse(text, sentence_spans(text)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    kinds = {text[m.start : m.end]: m.kind for m in found}
    assert kinds["Iranian"] == "nationality"
    assert kinds["Abbas Araghchi"] == "person"
    assert kinds["Hamas"] == "armed_group"
    assert kinds["UN"] == "organization"
    assert kinds["Protesters"] == "group"


def test_a_state_that_is_called_like_a_country_is_where_the_places_say(finder: ActorFinder) -> None:
    text = "Georgia lawmakers in Atlanta voted."
    parses = PARSER.parse(text, sentence_spans(text))
    reading = finder.read(Article(text=text), parses, PlaceFinder().find(text, parses=parses))
    entity, _ = reading.ground(0, 0, 2)
    assert entity is not None and entity.id == "role:USA:lawmaker"


def test_both_questions_agree_with_one_reading(finder: ActorFinder) -> None:
    text = "Ukrainian soldiers left. They were tired."
    article, parses = Article(text=text), PARSER.parse(text, sentence_spans(text))
    reading = finder.read(article, parses)
    assert reading.mentions() == finder.mentions(article, parses)
    assert [reading.ground(0, 0, 2)] == finder.ground(article, parses, [(0, 0, 2)])


# --- the index ----------------------------------------------------------------------------------


def names(index: EntityIndex, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[m.first : m.end]) for m in index.names_in(Stream.of(words)) if m.known[0].use != "nothing"]


def test_acronyms_need_their_capitals(index: EntityIndex) -> None:
    assert names(index, "he told us that it is late") == []
    assert names(index, "he told the US and IS fighters") == ["US", "IS"]
    assert names(index, "WHO TOLD US THAT IT IS LATE") == []


def test_the_longest_name_wins(index: EntityIndex) -> None:
    assert names(index, "the Islamic State Khorasan Province") == ["Islamic State Khorasan Province"]
    assert names(index, "New Jersey and South Sudan") == ["South Sudan"]


def test_accents_dots_and_hyphens_do_not_matter(index: EntityIndex) -> None:
    assert names(index, "Cote d'Ivoire , Côte d’Ivoire and the U.N. and al - Shabaab") == [
        "Cote d'Ivoire", "Côte d’Ivoire", "U.N.", "al - Shabaab",
    ]  # fmt: skip


def test_ids_are_of_one_entity(index: EntityIndex) -> None:
    assert len(index) > 8000
    for id_, known in index.by_id.items():
        assert id_ == known.entity.id
        assert known.entity.country is None or len(known.entity.country) == 3


def test_sectors_are_those_of_the_codebook(index: EntityIndex) -> None:
    sectors = {row.split(",")[0] for row in SECTORS.read_text(encoding="utf-8").splitlines()[1:]} | {
        "IGO",
        "NGO",
        "MNC",
    }
    for known in index.by_id.values():
        assert {*known.entity.sectors, *(s for t in known.terms for s in t.sectors)} <= sectors, known.entity.id


SECTORS = Path(__file__).parents[2] / "src" / "gestae" / "codebook" / "data" / "sectors.csv"


def test_party_words_are_single_lower_case_words(index: EntityIndex) -> None:
    words = index.party_words
    assert {"police", "troops", "ukraine", "iranian", "protesters", "taliban"} <= words
    assert not {"attack", "strike", "is", "the", "it"} & words
    assert all(" " not in w and w == w.lower() for w in words)


@pytest.mark.parametrize(
    ("noun", "many"),
    [("rebel", "rebels"), ("army", "armies"), ("boss", "bosses"), ("minister of trade", "ministers of trade"), ("troops", "troops")],
)  # fmt: skip
def test_plurals(noun: str, many: str) -> None:
    assert plural_of(noun) == many


@given(st.text(max_size=40))
def test_any_text_can_be_a_name(text: str) -> None:
    assert all(norm(w) for w in name_words(text))
    stream = Stream.of(text.split())
    assert len(stream.norms) == len(stream.words) == len(stream.tokens)


@given(st.lists(st.sampled_from(ODD := ["U.S.", "al", "-", "--", "’", "'s", "Qaeda", "\u0130", "ﬁ", "²", "-ex-", "ex-president", "é", "𝐀"]), max_size=12))  # fmt: skip
def test_odd_words_break_nothing(words: list[str]) -> None:
    index = SMALL
    stream = Stream.of(words)
    spans = [(m.first, m.end) for m in index.names_in(stream)] + [(m.first, m.end) for m in index.roles_in(stream)]
    assert all(0 <= first < end <= len(words) for first, end in spans)


SMALL = EntityIndex.load()


# --- PETRARCH -----------------------------------------------------------------------------------


@pytest.fixture
def dictionaries(tmp_path: Path) -> Path:
    actors = [
        {"name": "VELORIA", "synonyms": ["VELORIAN"], "codes": ["VEL"]},
        {"name": "PORT TAMSIN", "synonyms": [], "codes": ["VELGOV"]},
        {"name": "LEAGUE OF ISLES", "synonyms": ["L.O.I."], "codes": ["IGOLOI"]},
        {"name": "ORSO DANN", "synonyms": [], "codes": ["KES", "KESGOV 20010101-20051231", "KESELI > 20060101"]},
    ]
    agents = [
        {"noun": "SOLDIER", "plural": None, "code": "MIL", "invariant": False},
        {"noun": "POLICE", "plural": None, "code": "~COP", "invariant": True},
    ]
    (tmp_path / "actors.json").write_text(json.dumps(actors), encoding="utf-8")
    (tmp_path / "agents.json").write_text(json.dumps(agents), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "day", "country", "sectors"),
    [
        ("Veloria denied the claim.", None, "VEL", ()),
        ("Velorian soldiers denied the claim.", None, "VEL", ("MIL",)),
        ("Veloria's police denied the claim.", None, "VEL", ("COP",)),
        ("Velorian crowds denied the claim.", None, "VEL", ()),
        ("Port Tamsin denied the claim.", None, "VEL", ("GOV",)),
        ("L.O.I. denied the claim.", None, None, ("IGO", "LOI")),
        ("Orso Dann denied the claim.", None, "KES", ()),
        ("Orso Dann denied the claim.", "2003-05-05", "KES", ("GOV",)),
        ("Orso Dann denied the claim.", "2016-05-05", "KES", ("ELI",)),
        ("Orso Dann denied the claim.", "1999-05-05", "KES", ()),
    ],
)
def test_petrarch_dictionaries(dictionaries: Path, text: str, day: str | None, country: str | None, sectors: tuple[str, ...]) -> None:  # fmt: skip
    finder = ActorFinder(EntityIndex.from_petrarch(dictionaries))
    parses = PARSER.parse(text, sentence_spans(text))
    end = parses[0].words.index("denied")
    entity, _ = finder.ground(Article(text=text, published=day), parses, [(0, 0, end)])[0]
    assert entity is not None
    assert (entity.country, entity.sectors) == (country, sectors)


def test_petrarch_names_are_party_words(dictionaries: Path) -> None:
    assert {"veloria", "tamsin", "soldiers", "police"} <= EntityIndex.from_petrarch(dictionaries).party_words


def test_a_missing_or_broken_dictionary_is_told(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"actors\.json"):
        EntityIndex.from_petrarch(tmp_path)
    (tmp_path / "actors.json").write_text("[{]", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"actors\.json"):
        EntityIndex.from_petrarch(tmp_path)
