"""Who did what to whom, when, how often it was told, and what silence means."""

from __future__ import annotations

import pytest
from worlds_of_relations import act, article

from gestae import ConfigError, Counting, relations
from gestae.records import Entity, Incident
from gestae.relating.series import Point

SOLDIERS = Entity(id="role:ARM:soldier", name="soldiers", country="ARM", sectors=("MIL",))
VILLAGERS = Entity(id="role:AZE:villager", name="villagers", country="AZE", sectors=("CVL",))
GROUP = Entity(id="group:dawn-front", name="Dawn Front", country="SYR", sectors=("REB",))
BODY = Entity(id="org:nato", name="NATO", sectors=("IGO", "MIL"))


def counts(points: tuple[Point, ...]) -> list[tuple[str, int | None]]:
    return [(p.period, p.count) for p in points]


# --- what counts as one deed ---------------------------------------------------------------------


def test_what_two_papers_report_of_one_day_is_one_deed_with_two_reports() -> None:
    told = act("SANCTION", ["USA"], ["IRN"], "2024-03-05")
    series = relations([article("2024-03-05", told), article("2024-03-06", told, publisher="Evening")]).series(
        "USA", "IRN"
    )
    [deed] = series.deeds
    assert (deed.day, deed.articles, [r.publisher for r in deed.reports]) == ("2024-03-05", 2, ["Daily", "Evening"])
    assert (series.points[0].count, series.points[0].reports) == (1, 2)


def test_deeds_of_other_days_types_directions_and_dyads_are_apart() -> None:
    codings = [
        article(
            "2024-03-05", act("ACCUSE", ["USA"], ["IRN"], "2024-03-05"), act("ACCUSE", ["IRN"], ["USA"], "2024-03-05")
        ),
        article(
            "2024-03-06", act("ACCUSE", ["USA"], ["IRN"], "2024-03-06"), act("SANCTION", ["USA"], ["IRN"], "2024-03-06")
        ),
        article("2024-03-06", act("ACCUSE", ["GBR"], ["IRN"], "2024-03-06")),
    ]
    found = relations(codings)
    assert [(d.event_type, d.day) for d in found.series("USA", "IRN").deeds] == [
        ("ACCUSE", "2024-03-05"), ("ACCUSE", "2024-03-06"), ("SANCTION", "2024-03-06"),
    ]  # fmt: skip
    assert {pair: len(deeds) for pair, deeds in found.dyads().items()} == {
        ("USA", "IRN"): 3, ("GBR", "IRN"): 1, ("IRN", "USA"): 1,
    }  # fmt: skip


def test_who_acts_for_a_country_makes_no_second_deed() -> None:
    codings = [
        article("2024-03-05", act("ASSAULT", ["ARM"], [VILLAGERS], "2024-03-04")),
        article("2024-03-05", act("ASSAULT", [SOLDIERS, "ARM"], ["AZE"], "2024-03-04"), publisher="Evening"),
    ]
    [deed] = relations(codings).series("ARM", "AZE").deeds
    assert len(deed.reports) == 2


def test_a_report_without_a_day_joins_the_deed_of_the_day_before() -> None:
    codings = [
        article("2024-03-05", act("ASSAULT", ["ARM"], ["AZE"], "2024-03-04")),
        article("2024-03-05", act("ASSAULT", ["ARM"], ["AZE"]), publisher="Evening"),
        article("2024-03-09", act("ASSAULT", ["ARM"], ["AZE"]), publisher="Weekly"),
    ]
    deeds = relations(codings).series("ARM", "AZE").deeds
    assert [(d.day, d.dated_by, len(d.reports)) for d in deeds] == [
        ("2024-03-04", "event", 2), ("2024-03-09", "publication", 1),
    ]  # fmt: skip


