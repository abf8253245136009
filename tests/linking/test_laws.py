"""What must hold of linking whatever is linked: the outcome is a function of the codings as a set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gestae.evaluate.contract import corpus_violations
from gestae.linking.link import Linker, link
from gestae.records import Coding, Corpus, Incident
from linking.worlds import CITIES, SCENES, TELLINGS, VICTIMS, Attack, tell

attacks = st.builds(
    Attack,
    day=st.integers(0, 6),
    city=st.sampled_from(sorted(CITIES)),
    victim=st.sampled_from(VICTIMS),
    scene=st.sampled_from(SCENES),
)
articles = st.builds(tell, attacks, st.integers(0, len(TELLINGS) - 1), st.integers(0, 20))
worlds = st.lists(articles, max_size=9, unique_by=lambda coding: coding.article.id)
FAR_AWAY = tell(Attack(900, "Dunhollow", "Zenobia Quillfeather", "under a windmill"), 1)


def by_id(corpus: Corpus) -> list[Incident]:
    return sorted(corpus.incidents, key=lambda incident: incident.id)


@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_byte(world: list[Coding], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(world, len(world))
    one, other = link(world), link(shuffled)
    assert by_id(one) == by_id(other)
    assert one.doubts == other.doubts


@given(worlds)
def test_one_by_one_is_as_all_at_once(world: list[Coding]) -> None:
    linker = Linker()
    for n, coding in enumerate(world, 1):
        linker.add(coding)
        assert linker.corpus() == link(world[:n])


@given(worlds)
def test_an_article_on_something_else_changes_nothing(world: list[Coding]) -> None:
    alone, beside = link(world), link([*world, FAR_AWAY])
    assert beside.incidents[:-1] == alone.incidents
    assert beside.doubts == alone.doubts


@given(worlds)
def test_every_event_is_in_one_incident_and_the_contract_holds(world: list[Coding]) -> None:
    corpus = link(world)
    told = sorted(event for incident in corpus.incidents for event in incident.events)
    assert told == sorted(event.id for coding in world for event in coding.events)
    assert corpus_violations(corpus, world) == []


@given(worlds)
def test_doubts_name_two_incidents_of_the_corpus(world: list[Coding]) -> None:
    corpus = link(world)
    ids = {incident.id for incident in corpus.incidents}
    assert all(set(doubt.incidents) <= ids and doubt.incidents[0] != doubt.incidents[1] for doubt in corpus.doubts)


def test_an_article_added_twice_counts_once() -> None:
    coding = tell(Attack(1, "Ardent", VICTIMS[0], SCENES[0]), 0)
    linker = Linker()
    linker.add(coding)
    before = linker.corpus()
    linker.add(coding)
    assert linker.corpus() == before
