"""Cells that table forms are made of: labels in the middle, what is filled in at the left."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from app.forms.blocks import Align, Cell, Inline, Look, Paragraph, Row, Tick, Words
from app.forms.wording import one_line

Value = str | Words  # as a person typed it, or filled from an official text
_BOX = re.compile("(□)")
Pair = tuple[str, Value]  # a label and its value


def label(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    """A line feed in the text begins a line."""
    lines = tuple(Paragraph((line,), align=Align.CENTRE) for line in text.split("\n"))
    return Cell(lines, columns, rows)


def value(content: Value, columns: int = 1) -> Cell:
    words = (one_line(content),) if isinstance(content, str) else content
    return Cell((Paragraph(words, align=Align.LEFT),), columns)


def choice(words: Words, columns: int) -> Cell:
    """A numbered choice such as “1、□…”, its later lines under its first word."""
    return Cell((Paragraph(words, align=Align.LEFT, indent=1.6, first_indent=-1.6),), columns)


def story(text: str, columns: int) -> Cell:
    return Cell((Paragraph((text,), first_indent=2),), columns)


def heading(text: str) -> Paragraph:
    return Paragraph((text,), Look.HEADING, Align.CENTRE)


def pairs(left: Pair, right: Pair, *, columns: int) -> Row:
    """Two labels with their values; `columns`: those of the left value."""
    return Row((label(left[0]), value(left[1], columns), label(right[0]), value(right[1])))


def whole(pair: Pair, columns: int) -> Row:
    return Row((label(pair[0]), value(pair[1], columns)))


def boxes(labels: Mapping[str, str], chosen: Collection[str]) -> Words:
    """One box after another, those whose code is chosen ticked: □健在　☑死亡."""
    words: list[Inline] = []
    for code, text in labels.items():
        words += [Tick(code in chosen), f"{text}　"]
    return tuple(words)


def with_boxes(words: Words) -> Words:
    """The same words, each □ a box to tick."""
    return tuple(part for word in words for part in _boxed(word))


def _boxed(word: Inline) -> Iterator[Inline]:
    if not isinstance(word, str):
        yield word
        return
    parts = filter(None, _BOX.split(word))
    yield from (Tick(ticked=False) if part == "□" else part for part in parts)


def room(columns: int, *, foot: Sequence[Words], words: Words = ()) -> Cell:
    """A cell to write in by hand, with lines for signature and date at its bottom right."""
    said = (Paragraph(words, first_indent=2),) if words else ()
    signed = tuple(Paragraph(line, align=Align.RIGHT, lines_before=0.3) for line in foot)
    return Cell(said, columns, foot=signed)


def opinion(title: str, columns: int, *, foot: Sequence[Words], words: Words = ()) -> Row:
    """意见: whose it is, room for it, signature and date."""
    return Row((label(title), room(columns, foot=foot, words=words)), least_mm=34)