def test_a_report_of_last_week_joins_a_deed_of_last_week() -> None:
    week = ("2024-03-04", "2024-03-10")
    codings = [
        article("2024-03-06", act("CONSULT", ["FRA"], ["EGY"], "2024-03-05")),
        article("2024-03-13", act("CONSULT", ["FRA"], ["EGY"], week), publisher="Weekly"),
        article("2024-03-13", act("CONSULT", ["FRA"], ["JOR"], week), publisher="Weekly"),
    ]
    found = relations(codings)
    assert [(d.day, len(d.reports)) for d in found.series("FRA", "EGY").deeds] == [("2024-03-05", 2)]
    [alone] = found.series("FRA", "JOR").deeds
    assert (alone.day, alone.dated_by, alone.precision) == ("2024-03-10", "stretch", "week")


def test_linked_incidents_part_deeds_of_one_day_and_join_those_of_two() -> None:
    codings = [
        article(
            "2024-03-05", act("ASSAULT", ["ARM"], ["AZE"], "2024-03-04"), act("ASSAULT", ["ARM"], ["AZE"], "2024-03-04")
        ),
        article("2024-03-06", act("ASSAULT", ["ARM"], ["AZE"], "2024-03-05"), publisher="Evening"),
    ]
    [first, second], [late] = ([e.id for e in c.events] for c in codings)
    incidents = [
        Incident(id="north", event_type="ASSAULT", events=(first, late)),
        Incident(id="south", event_type="ASSAULT", events=(second,)),
    ]
    deeds = relations(codings, incidents=incidents).series("ARM", "AZE").deeds
    assert [(d.incident, d.day, len(d.reports)) for d in sorted(deeds, key=lambda d: d.incident or "")] == [
        ("north", "2024-03-04", 2), ("south", "2024-03-04", 1),
    ]  # fmt: skip
    assert len(relations(codings).series("ARM", "AZE").deeds) == 2


def test_the_same_article_twice_counts_once() -> None:
    one = article("2024-03-05", act("ACCUSE", ["USA"], ["IRN"], "2024-03-05"))
    found = relations([one, one])
    assert (found.articles, found.series("USA", "IRN").points[0].reports) == (1, 1)


# --- pairs ---------------------------------------------------------------------------------------


def test_several_actors_and_recipients_make_every_pair() -> None:
    found = relations([article("2024-03-05", act("SANCTION", ["USA", "GBR"], ["IRN", "RUS"], "2024-03-05"))])
    assert set(found.dyads()) == {("USA", "IRN"), ("USA", "RUS"), ("GBR", "IRN"), ("GBR", "RUS")}


def test_talks_and_clashes_without_a_recipient_go_both_ways() -> None:
    codings = [
        article("2024-03-05", act("CONSULT", ["EGY", "SDN"], day="2024-03-05", words="held talks")),
        article("2024-03-05", act("ASSAULT", ["IND", "CHN"], day="2024-03-05", words="clashed")),
    ]
    found = relations(codings)
    assert set(found.dyads()) == {("EGY", "SDN"), ("SDN", "EGY"), ("IND", "CHN"), ("CHN", "IND")}
    assert found.series("EGY", "SDN").deeds[0].reports[0].mutual


def test_what_two_do_together_they_do_not_do_to_each_other() -> None:
    codings = [
        article("2024-03-05", act("ACCUSE", ["FRA", "DEU"], day="2024-03-05")),
        article("2024-03-05", act("ASSAULT", ["RUS", "SYR"], day="2024-03-05", words="bombed")),
    ]
    assert relations(codings).dyads() == {}


def test_what_happens_inside_a_country_is_a_series_but_no_dyad() -> None:
    found = relations([article("2024-03-05", act("ASSAULT", [GROUP], ["SYR"], "2024-03-05"))])
    assert found.dyads() == {}
    assert len(found.series("SYR", "SYR").deeds) == 1
    assert set(found.dyads(level="body")) == {("group:dawn-front", "SYR")}


# --- which events count --------------------------------------------------------------------------


