"""What a printed paper says, before it is a PDF: plain values, easy to test and to store.

A Document holds every word itself: a reprint renders the stored one and looks nothing up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Self

from app.forms.blocks import Block, words_of


class Layout(StrEnum):
    """How the page is set up; the measures are in sheets.SHEETS."""

    FORM = "form"
    LETTER = "letter"
    AGREEMENT = "agreement"
    LEDGER = "ledger"  # landscape


@dataclass(frozen=True)
class Document:
    """One paper. Each of `sides` starts on a new page; uid is what its codes say.

    issuer: who issues it, "" while that is left for the pen; preparer: who drew it up.
    number is empty until the county gives it; the foot then says so, unless papers of its kind
    have none (is_numbered).
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

    def texts(self) -> Iterator[str]:
        """Every piece of text on the paper, that at its foot included."""
        yield self.foot
        for side in self.sides:
            for block in side:
                for words in words_of(block):
                    yield from (word for word in words if isinstance(word, str))


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
