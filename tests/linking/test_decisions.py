"""People's merges and splits: they outrank the pair model, outlast new articles, and can be taken back without a trace."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gestae.errors import ConfigError
from gestae.evaluate.contract import corpus_violations
from gestae.linking.decisions import append, read_log
from gestae.linking.ids import find, names
from gestae.linking.link import Linker, link
from gestae.records import Coding, Corpus, Decision, Incident
from linking.worlds import SCENES, VICTIMS, Attack, tell

ONE = Attack(1, "Ardent", VICTIMS[0], SCENES[0])
OTHER = Attack(3, "Corvale", VICTIMS[1], SCENES[1])
TOLD = [*(tell(ONE, n, delay=1 + n) for n in range(2)), *(tell(OTHER, n, delay=1 + n) for n in range(2))]
LATE = [tell(ONE, 2, delay=9), tell(OTHER, 2, delay=9)]


def linked(*codings: Coding, decisions: tuple[Decision, ...] = ()) -> Linker:
    linker = Linker(decisions=decisions)
    for coding in codings:
        linker.add(coding)
    return linker


def articles(corpus: Corpus) -> list[set[str]]:
    return [set(incident.articles) for incident in corpus.incidents]


def ids(linker: Linker) -> list[str]:
    return [incident.id for incident in linker.corpus().incidents]


def test_a_merge_makes_one_of_two_and_taking_it_back_leaves_what_there_was() -> None:
    linker = linked(*TOLD)
    before = linker.corpus()
    entry = linker.merge(*ids(linker), reason="the mayor says it was one attack", by="mara")
    [whole] = linker.corpus().incidents
    assert set(whole.articles) == {c.article.id for c in TOLD}
    assert (entry.kind, entry.reason, entry.by, entry.incidents) == (
        "merge",
        "the mayor says it was one attack",
        "mara",
        tuple(i.id for i in before.incidents),
    )
    linker.unmerge(entry.id)
    assert linker.corpus() == before
    assert [e.kind for e in linker.decisions] == ["merge", "undo"], "nothing is removed from the log"


def test_an_undo_can_be_undone() -> None:
    linker = linked(*TOLD)
    entry = linker.merge(*ids(linker))
    merged = linker.corpus()
    undo = linker.unmerge(entry.id)
    linker.unmerge(undo.id)
    assert linker.corpus() == merged


def test_both_ids_mean_the_merged_incident_and_their_own_again_after_the_undo() -> None:
    linker = linked(*TOLD)
    one, other = ids(linker)
    entry = linker.merge(one, other)
    whole = linker.corpus().incidents
    assert find(whole, one) is find(whole, other) and find(whole, other).id == one, "the earliest report gives the id"
    linker.unmerge(entry.id)
    assert [find(linker.corpus().incidents, id).id for id in (one, other)] == [one, other]


def test_articles_that_come_later_join_what_a_person_made_one() -> None:
    linker = linked(*TOLD)
    linker.merge(*ids(linker))
    for coding in LATE:
        linker.add(coding)
    [whole] = linker.corpus().incidents
    assert len(whole.articles) == 6


def test_a_split_outranks_the_model_and_articles_that_come_later() -> None:
    linker = linked(*TOLD[:2])
    [whole] = linker.corpus().incidents
    linker.split(whole.id, [TOLD[1].article.id], reason="another victim of that name")
    apart = [{TOLD[0].article.id}, {TOLD[1].article.id}]
    assert articles(linker.corpus()) == apart
    assert linker.corpus().doubts == (), "what is decided is no doubt"
    linker.add(LATE[0])
    held = articles(linker.corpus())
    assert not any({TOLD[0].article.id, TOLD[1].article.id} <= one for one in held) and len(held) == 2


def test_two_that_a_person_keeps_apart_stay_apart_and_are_no_doubt() -> None:
    linker = linked(*TOLD)
    one, other = ids(linker)
    entry = linker.keep_apart(one, other, reason="another town")
    assert (entry.kind, ids(linker)) == ("apart", [one, other])
    with pytest.raises(ConfigError, match="mean one incident"):
        linker.keep_apart(one, one)


def test_the_later_word_outranks_the_earlier() -> None:
    linker = linked(*TOLD)
    linker.merge(*ids(linker))
    [whole] = linker.corpus().incidents
    linker.split(whole.id, [c.article.id for c in TOLD[2:]])
    assert articles(linker.corpus()) == articles(link(TOLD))


@pytest.mark.parametrize("order", [1, -1])
def test_a_log_gives_the_same_whenever_it_is_heard(order: int) -> None:
    linker = linked(*TOLD)
    linker.merge(*ids(linker))
    [whole] = linker.corpus().incidents
    linker.split(whole.id, [TOLD[1].article.id])
    everything = [*TOLD, *LATE][::order]
    later = linked(*everything)
    for entry in linker.decisions:
        later.decide(entry)
    for coding in LATE:
        linker.add(coding)
    by_id = sorted(linker.corpus().incidents, key=lambda i: i.id)
    assert sorted(later.corpus().incidents, key=lambda i: i.id) == by_id
    assert sorted(link(everything, decisions=linker.decisions).incidents, key=lambda i: i.id) == by_id
    assert corpus_violations(later.corpus(), everything) == []


def test_a_decision_on_reports_that_are_not_here_waits_for_them() -> None:
    linker = linked(*TOLD)
    entry = linker.merge(*ids(linker))
    assert link(TOLD[:2], decisions=[entry]) == link(TOLD[:2])


def test_what_cannot_be_decided_is_refused_with_the_reason() -> None:
    linker = linked(*TOLD)
    one, other = ids(linker)
    with pytest.raises(ConfigError, match="mean one incident already"):
        linker.merge(one, one)
    with pytest.raises(ConfigError, match="no incident has an id that begins with"):
        linker.merge(one, "zzz")
    with pytest.raises(ConfigError, match="needs reports on both sides"):
        linker.split(one, [c.article.id for c in TOLD[:2]])
    with pytest.raises(ConfigError, match="holds no article or event nothing"):
        linker.split(one, ["nothing"])
    with pytest.raises(ConfigError, match="0 decisions have an id"):
        linker.unmerge("nothing")
    entry = linker.merge(one, other)
    linker.unmerge(entry.id)
    with pytest.raises(ConfigError, match="undone already"):
        linker.unmerge(entry.id)


def test_the_log_is_a_file_that_only_grows(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    assert read_log(path) == []
    linker = linked(*TOLD)
    append(path, linker.merge(*ids(linker), by="mara", at="2024-03-09T10:00:00Z"))
    first = path.read_bytes()
    append(path, linker.unmerge(linker.decisions[0].id))
    assert path.read_bytes().startswith(first)
    assert tuple(read_log(path)) == linker.decisions
    path.write_bytes(first + b'{"kind": "bend"}\n')
    with pytest.raises(ConfigError, match=r"decisions\.jsonl, line 2"):
        read_log(path)


places = st.sampled_from(["Ardent", "Belmore", "Corvale"])
attacks = st.builds(
    Attack, day=st.integers(0, 4), city=places, victim=st.sampled_from(VICTIMS[:2]), scene=st.sampled_from(SCENES[:2])
)
told = st.builds(tell, attacks, st.integers(0, 2), st.integers(0, 20))
worlds = st.lists(told, min_size=2, max_size=6, unique_by=lambda coding: coding.article.id)


@settings(max_examples=40)
@given(worlds, st.data())
def test_deciding_and_taking_back_is_identity_and_no_id_changes_meaning(
    world: list[Coding], data: st.DataObject
) -> None:
    linker = linked(*world)
    states: list[tuple[Corpus, Decision]] = []
    seen: dict[str, str] = {}
    for _ in range(3):
        corpus = linker.corpus()
        _note(corpus, seen)
        entry = _decide(linker, corpus, data)
        if entry is None:
            break
        states.append((corpus, entry))
        assert link(world, decisions=linker.decisions) == linker.corpus()
    _note(linker.corpus(), seen)
    for corpus, entry in reversed(states):
        linker.unmerge(entry.id)
        assert linker.corpus() == corpus


def _note(corpus: Corpus, seen: dict[str, str]) -> None:
    """Each id means the incident that holds the report it was made of, whatever was decided."""
    for incident in corpus.incidents:
        assert seen.setdefault(incident.id, incident.events[0]) in find(corpus.incidents, incident.id).events
    assert all(event in find(corpus.incidents, id).events for id, event in seen.items())


def _decide(linker: Linker, corpus: Corpus, data: st.DataObject) -> Decision | None:
    many: list[Incident] = [i for i in corpus.incidents if len(i.articles) > 1]
    if many and data.draw(st.booleans()):
        incident = data.draw(st.sampled_from(many))
        taken = data.draw(
            st.lists(st.sampled_from(incident.events), min_size=1, max_size=len(incident.events) - 1, unique=True)
        )
        return linker.split(incident.id, taken)
    if len(corpus.incidents) > 1:
        one, other = data.draw(
            st.lists(st.sampled_from(corpus.incidents), min_size=2, max_size=2, unique_by=lambda i: i.id)
        )
        return linker.merge(one.id, data.draw(st.sampled_from(list(names(other)))))
    return None


def test_a_decision_reads_back_as_it_was_written() -> None:
    linker = linked(*TOLD)
    entry = linker.merge(*ids(linker))
    assert msgspec.json.decode(msgspec.json.encode(entry), type=Decision) == entry
