"""Finding a word of a vocabulary inside longer text: a title, or a cell that says more than it."""

from collections.abc import Iterator, Mapping

from app.exchange.cells import folded
from app.rules.vocabulary import Word

SHORTEST = 2  # characters of a spelling that is looked for inside other text


def only_word(text: str, words: Mapping[str, Word]) -> str:
    """The code whose spelling stands in the text; "" when there is none, or more than one.

    A spelling inside a longer one that fits does not count: 养老保险 in 城乡居民养老保险.
    """
    left, found = folded(text), dict[str, str]()
    for spelling, code in sorted(_spellings(words), key=lambda pair: -len(pair[0])):
        if len(spelling) >= SHORTEST and spelling in left:
            found.setdefault(code, spelling)
            left = left.replace(spelling, " ")
    return next(iter(found)) if len(found) == 1 else ""


def _spellings(words: Mapping[str, Word]) -> Iterator[tuple[str, str]]:
    for code, word in words.items():
        for spelling in (word.label, word.short, *word.aliases):
            yield folded(spelling), code
