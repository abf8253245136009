"""Linking on a seeded invented world whose true incidents are known: how right it is, and the laws on a crowd of articles."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from gestae import Coder
from gestae.codebook.codebook import Codebook
from gestae.evaluate.contract import corpus_violations, violations
from gestae.evaluate.linking import b_cubed, measure
from gestae.evaluate.world import Told, world
from gestae.linking.ids import find
from gestae.linking.link import Linker, link
from gestae.records import Coding, Corpus, Incident
from linking.worlds import Attack, tell

FAR_AWAY = tell(Attack(900, "Dunhollow", "Zenobia Quillfeather", "under a windmill"), 1)
seeds = st.integers(0, 1000)
sizes = st.integers(2, 40)


def by_id(corpus: Corpus) -> list[Incident]:
    return sorted(corpus.incidents, key=lambda incident: incident.id)


def codings(seed: int, size: int) -> list[Coding]:
    """Dense, so that much is near in time."""
    return [told.coding for told in world(seed, size, a_day=60.0)]


def test_a_world_is_the_same_for_a_seed_and_keeps_the_contract(book: Codebook) -> None:
    one = world(7, 60)
    assert one == world(7, 60) != world(8, 60)
    assert [problem for told in one for problem in violations(told.coding, book)] == []


def test_incidents_of_a_world_are_found() -> None:
    """Floors; the values are in docs/ACCURACY.md."""
    found = measure(world(11, 1500))
    assert found.precision > 0.98 and found.recall > 0.98 and found.final_toll > 0.98


@settings(max_examples=25)
@given(seeds, sizes, st.integers(0, 99), st.integers(1, 4))
def test_order_and_shards_change_nothing(seed: int, size: int, order: int, shards: int) -> None:
    told = codings(seed, size)
    parts = [told[n::shards] for n in range(shards)]
    random.Random(order).shuffle(parts)
    shuffled = [coding for part in parts for coding in part]
    one, other = link(told), link(shuffled)
    assert by_id(one) == by_id(other) and one.doubts == other.doubts
    assert corpus_violations(one, told) == []


@settings(max_examples=15)
@given(seeds, sizes, st.lists(st.integers(1, 40), max_size=3))
def test_looking_between_changes_nothing_and_ids_keep_their_meaning(seed: int, size: int, looks: list[int]) -> None:
    told = codings(seed, size)
    random.Random(seed).shuffle(told)
    linker, seen = Linker(), {}
    for n, coding in enumerate(told):
        linker.add(coding)
        if n in looks:
            seen |= {incident.id: incident.events[0] for incident in linker.corpus().incidents}
    corpus = linker.corpus()
    assert corpus == link(told)
    assert all(event in find(corpus.incidents, id).events for id, event in seen.items())


@settings(max_examples=15)
@given(seeds, sizes)
def test_an_unrelated_article_changes_nothing_else(seed: int, size: int) -> None:
    told = codings(seed, size)
    alone, beside = link(told), link([*told, FAR_AWAY])
    assert beside.incidents[:-1] == alone.incidents and beside.doubts == alone.doubts


@settings(max_examples=15)
@given(seeds, sizes, st.data())
def test_a_merge_taken_back_leaves_the_world_as_it_was(seed: int, size: int, data: st.DataObject) -> None:
    told = codings(seed, size)
    linker = Linker()
    for coding in told:
        linker.add(coding)
    before = linker.corpus()
    if len(before.incidents) < 2:
        return
    a, b = data.draw(st.lists(st.sampled_from(before.incidents), min_size=2, max_size=2, unique_by=lambda i: i.id))
    entry = linker.merge(a.id, b.id)
    merged = linker.corpus()
    whole = find(merged.incidents, a.id)
    assert set(whole.articles) == {*a.articles, *b.articles}
    others = {i.id: i for i in before.incidents if i.id not in (a.id, b.id)}
    assert {i.id: i for i in merged.incidents if i.id != whole.id} == others
    linker.unmerge(entry.id)
    assert linker.corpus() == before


def test_company_is_counted_as_bagga_and_baldwin_do() -> None:
    assert b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 2}) == (1.0, 1.0)
    assert b_cubed({"a": 1, "b": 1}, {"a": 1, "b": 2}) == (0.5, 1.0)
    assert b_cubed({"a": 1, "b": 2}, {"a": 1, "b": 1}) == (1.0, 0.5)


def test_the_coder_reads_the_texts_of_a_world_into_its_attacks() -> None:
    """The rendered articles are news to the coder too, not only to whoever wrote them."""
    coder = Coder(model=None)
    told = [each for each in world(3, 60) if each.attack is not None]
    read = [coder.code_article(each.coding.article) for each in told]
    attacks = [any(e.event_type == "ASSAULT" for e in coding.events) for coding in read]
    killed = [
        each.killed in {f.low for f in coding.figures if f.measure == "killed"}
        for each, coding in zip(told, read, strict=True)
    ]
    assert sum(attacks) / len(attacks) > 0.9
    assert sum(killed) / len(killed) > 0.9


def test_the_cost_of_an_article_does_not_grow_with_their_number() -> None:
    """Counted in comparisons, which no busy machine changes; times are in docs/SPEED.md (`python -m gestae.evaluate.linking`)."""
    few, many = (_comparisons(world(5, n, a_day=9.0)) / n for n in (1500, 6000))
    assert many < 1.5 * few


def _comparisons(told: list[Told]) -> int:
    linker = Linker()
    for each in told:
        linker.add(each.coding)
    return linker.comparisons
