"""Figures: which numbers of people an article claims, and its best total."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.codebook.figure_words import FigureWords
from gestae.codebook.files import read_toml
from gestae.grounding.figures import FigureFinder
from gestae.grounding.numbers import NumberReader
from gestae.language.model import Parser
from gestae.language.parse import Parse
from gestae.language.sentences import sentence_spans
from gestae.linking.best_total import best_total
from gestae.records import Article, Figure, Measure

Find = Callable[[str], list[Figure]]


@pytest.fixture(scope="module")
def finder() -> FigureFinder:
    return FigureFinder()


@pytest.fixture(scope="module")
def find(finder: FigureFinder) -> Find:
    parser = Parser()

    def find_in(text: str) -> list[Figure]:
        article = Article(text=text, published="2024-03-24")
        return finder.find(article, parser.parse(text, sentence_spans(text)))

    return find_in


def brief(figures: list[Figure]) -> list[tuple[str, int | None, int | None, str]]:
    return [(f.measure, f.low, f.high, f.bound) for f in figures]


BOUNDS = [
    ("At least two people were killed.", ("killed", 2, None, "at_least")),
    ("More than 100 people were killed.", ("killed", 101, None, "at_least")),
    ("Up to 20 people were injured.", ("wounded", None, 20, "at_most")),
    ("About 50 people were wounded.", ("wounded", 50, 50, "about")),
    ("Between 20 and 30 soldiers were killed.", ("killed", 20, 30, "range")),
    ("Dozens of people were killed.", ("killed", 24, None, "vague")),
    ("The raid killed scores of civilians.", ("killed", 40, None, "vague")),
    ("Thousands of people protested in the capital.", ("participants", 2_000, None, "vague")),
    ("A woman was killed.", ("killed", 1, 1, "exact")),
    ("Two brothers were shot dead.", ("killed", 2, 2, "exact")),
    ("The 22-year-old man died.", ("killed", 1, 1, "exact")),
    ("The death toll rose from 60 to 133.", ("killed", 133, 133, "exact")),
    ("The number of people killed rose to 45.", ("killed", 45, 45, "exact")),
    ("A bomb exploded, leaving 20 dead.", ("killed", 20, 20, "exact")),
    ("The clashes claimed 13 lives.", ("killed", 13, 13, "exact")),
    ("Police said 12 bodies were found.", ("killed", 12, 12, "exact")),
    ("No one was hurt.", ("wounded", 0, 0, "exact")),
    ("There were no casualties.", ("killed", 0, 0, "exact")),
    ("Ten people were wounded, three of them critically.", ("wounded", 10, 10, "exact")),
    ("The attack killed 12 people, including the attacker.", ("killed", 12, 12, "exact")),
    ("Four teens were shot.", ("wounded", 4, 4, "exact")),
    ("He was shot in the leg.", ("wounded", 1, 1, "exact")),
    ("Ten people were taken to hospital.", ("hospitalised", 10, 10, "exact")),
    ("Twelve miners are missing.", ("missing", 12, 12, "exact")),
    ("Gunmen kidnapped 276 schoolgirls.", ("abducted", 276, 276, "exact")),
    ("The flood displaced 20,000 people.", ("displaced", 20_000, 20_000, "exact")),
    ("Officials said between 50 and 60 migrants drowned.", ("killed", 50, 60, "range")),
    ("It was the deadliest attack since 2004, killing 133 people.", ("killed", 133, 133, "exact")),
    ("A 22-year-old man was killed in the 2100 block of Oak Street at 9:30 p.m.", ("killed", 1, 1, "exact")),
    ("The gunmen killed three men, Ali Aydin, Hasan Kaya and Omar Demir.", ("killed", 3, 3, "exact")),
    ("The shooting claimed the life of 47-year-old Paul Marsh.", ("killed", 1, 1, "exact")),
    ("A man shot and killed near the harbour on Friday has been named.", ("killed", 1, 1, "exact")),
    ("According to the sheriff, Paul Marsh, 16, of Hillside, died on Friday.", ("killed", 1, 1, "exact")),
    ("Police hope to find out why a girl was killed at a party.", ("killed", 1, 1, "exact")),
    ("Anyone with information on the shooting deaths of four people is asked to call.", ("killed", 4, 4, "exact")),
    ("A bullet struck the girl in the leg.", ("wounded", 1, 1, "exact")),
    ("The gun went off, hitting a boy in the hand.", ("wounded", 1, 1, "exact")),
    ("Also wounded were four guests.", ("wounded", 4, 4, "exact")),
    ("Police investigate a deadly shooting downtown.", ("killed", 1, None, "at_least")),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS, ids=[text for text, _ in BOUNDS])
def test_a_number_is_read_with_its_measure_and_bound(find: Find, text: str, expected: tuple[object, ...]) -> None:
    assert brief(find(text)) == [expected]


SEVERAL = [
    ("The blast killed three people and wounded four others.", [("killed", 3), ("wounded", 4)]),
    ("Three dead, five injured.", [("killed", 3), ("wounded", 5)]),
    ("133 people have died, 150 were injured.", [("killed", 133), ("wounded", 150)]),
    ("Officials said 11 people, including the four gunmen, were arrested.", [("arrested", 11), ("suspects", 4)]),
    ("The soldiers killed 5 militants and arrested two.", [("killed", 5), ("arrested", 2)]),
    ("Militants killed three soldiers and two civilians.", [("killed", 3), ("killed", 2)]),
    ("The gunman killed Anna Bell, Tom Ray and Lucy Stone.", [("killed", 1), ("killed", 1), ("killed", 1)]),
    ("Five people were shot, one fatally.", [("wounded", 5), ("killed", 1)]),
    ("Nobody was injured and no arrests were made.", [("wounded", 0), ("arrested", 0)]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text for text, _ in SEVERAL])
def test_numbers_of_one_sentence_are_kept_apart(find: Find, text: str, expected: list[tuple[str, int]]) -> None:
    assert [(f.measure, f.low) for f in find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "More than 9,000 people have been killed since 2014.",
        "It was the 52nd homicide this year.",
        "Last year 30 people died in such attacks.",
        "More than 130 people died in the 2002 theatre siege.",
        "The siege in 2002, in which more than 130 people died, ended badly.",
        "Among the dead were four children.",
        "12 people were killed or wounded.",
        "The bombing could have killed hundreds.",
        "They tried to kill two officers.",
        "The train left at 9 p.m. on June 29.",
        "The blast nearly killed his father.",
        "Shots were fired at 900 Garden Way, which left a mark.",
        "RELATED: Two people killed in a crash",
        "The attack killed her unborn child.",
        "June 2010: Four people were killed in a restaurant.",
    ],
)
def test_background_and_what_has_not_happened_give_no_figure(find: Find, text: str) -> None:
    assert find(text) == []


def test_vague_words_name_the_rule_that_made_them_numbers(find: Find) -> None:
    [figure] = find("A car bomb wounded dozens of shoppers.")
    assert (figure.rule, figure.group) == ("dozens", "shoppers")


def test_a_span_covers_the_words_of_number(find: Find) -> None:
    text = "Officials said at least two people were killed."
    [figure] = find(text)
    assert text[figure.start : figure.end] == "at least two"
    assert figure.event is None
    assert figure.attribution is None


def test_an_attack_in_a_concert_hall(find: Find) -> None:
    """Facts as officials gave them on 24 March 2024 about the attack on Crocus City Hall."""
    figures = find(
        "The death toll has risen to 133, investigators said on Saturday. More than 150 people were injured. "
        "The security service said 11 people had been detained, including the four gunmen. "
        "More than 130 people died in the 2002 siege of a Moscow theatre."
    )
    assert brief(figures) == [
        ("killed", 133, 133, "exact"),
        ("wounded", 151, None, "at_least"),
        ("arrested", 11, 11, "exact"),
        ("suspects", 4, 4, "exact"),
    ]
    assert total(figures, "killed") == 133
    assert total(figures, "arrested") == 11


TOTALS = [
    ("Smith died at the scene. Jones was pronounced dead at a hospital.", 2, None),
    ("Smith was shot in the chest. He died at a hospital.", 1, None),
    ("A man was killed on Oak Street. The man was shot dead by his neighbour.", 1, None),
    ("A man was killed on Oak Street. Another man was killed later.", 2, None),
    ("A man was killed and three others were wounded.", 1, 3),
    ("Five people were shot, one fatally.", 1, 4),
    ("Militants killed three soldiers and two civilians.", 5, None),
    ("A man shot and killed his wife, son and daughter before killing himself.", 4, None),
    ("One woman was wounded. Two others were also wounded.", None, 3),
    ("Dozens were wounded. The ministry said 18 people were wounded.", None, 18),
    ("Two people were killed, officials said at first. The death toll later rose to 12.", 12, None),
    ("A murder-suicide shook the town. A man killed his wife before killing himself.", 2, None),
    ("Three people were killed. Police then shot and killed him.", 4, None),
    ("Five people are dead, including the gunman. The gunman was killed by police.", 5, None),
    ("The gunman killed three people and then himself.", 4, None),
    ("A 9-year-old boy shot himself in the foot. The boy was shot at home.", None, 1),
    ("A 3-year-old boy was killed when he shot himself. John Marsh died at the scene.", 1, None),
    ("John Marsh, 43, and Peter Marsh, 12, were killed. John Marsh was shot in the head.", 2, None),
    ("One victim is in critical condition, the other two are in stable condition.", None, 3),
    ("Two men were killed. In January, a teen was shot and killed in the same street.", 2, None),
    ("A man was wounded. Another man was killed on January 9.", None, 1),
    ("He shot his girlfriend, then wounded an officer.", None, 2),
    ("A second man has died after the shooting.", 2, None),
    ("Four people were wounded. A fifth man was wounded by a splinter.", None, 5),
]


@pytest.mark.parametrize(("text", "killed", "wounded"), TOTALS, ids=[text for text, _, _ in TOTALS])
def test_best_total_of_an_article(find: Find, text: str, killed: int | None, wounded: int | None) -> None:
    figures = find(text)
    assert (total(figures, "killed"), total(figures, "wounded")) == (killed, wounded)


def total(figures: list[Figure], measure: Measure) -> int | None:
    best = best_total(figures, measure)
    return None if best is None else best.low


def claim(start: int, low: int, *, group: str | None = None, rule: str | None = None) -> Figure:
    return Figure(
        id=str(start), start=start, end=start + 1, measure="killed", low=low, high=low, group=group, rule=rule
    )


def test_the_last_running_total_outranks_a_higher_part() -> None:
    assert total([claim(0, 60, rule="toll"), claim(5, 133), claim(9, 115, rule="toll")], "killed") == 115


def test_nobody_is_a_total_only_if_there_is_no_other_claim() -> None:
    assert total([claim(0, 0)], "killed") == 0
    assert total([claim(0, 0), claim(5, 2)], "killed") == 2
    assert total([claim(0, 0, group="police officers")], "killed") is None
    assert total([], "killed") is None


QUANTITIES = [
    ("two hundred and five", 205, 205),
    ("1.2 million", 1_200_000, 1_200_000),
    ("twenty - one", 21, 21),
    ("more than two dozen", 25, None),
    ("20 to 30", 20, 30),
    ("no more than 5", None, 5),
    ("hundreds of thousands of", 200_000, None),
    ("several dozen", 36, None),
]


@pytest.mark.parametrize(("words", "low", "high"), QUANTITIES)
def test_words_of_number(words: str, low: int | None, high: int | None) -> None:
    [quantity] = NumberReader.load().read(words.split())
    assert (quantity.low, quantity.high, quantity.people) == (low, high, True)


@pytest.mark.parametrize(
    "words",
    [
        "22 - year - old",
        "june 22",
        "$ 500",
        "aged 40",
        "7 p.m.",
        "252 - 972 - 1411",
        "64 casings",
        "younger than 12",
        "6 yr",
    ],
)
def test_ages_dates_money_and_times_count_nobody(words: str) -> None:
    assert not any(q.people for q in NumberReader.load().read(words.split()))


WORDS = """
killed shot dead three 20 , and one no others men the a in 1,200 since 2014 toll death number people 🙂 ² '' – wounded
injured hospital custody critical triple homicide murder suicide himself between to dozen he Smith year old
"""
TAGS = "NN NNS NNP CD VBD VBN VBG IN DT JJ , CC PRP PRP$ HYPH RB"
DEPS = "nsubj nsubjpass dobj pobj prep cc amod nummod acl relcl advcl dep xcomp appos poss auxpass neg conj"
TOKENS = st.tuples(*(st.sampled_from(column.split()) for column in (WORDS, TAGS, DEPS)), st.integers(0, 30))


@given(st.lists(TOKENS, min_size=1, max_size=25))
def test_any_parse_gives_figures_in_order_that_do_not_overlap(
    finder: FigureFinder, tokens: list[tuple[str, str, str, int]]
) -> None:
    words = [word for word, _, _, _ in tokens]
    text = " ".join(words)
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    heads = [back % i if i else 0 for i, (_, _, _, back) in enumerate(tokens)]
    deps = ["ROOT" if i == 0 else dep for i, (_, _, dep, _) in enumerate(tokens)]
    figures = finder.find(
        Article(text=text), [Parse.build(0, words, [t for _, t, _, _ in tokens], deps, heads, starts)]
    )
    assert all(a.end <= b.start for a, b in pairwise(figures))
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    assert best_total(figures, "killed") is None or any(f.measure == "killed" for f in figures)


def test_every_rule_that_a_figure_may_name_is_explained_in_the_codebook() -> None:
    explained = {*read_toml("figures/rules.toml"), *read_toml("figures/numbers.toml")["vague"]}
    rows = (row for rows in FigureWords.load().predicates.values() for row in rows)
    assert {row.rule for row in rows if row.rule} | {"addition", "toll", "implied", "multiple"} <= explained


def test_attackers_who_died_are_counted_beside_their_victims(find: Find) -> None:
    assert total(find("Two soldiers were killed. Police said three gunmen were killed in the clash."), "killed") == 5
    assert total(find("A gunman killed two people on Friday before killing himself. Three people died."), "killed") == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men, 25 and 30, were shot dead.", [("killed", 2)]),
        ("A rocket killed a soldier, two policemen and a boy.", [("killed", 1), ("killed", 2), ("killed", 1)]),
        ("A man, two women and a small child were killed.", [("killed", 1), ("killed", 2), ("killed", 1)]),
        ("The blast left one dead and two others in critical condition.", [("killed", 1), ("wounded", 2)]),
        ("Two other boys and Arne Holt were taken to the hospital.", [("hospitalised", 2), ("hospitalised", 1)]),
        ("Three boys, Arne Holt, Lars Berg and Nils Dahl, were killed.", [("killed", 3)]),
        ("Four passengers were struck.", [("wounded", 4)]),
    ],
)
def test_lists_are_counted_once_and_each_part_as_what_befell_it(
    find: Find, text: str, expected: list[tuple[str, int]]
) -> None:
    assert [(f.measure, f.low) for f in find(text)] == expected