def test_only_what_happened_and_is_new_counts_unless_asked() -> None:
    coding = article(
        "2024-03-05",
        act("CONSULT", ["FRA"], ["EGY"], "2024-03-05"),
        act("CONSULT", ["FRA"], ["EGY"], "2024-03-09", status="planned"),
        act("CONSULT", ["FRA"], ["EGY"], "2023-01-10", newness="background"),
        act("CONSULT", ["FRA"], ["EGY"], "2024-03-04", confidence=0.4),
    )

    def days(counting: Counting | None) -> list[str]:
        return [d.day for d in relations([coding], counting=counting).series("FRA", "EGY").deeds]

    assert days(None) == ["2024-03-04", "2024-03-05"]
    assert days(Counting(min_confidence=0.5)) == ["2024-03-05"]
    assert days(Counting(statuses=("planned",))) == ["2024-03-09"]
    assert days(Counting(newness=("background",))) == ["2023-01-10"]
    with pytest.raises(ValueError, match="min_confidence"):
        Counting(min_confidence=1.5)


def test_a_day_after_publication_is_misread_and_publication_stands_in() -> None:
    [deed] = (
        relations([article("2024-03-05", act("ASSAULT", ["ARM"], ["AZE"], "2024-03-08"))]).series("ARM", "AZE").deeds
    )
    assert (deed.day, deed.dated_by, deed.precision) == ("2024-03-05", "publication", None)


def test_what_no_day_is_known_of_is_counted_apart() -> None:
    codings = [article(None, act("ASSAULT", ["ARM"], ["AZE"])), article("2024-03-05", names=["ARM"])]
    found = relations(codings)
    series = found.series("ARM", "AZE")
    assert (series.undated, series.deeds, found.undated_articles) == (1, (), 1)
    assert relations(codings[:1]).series("ARM", "AZE").points == ()


# --- numbers -------------------------------------------------------------------------------------


def test_intensity_and_goldstein_are_those_of_the_codebook() -> None:
    told = [
        act("SANCTION", ["USA"], ["IRN"], "2024-03-05"),
        act("CONSULT", ["USA"], ["IRN"], "2024-03-06"),
    ]
    [point] = relations([article("2024-03-06", *told)]).series("USA", "IRN").points
    assert point.intensity is not None and point.goldstein is not None
    assert (point.intensity.sum, point.intensity.mean, point.intensity.deeds) == (-3.5, -1.75, 2)
    assert point.goldstein.deeds == 2
    assert point.quad_classes == {
        "statement": 0, "verbal_cooperation": 1, "material_cooperation": 0, "verbal_conflict": 0, "material_conflict": 1,
    }  # fmt: skip


def test_a_number_names_its_deeds_and_their_words() -> None:
    coding = article("2024-03-05", act("SANCTION", ["USA"], ["IRN"], "2024-03-05"), act("ACCUSE", ["USA"], ["IRN"]))
    series = relations([coding]).series("USA", "IRN")
    [deed] = series.behind("2024-03", event_type="SANCTION")
    [report] = deed.reports
    assert report.event == coding.events[0].id
    assert coding.article.text[report.start : report.end] == report.quote
    assert coding.article.text[report.trigger.start : report.trigger.end] == "sanctioned"
    assert [d.event_type for d in series.behind(quad_class="verbal_conflict")] == ["ACCUSE"]
    assert series.points[0].deeds == tuple(d.id for d in series.deeds)


# --- silence -------------------------------------------------------------------------------------


def test_no_reports_are_none_and_reports_of_nothing_are_zero() -> None:
    codings = [
        article("2024-01-10", act("ACCUSE", ["USA"], ["IRN"], "2024-01-10")),
        article("2024-02-10", names=["FRA"]),
        article("2024-03-10", names=["IRN"]),
        article("2024-05-10", names=["USA", "IRN"]),
    ]
    found = relations(codings)
    assert counts(found.series("USA", "IRN").points) == [
        ("2024-01", 1), ("2024-02", None), ("2024-03", 0), ("2024-04", None), ("2024-05", 0),
    ]  # fmt: skip
    silent = found.series("USA", "IRN").points[1]
    assert (silent.intensity, silent.event_types, silent.covered, silent.articles) == (None, None, False, 0)
    assert counts(found.series("USA", "IRN", covered_by="any").points)[1] == ("2024-02", 0)
    assert counts(found.series("USA", "IRN", covered_by="both").points)[2] == ("2024-03", None)


