"""What a printed paper says, before it is a PDF: plain values, easy to test and to store.

A Document holds every word itself: a reprint renders the stored one and looks nothing up. Only
the number the county gives, and the day it dates it, come later: their places are Slots.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Self

from app.forms.blocks import (
    Blank,
    Block,
    Inline,
    Later,
    Look,
    Paragraph,
    Slot,
    Words,
    joined,
    rewritten,
    words_of,
)
from app.forms.wording import day_text, number_text


class Layout(StrEnum):
    """How the page is set up; the measures are in sheets.SHEETS."""

    FORM = "form"
    LETTER = "letter"
    AGREEMENT = "agreement"
    LEDGER = "ledger"  # landscape
    HANDOUT = "handout"


class Mark(StrEnum):
    """What is printed across every page."""

    NONE = ""
    DRAFT = "草　稿"
    VOID = "作　废"


@dataclass(frozen=True)
class Document:
    """One paper. Each of `sides` starts on a new page; uid is what its codes say, "" for none.

    issuer: who issues it, "" while that is left for the pen; preparer: who drew it up.
    number is empty until the county gives it; the foot then says so, unless papers of its kind
    have none (is_numbered). dated_on: the day of a numbered paper, None for the pen.
    correction: which paper this one replaces, printed small under its first side.
    """

    form: str
    title: str
    layout: Layout
    uid: str
    number: str
    sides: tuple[tuple[Block, ...], ...]
    edition: int = 1
    issuer: str = ""
    preparer: str = ""
    is_numbered: bool = True
    dated_on: date | None = None
    correction: tuple[str | Blank, ...] = ()

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return content

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """The Document that `to_json` gave."""
        document: Self = _adapter().validate_python(content)
        return document

    @property
    def foot(self) -> str:
        """What stands at the foot of every page beside its number."""
        return self.number or ("（待编号）" if self.is_numbered else self.title)

    def numbered(self, number: str, dated_on: date | None = None) -> "Document":
        """The paper under the county's number; "" leaves it without, as does its form."""
        if not (number and self.is_numbered):
            return self
        return replace(self, number=number_text(number), dated_on=dated_on or self.dated_on)

    def filled(self) -> "Document":
        """As it is printed now: no Slot is left."""
        first, *others = map(self._filled_side, self.sides)
        if self.correction:
            first += (Paragraph(self.correction, Look.NOTE, lines_before=0.5),)
        return replace(self, sides=(first, *others))

    def texts(self) -> Iterator[str]:
        """Every piece of text on the paper as printed, that at its foot included."""
        yield self.foot
        for side in self.filled().sides:
            for block in side:
                for words in words_of(block):
                    yield from (word for word in words if isinstance(word, str))

    def _filled_side(self, side: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(
            rewritten(block, self._filled) if any(map(_waits, words_of(block))) else block
            for block in side
        )

    def _filled(self, words: Words) -> Words:
        return joined(said for word in words for said in self._said(word))

    def _said(self, word: Inline) -> Words:
        if not isinstance(word, Slot):
            return (word,)
        if self.number and word.holds == Later.NUMBER:
            return (self.number,)
        if self.number and self.dated_on and word.holds == Later.DAY:
            return (day_text(self.dated_on),)
        return word.empty


def _waits(words: Words) -> bool:
    return any(isinstance(word, Slot) for word in words)


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
