"""Who says what: extents, speakers, quotations, and the voice that a candidate is told in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.coding.attribute import Attribute, AttributionFinder
from gestae.coding.quotes import Quotes
from gestae.language.draft import Candidate, Draft, Voice
from gestae.language.model import Parser
from gestae.language.sentences import sentence_spans
from gestae.records import Article, Attribution, Span

Told = tuple[str | None, str | None, str]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def finder() -> AttributionFinder:
    return AttributionFinder()


class Reader:
    """Finds attributions and shows them as (speaker, cue, content)."""

    def __init__(self, parser: Parser, finder: AttributionFinder) -> None:
        self.parser, self.finder = parser, finder

    def find(self, text: str) -> list[Attribution]:
        return self.finder.find(text, self.parser.parse(text, sentence_spans(text)))

    def __call__(self, text: str) -> list[Told]:
        return [_shown(text, one) for one in self.find(text)]

    def voice(self, text: str, trigger: str) -> tuple[str | None, str | None]:
        """Speaker and stance of the voice that a trigger word is told in."""
        parses = tuple(self.parser.parse(text, sentence_spans(text)))
        at = next((i, p.words.index(trigger)) for i, p in enumerate(parses) if trigger in p.words)
        candidate = Candidate(parse=at[0], token=at[1], first=at[1], end=at[1] + 1, entries=())
        draft = Draft(article=Article(text=text), run="", parses=parses, candidates=(candidate,))
        after = Attribute(self.finder).apply(draft)
        voice = after.voices[0]
        if voice == Voice():
            return None, None
        assert voice.attribution is not None
        return _shown(text, after.attributions[voice.attribution])[0], voice.stance


def _shown(text: str, said: Attribution) -> Told:
    assert said.content is not None
    return _words(text, said.speaker), _words(text, said.cue), text[said.content.start : said.content.end]


def _words(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.fixture(scope="module")
def read(parser: Parser, finder: AttributionFinder) -> Reader:
    return Reader(parser, finder)


# --- clauses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army denied that it had shelled the village on Sunday.",
            ("The army", "denied", "that it had shelled the village on Sunday"),
        ),
        (
            "President Arun Vale's spokesman said troops had seized the port.",
            ("President Arun Vale's spokesman", "said", "troops had seized the port"),
        ),
        (
            "Gunmen killed three soldiers in Dorvan, according to the interior ministry.",
            ("the interior ministry", "according to", "Gunmen killed three soldiers in Dorvan"),
        ),
        (
            "According to the interior ministry, gunmen killed three soldiers in Dorvan.",
            ("the interior ministry", "According to", "gunmen killed three soldiers in Dorvan"),
        ),
        (
            "Police accused rebels of killing five farmers near Korvash.",
            ("Police", "accused", "rebels of killing five farmers near Korvash"),
        ),
        (
            "Ministers want the rebels to release the hostages.",
            ("Ministers", "want", "the rebels to release the hostages"),
        ),
        (
            "The attack was confirmed by the defence ministry.",
            ("the defence ministry", "confirmed", "The attack"),
        ),
        (
            "Troops are expected to leave the valley on Monday.",
            (None, "expected", "Troops are expected to leave the valley on Monday"),
        ),
        (
            "The envoy was quoted as saying that the rebels had agreed to a truce.",
            ("The envoy", "saying", "that the rebels had agreed to a truce"),
        ),
    ],
)
def test_content_is_the_whole_reported_clause(read: Reader, text: str, expected: Told) -> None:
    assert expected in read(text)


def test_content_goes_around_an_inserted_cue(read: Reader) -> None:
    text = "The rebels, the general said, attacked a convoy on Friday."
    assert read(text) == [("the general", "said", "The rebels, the general said, attacked a convoy on Friday")]


def test_a_noun_attributes_to_its_owner(read: Reader) -> None:
    text = "The opposition rejected the army's claim that protesters had attacked a police post."
    assert ("the army", "claim", "that protesters had attacked a police post") in read(text)


def test_what_is_added_is_said_by_the_same_speaker(read: Reader) -> None:
    found = read("Two officials said the minister ordered an inquiry, adding that nobody was hurt.")
    assert ("Two officials", "adding", "that nobody was hurt") in found
    assert ("Two officials", "said", "the minister ordered an inquiry") in found


def test_a_relative_pronoun_stays_the_speaker(read: Reader) -> None:
    [said] = read("Mira Tol, who said the bridge had collapsed, left the town.")
    assert said == ("who", "said", "the bridge had collapsed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In a letter that was published before the vote began, the mayor said he would resign.",
            ("the mayor", "said", "he would resign"),
        ),
        ("The bridge had collapsed, the mayor said.", ("the mayor", "said", "The bridge had collapsed")),
        (
            "The union praised the mayor for the truce, which ended in May.",
            ("The union", "praised", "the mayor for the truce"),
        ),
        (
            "Lena Orvik is seen as a rival of the president.",
            (None, "seen", "Lena Orvik is seen as a rival of the president"),
        ),
        ("The road seems safe.", (None, "seems", "The road seems safe")),
        ("The ministry knew that the camp was empty.", ("The ministry", "knew", "that the camp was empty")),
    ],
)
def test_a_view_is_told_whole(read: Reader, text: str, expected: Told) -> None:
    assert expected in read(text)


def test_a_second_verb_of_saying_in_its_tense_tells_for_itself(read: Reader) -> None:
    found = read("The mayor said the city will rebuild the bridge and called for new elections.")
    assert ("The mayor", "said", "the city will rebuild the bridge") in found
    assert ("The mayor", "called", "new elections") in found


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("The army issued a statement saying that the raid had failed.", "saying", "The army"),
        ("Lena Orvik is a critic of the truce.", "critic", "Lena Orvik"),
        ("Lena Orvik, a critic of the truce, left the town.", "critic", "Lena Orvik"),
        ("Lena Orvik left the town in the belief that the truce would fail.", "belief", "Lena Orvik"),
    ],
)
def test_a_statement_or_view_is_whose_it_is_by_the_syntax(read: Reader, text: str, cue: str, speaker: str) -> None:
    assert next(who for who, by, _ in read(text) if by == cue) == speaker


# --- inside what somebody else says ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said she wants the rebels to release the hostages.",
        "The mayor said she believes the talks will fail.",
        "The mayor said Mira Tol opposed the truce.",
    ],
)
def test_what_a_reported_speaker_is_said_to_think_or_want_is_part_of_what_is_reported(read: Reader, text: str) -> None:
    assert [cue for _, cue, _ in read(text)] == ["said"]


def test_what_somebody_else_is_said_to_tell_is_an_attribution_of_its_own(read: Reader) -> None:
    found = read("The mayor said Mira Tol claimed that the talks had failed.")
    assert [(speaker, cue) for speaker, cue, _ in found] == [("The mayor", "said"), ("Mira Tol", "claimed")]


def test_a_turn_of_a_conversation_is_read_like_a_text_of_its_own(read: Reader) -> None:
    text = "SANZ: The mayor wants the rebels to leave.\n\nVALE: No.\n\nSANZ: Yes, he does.\n\nVALE: No."
    assert ("The mayor", "wants", "the rebels to leave") in read(text)


# --- quotations -----------------------------------------------------------------------------------


def test_a_quotation_goes_on_after_the_cue(read: Reader) -> None:
    text = "“We will not leave this valley,” said Lena Orvik, a teacher. “They burned our homes.”"
    [(speaker, cue, content)] = read(text)
    assert (speaker, cue, content) == ("Lena Orvik, a teacher", "said", text)


@pytest.mark.parametrize(
    "quoted",
    [
        '"We were beaten by police."',
        "“We were beaten by police.”",
        "'We were beaten by police.'",
        "''We were beaten.''",
    ],
)
def test_every_kind_of_mark_quotes_after_a_colon(read: Reader, quoted: str) -> None:
    assert read(f"Mira Tol tweeted: {quoted}") == [("Mira Tol", "tweeted", quoted)]


def test_sentences_before_the_one_with_the_cue_belong_to_it(read: Reader) -> None:
    text = "“They came at dawn. They took the cattle. Nobody stopped them,” Omar Reshi said."
    assert read(text) == [("Omar Reshi", "said", text[: text.index(" Omar")])]


def test_a_quotation_over_paragraphs_has_one_speaker(read: Reader) -> None:
    text = "“They attacked us at dawn.\n\n“They shot my brother,” Omar Reshi said."
    assert read(text) == [("Omar Reshi", "said", text[: text.index(" Omar")])]


def test_a_quotation_without_cue_goes_on_with_the_one_before(read: Reader) -> None:
    text = "“We left at once,” Omar Reshi said.\n\n“The road was full of people.”"
    assert read(text) == [("Omar Reshi", "said", text)]


def test_a_quotation_without_cue_is_spoken_by_who_acted_before_it(read: Reader) -> None:
    text = "Omar Reshi shook his head. “I saw soldiers in the street.”"
    assert read(text) == [("Omar Reshi", None, "“I saw soldiers in the street.”")]


def test_quoted_words_inside_a_clause_are_no_attribution_of_their_own(read: Reader) -> None:
    text = "The union said police “beat and robbed” the strikers."
    assert read(text) == [("The union", "said", "police “beat and robbed” the strikers")]
    assert read.find(text)[0].kind == "mixed"


def test_what_a_quoted_speaker_thinks_is_left_out(read: Reader) -> None:
    text = "“I think we know that the talks will fail,” the envoy said."
    assert [cue for _, cue, _ in read(text)] == ["said"]


def test_turns_of_a_conversation(read: Reader) -> None:
    text = "SANZ: We will not leave the valley.\n\nVALE: You have no choice.\n\nSANZ: We do.\n\nVALE: No."
    assert read(text)[:2] == [
        ("SANZ", ":", "We will not leave the valley."),
        ("VALE", ":", "You have no choice."),
    ]


# --- voices ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("The army denied that it had shelled the village.", "shelled", ("The army", "denies")),
        ("Police accused rebels of killing five farmers.", "killing", ("Police", "accuses")),
        ("The ministry confirmed the arrest of two journalists.", "arrest", ("The ministry", "confirms")),
        ("The mayor said the army claims that rebels attacked the post.", "attacked", ("the army", "claims")),
        ("He said: “The army claims that rebels attacked the post.”", "attacked", ("The army", "claims")),
        ("The governor condemned the killing of the judge.", "killing", (None, None)),
        ("Rebels attacked the post, and the mayor said he would leave.", "attacked", (None, None)),
    ],
)
def test_a_candidate_has_the_voice_of_the_narrowest_attribution(
    read: Reader, text: str, trigger: str, expected: tuple[str | None, str | None]
) -> None:
    assert read.voice(text, trigger) == expected


def test_what_interrupts_a_quotation_is_not_in_its_voice(read: Reader) -> None:
    text = "“They burned all our houses,” said Lena Orvik, who was arrested on Monday. “They took everything we had.”"
    assert read.voice(text, "burned") == ("Lena Orvik", "states")
    assert read.voice(text, "arrested") == (None, None)


# --- quotation marks ------------------------------------------------------------------------------


def test_an_apostrophe_opens_no_quotation() -> None:
    assert Quotes("The workers' union left in '98, and it isn't back.").all == ()


def test_a_mark_that_is_not_closed_opens_none() -> None:
    assert Quotes("He said “we are here\nThe talks ended.").all == ()


@given(st.text(alphabet="\"'“”‘’«» \nAb.,:", max_size=60))
def test_quotations_lie_in_the_text_and_apart(text: str) -> None:
    spans = [(q.start, q.end) for q in Quotes(text).all]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_odd_text_is_read_without_complaint(read: Reader) -> None:
    for text in ("", " ", ":", "“", "”“”", "said", "said, said: “said” said.", "According to", "\u200b“\U0001f600”"):
        for said in read.find(text):
            assert said.content is not None and 0 <= said.content.start < said.content.end <= len(text)