def test_a_deed_told_of_later_covers_its_own_period() -> None:
    found = relations([article("2024-03-02", act("ASSAULT", ["ARM"], ["AZE"], "2024-02-27"))])
    assert counts(found.series("ARM", "AZE").points) == [("2024-02", 1), ("2024-03", 0)]


def test_both_directions_have_the_same_periods() -> None:
    codings = [
        article("2024-03-02", act("ASSAULT", ["ARM"], ["AZE"], "2024-02-27")),
        article("2024-03-02", act("ACCUSE", ["AZE"], ["ARM"], "2024-03-01")),
    ]
    there, back = relations(codings).both_ways("ARM", "AZE")
    assert [p.period for p in there.points] == [p.period for p in back.points] == ["2024-02", "2024-03"]


def test_a_range_cuts_deeds_and_coverage() -> None:
    codings = [article(f"2024-0{m}-10", act("ACCUSE", ["USA"], ["IRN"], f"2024-0{m}-10")) for m in (1, 2, 3)]
    series = relations(codings).series("USA", "IRN", since="2024-02-01", until="2024-04-30")
    assert counts(series.points) == [("2024-02", 1), ("2024-03", 1), ("2024-04", None)]
    with pytest.raises(ConfigError, match="not after"):
        relations(codings).series("USA", "IRN", since="2024-02-01", until="2024-01-01")
    with pytest.raises(ConfigError, match="YYYY-MM-DD"):
        relations(codings).series("USA", "IRN", since="February")


# --- parties -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Armenia", "ARM", "am", "ARMENIA", "country:ARM", "Republic of Armenia"])
def test_a_country_goes_by_name_and_code(name: str) -> None:
    assert relations([]).series(name, "AZE").actor == "ARM"


def test_sectors_narrow_a_country_down_and_the_country_itself_is_its_government() -> None:
    codings = [
        article("2024-03-05", act("ASSAULT", [SOLDIERS], [VILLAGERS], "2024-03-05")),
        article("2024-03-06", act("ACCUSE", ["ARM"], ["AZE"], "2024-03-06")),
    ]
    found = relations(codings)

    def types(actor: str, recipient: str) -> list[str]:
        return [d.event_type for d in found.series(actor, recipient).deeds]

    assert types("Armenia/MIL", "AZE") == ["ASSAULT"]
    assert types("ARM/GOV", "AZE") == ["ACCUSE"]
    assert types("ARM/state", "AZE") == ["ASSAULT", "ACCUSE"]
    assert types("ARM", "AZE/GOV,CVL") == ["ASSAULT", "ACCUSE"]


def test_bodies_and_groups_are_parties_by_name_and_by_id() -> None:
    codings = [
        article("2024-03-05", act("AGREE", [BODY, "UKR"], day="2024-03-05")),
        article("2024-03-05", act("ASSAULT", [GROUP], ["TUR"], "2024-03-05")),
    ]
    found = relations(codings)
    assert len(found.series("NATO", "Ukraine").deeds) == 1
    assert len(found.series("group:dawn-front", "TUR").deeds) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Armenja", "did you mean Armenia"),
        ("Qqq", "Expected a country"),
        ("ARM/XYZ", "no sector"),
        ("NATO/MIL", "country only"),
    ],
)
def test_who_nobody_knows_is_refused_with_what_is_near(name: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        relations([]).series(name, "AZE")


def test_keeping_only_one_dyad_changes_nothing_about_it() -> None:
    codings = [
        article("2024-01-05", act("ASSAULT", [SOLDIERS], [VILLAGERS], "2024-01-05"), names=["FRA"]),
        article("2024-02-06", act("ACCUSE", ["FRA"], ["AZE"], "2024-02-06")),
        article("2024-03-06", names=["FRA"]),
    ]
    assert relations(codings, between=("ARM", "AZE")).series("ARM", "AZE") == relations(codings).series("ARM", "AZE")
