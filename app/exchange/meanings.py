"""What a heading means: which column of ours, and how sure that is.

The clerk's word counts first, then the titles and aliases of COLUMNS, then the words of
headings.toml, then hints; where headings say nothing, what the cells look like.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from app.exchange.cells import folded
from app.exchange.columns import BY_FIELD, COLUMNS, Column
from app.exchange.problems import column_letters
from app.rules.policy import Policy
from app.rules.words import HeadingWords

LONGEST = 40  # characters; longer cells are sentences
POSITIONS = frozenset({"序号", "编号", "序", "行号", "序列", "No", "NO", "No.", "NO."})
NOTHING = ""  # what the clerk chooses for a column that is not to be read

_SAYING = re.compile(r"[(\[【](起|止|始|终|开始|结束|截止|终止|起始|起止)[)\]】]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MARKS = str.maketrans("", "", '*★※:：、/\\-—_.。"“”')


class Certainty(IntEnum):
    """How a meaning was found; the lower of two wins. label: what the preview says."""

    label: str

    BY_HAND = 0, "手工指定"
    TITLE = 1, "确定"
    ALIAS = 2, "确定"
    KNOWN_WORD = 3, "确定"
    HINT = 4, "可能"
    CONTENT = 5, "按内容推断"

    def __new__(cls, value: int, label: str) -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class Meaning:
    column: Column
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class _Hint:
    """A heading with all of `present` and none of `absent`."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    column: Column

    def fits(self, heading: str) -> bool:
        return all(word in heading for word in self.present) and not any(
            word in heading for word in self.absent
        )


def plain_heading(text: str) -> str:
    """A heading as it is compared: without blanks, line breaks, units in brackets, marks."""
    if text.isalpha():
        return unicodedata.normalize("NFKC", text)
    return _BRACKETS.sub("", _SAYING.sub(r"\1", folded(text))).translate(_MARKS)


class Headings:
    """Finds the meaning of headings; by_hand: field by heading or letters."""

    def __init__(
        self,
        words: Mapping[str, HeadingWords] | None = None,
        by_hand: Mapping[str, str] | None = None,
    ) -> None:
        words = words or {}
        self._by_hand = {plain_heading(text): field for text, field in (by_hand or {}).items()}
        self._known: dict[str, Meaning] = {}
        for certainty, heading, column in _known(words):
            self._known.setdefault(plain_heading(heading), Meaning(column, certainty))
        self._never = {field: entry.never for field, entry in words.items()}
        self._hints = list(_hints(words))
        self._found: dict[tuple[str, ...], Meaning | None] = {}

    @classmethod
    def of(cls, policy: Policy, by_hand: Mapping[str, str] | None = None) -> Self:
        return cls(policy.headings, by_hand)

    def meaning(self, path: Sequence[str]) -> Meaning | None:
        """Of a heading, or of one below others: ("多领时间", "起"); None when it says nothing."""
        key = tuple(path)
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def meaning_at(self, index: int, path: Sequence[str]) -> Meaning | None:
        """Of a column: what the clerk said of its letters, else what its heading means."""
        field = self._by_hand.get(column_letters(index))
        if field is None:
            return self.meaning(path)
        return Meaning(BY_FIELD[field], Certainty.BY_HAND) if field else None

    def said(self, index: int, path: Sequence[str]) -> str | None:
        """The field the clerk chose for a column, NOTHING for none; None: he did not say."""
        told = (self._by_hand.get(text) for text in (column_letters(index), *_readings(path)))
        return next((field for field in told if field is not None), None)

    def _find(self, path: Sequence[str]) -> Meaning | None:
        readings = list(_readings(path))
        if not readings:
            return None
        for text in readings:
            if text in self._by_hand:
                field = self._by_hand[text]
                return Meaning(BY_FIELD[field], Certainty.BY_HAND) if field else None
        whole = readings[0]
        for text in readings:
            meaning = self._known.get(text)
            if meaning and (text is whole or not self._is_barred(meaning.column.field, whole)):
                return meaning
        return next((found for text in readings if (found := self._hinted(text, whole))), None)

    def _hinted(self, text: str, whole: str) -> Meaning | None:
        if len(text) > LONGEST:
            return None
        fitting = [
            hint
            for hint in self._hints
            if hint.fits(text) and not self._is_barred(hint.column.field, whole)
        ]
        longest = max(fitting, key=lambda hint: sum(map(len, hint.present)), default=None)
        return Meaning(longest.column, Certainty.HINT) if longest else None

    def _is_barred(self, field: str, heading: str) -> bool:
        return any(word in heading for word in self._never.get(field, ()))


def _readings(path: Sequence[str]) -> Iterator[str]:
    """The whole path first, then what stands lower and lower in it."""
    parts = [plain_heading(part) for part in path]
    for start in range(len(parts)):
        if text := "".join(parts[start:]):
            yield text


def _known(words: Mapping[str, HeadingWords]) -> Iterator[tuple[Certainty, str, Column]]:
    yield from ((Certainty.TITLE, column.title, column) for column in COLUMNS)
    for column in COLUMNS:
        yield from ((Certainty.ALIAS, alias, column) for alias in column.aliases.split())
    for field, entry in words.items():
        for alias in entry.aliases:
            yield Certainty.KNOWN_WORD, alias, BY_FIELD[field]


def _hints(words: Mapping[str, HeadingWords]) -> Iterator[_Hint]:
    for field, entry in words.items():
        for hint in entry.hints:
            parts = hint.split()
            present = tuple(part for part in parts if not part.startswith("!"))
            absent = tuple(part[1:] for part in parts if part.startswith("!"))
            yield _Hint(present, absent, BY_FIELD[field])
