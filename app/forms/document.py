"""What a printed paper says, before it is a PDF: plain values, easy to test and to store.

A Document holds every word itself: a reprint renders the stored one and looks nothing up.
A later block kind is one more dataclass here and one more `case` in layout.strips.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal, Self


class Layout(StrEnum):
    """How the page is set up; the measures are in layout.SHEETS."""

    FORM = "form"
    LETTER = "letter"


class Look(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True)
class Blank:
    """A line for the pen, so many characters long."""

    ems: float


@dataclass(frozen=True)
class Tick:
    """A box to tick: □ or ☑."""

    ticked: bool


Inline = str | Blank | Tick
Words = tuple[Inline, ...]


def joined(words: Iterable[Inline]) -> Words:
    """The same words, neighbouring strings made one."""
    result: list[Inline] = []
    for word in words:
        if result and isinstance(word, str) and isinstance(result[-1], str):
            result[-1] += word
        else:
            result.append(word)
    return tuple(result)


@dataclass(frozen=True)
class Paragraph:
    """Measures in characters (ems); `indent` moves every line, `first_indent` the first one more.

    A hanging paragraph has a positive indent and a negative first_indent.
    """

    words: Words
    look: Look = Look.BODY
    align: Align = Align.JUSTIFIED
    first_indent: float = 0
    indent: float = 0
    lines_before: float = 0
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Cell:
    """columns, rows: how many of the grid's it spans."""

    paragraphs: tuple[Paragraph, ...] = ()
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    least_mm: float = 8


@dataclass(frozen=True)
class Grid:
    """A framed table. Rows grow with their text, and a little more to fill the page."""

    widths_mm: tuple[float, ...]
    rows: tuple[Row, ...]
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True)
class Signature:
    """Lines centred above each other at the right, under room for the seal; never torn apart."""

    lines: tuple[Words, ...]
    seal_mm: float
    kind: Literal["signature"] = "signature"


Block = Paragraph | Grid | Signature


@dataclass(frozen=True)
class Form:
    """One kind of printed form.

    code is stored with every paper issued: never change it. follows: the code of the form that
    must have been issued before.
    """

    code: str
    title: str
    follows: str = ""


@dataclass(frozen=True)
class Document:
    """One paper. Each of `sides` starts on a new page; uid is what its codes say.

    number is empty until the county gives it; the foot then says so.
    """

    form: str
    title: str
    layout: Layout
    uid: str
    number: str
    sides: tuple[tuple[Block, ...], ...]

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return content

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Self:
        """The Document that `to_json` gave."""
        document: Self = _adapter().validate_python(content)
        return document

    def texts(self) -> Iterator[str]:
        """Every piece of text on the paper, the number at its foot included."""
        yield self.number
        for side in self.sides:
            for block in side:
                for words in _words(block):
                    yield from (word for word in words if isinstance(word, str))


def _words(block: Block) -> Iterator[Words]:
    match block:
        case Paragraph(words):
            yield words
        case Signature(lines):
            yield from lines
        case Grid(_, rows):
            for row in rows:
                for cell in row.cells:
                    yield from (paragraph.words for paragraph in cell.paragraphs)


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)
