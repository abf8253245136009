"""A user's own actors go before the bundled ones; what is wrong in the file is told with its line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from gestae import Coder
from gestae.errors import CodebookError
from gestae.records import Entity

CSV = """name,aliases,adjectives,kind,country,sectors,id,office,start,end
Red River Front,RRF|the Front of the Red River,,armed_group,SDN,REB,,,,
Freedonia,Republic of Freedonia,Freedonian,country,FRE,,,,,
Rufus T. Firefly,,,person,FRE,GOV,,president,2020-01-01,2022-12-31
Rufus T. Firefly,,,person,FRE,OPP,,opposition leader,2023-01-01,
Wagner,,,organization,DEU,BUS,,,,
,,,,,,,,,
"""
TOML = """
[[actor]]
name = "Red River Front"
aliases = ["RRF"]
kind = "armed_group"
country = "SDN"
sectors = ["REB"]

[[actor]]
name = "Hamas"
id = "group:hamas"
sectors = ["GOV", "PTY"]
"""


def own(tmp_path: Path, text: str, name: str = "mine.csv") -> Coder:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return Coder(actors=file)


def actor(coder: Coder, text: str, published: str | None = None) -> Entity:
    [found] = next(event.actors for event in coder.code(text, published=published).events if event.actors)
    assert found.entity is not None
    return found.entity


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    return own(tmp_path_factory.mktemp("own"), CSV.rsplit("\n", 2)[0])


def test_names_and_aliases_name_the_new_actor(coder: Coder) -> None:
    for name in ("The Red River Front", "RRF fighters"):
        entity = actor(coder, f"{name} attacked the town on Friday.")
        assert (entity.id, entity.country, entity.sectors) == ("actor:red-river-front", "SDN", ("REB",))


def test_a_country_of_ones_own_has_people_and_police(coder: Coder) -> None:
    assert actor(coder, "Freedonia condemned the attack.").id == "country:FRE"
    police = actor(coder, "Freedonian police arrested two men.")
    assert (police.country, police.sectors) == ("FRE", ("COP",))


def test_terms_of_a_person_follow_the_day(coder: Coder) -> None:
    text = "Rufus T. Firefly condemned the attack."
    assert actor(coder, text, "2021-05-05").sectors == ("GOV",)
    assert actor(coder, text, "2024-05-05").sectors == ("OPP",)
    assert actor(coder, "The Freedonian president condemned the attack.", "2021-05-05").id == "actor:rufus-t-firefly"


def test_a_name_taken_from_a_bundled_actor_is_told(coder: Coder) -> None:
    assert [str(change) for change in coder.changes] == [
        "mine.csv, line 6: 'Wagner' is now actor:wagner, was group:wagner-group"
    ]
    assert actor(coder, "Wagner condemned the attack.").id == "actor:wagner"
    assert actor(coder, "The Wagner Group condemned the attack.").id == "group:wagner-group"


def test_other_actors_stay_as_they_are(coder: Coder) -> None:
    assert actor(coder, "Russia condemned the attack.").id == "country:RUS"


def test_toml_is_read_as_well_and_an_id_changes_that_actor(tmp_path: Path) -> None:
    coder = own(tmp_path, TOML, "mine.toml")
    hamas = actor(coder, "Hamas condemned the attack.")
    assert (hamas.id, hamas.country, hamas.sectors) == ("group:hamas", "PSE", ("GOV", "PTY"))
    assert [str(change) for change in coder.changes] == ["mine.toml, line 9: changes group:hamas"]
    assert actor(coder, "The RRF condemned the attack.").country == "SDN"


def test_the_run_depends_on_the_file(tmp_path: Path) -> None:
    one = own(tmp_path, "name,country\nRed River Front,SDN\n").run
    assert own(tmp_path, "name,country\nRed River Front,TCD\n").run != one
    assert own(tmp_path, "name,country\nRed River Front,SDN\n").run == one


HEAD = "name,aliases,kind,country,sectors,start,end\n"
BROKEN = [
    ("name,nation\nA,FRA\n", "mine.csv, line 1: found columns ['nation'], expected name and any of aliases"),
    ("nom\nA\n", "mine.csv, line 1: found columns ['nom']"),
    (HEAD + "A,,,XXY,,,\n", "mine.csv, line 2: found country 'XXY', expected an ISO 3166-1 alpha-3 code such as FRA"),
    (HEAD + "A,,,,GOVT,,\n", "mine.csv, line 2: found sector 'GOVT', expected of COP, GOV"),
    (HEAD + "A,,club,,,,\n", "mine.csv, line 2: found kind 'club', expected one of person, organization"),
    (HEAD + "A,,,,,1.5.2020,\n", "mine.csv, line 2: found start '1.5.2020', expected a day as 2024-03-24"),
    (HEAD + "A,,,,,2020-05-01,2019-01-01\n", "mine.csv, line 2: found an end 2019-01-01 before the start"),
    (HEAD + "A,X,,,,,\nB,X,,,,,\n", "mine.csv, line 3: 'X' already names 'A' (mine.csv, line 2)"),
    (HEAD + ",,,,,,\n", "mine.csv, line 2: found a name '' without a letter"),
    (HEAD + "A,,,,,,,,\n", "mine.csv, line 2: found more cells than columns"),
    ("name,id\nA,group:nobody\n", "mine.csv, line 2: found id 'group:nobody', which the codebook does not have"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN, ids=[message[:60] for _, message in BROKEN])
def test_what_is_wrong_is_told_with_line_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CodebookError) as raised:
        own(tmp_path, text)
    assert message in str(raised.value)


def test_all_complaints_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as raised:
        own(tmp_path, HEAD + "A,,club,,GOVT,,\nB,,,ZZ,,,\n")
    assert len(str(raised.value).splitlines()) == 3


def test_a_broken_or_missing_file_is_named(tmp_path: Path) -> None:
    for text, name, message in (
        ("[[actor", "mine.toml", "mine.toml: "),
        ("[person]\nname = 'A'\n", "mine.toml", "expected entries that begin with [[actor]]"),
        ("[[actor]]\nname = 3\n", "mine.toml", "mine.toml, line 1: found name = 3"),
        ("name\nA\n", "mine.xlsx", "expected .csv or .toml"),
    ):
        with pytest.raises(CodebookError) as raised:
            own(tmp_path, text, name)
        assert message in str(raised.value)
    with pytest.raises(CodebookError, match=r"found no file .*none\.csv"):
        Coder(actors=tmp_path / "none.csv")
