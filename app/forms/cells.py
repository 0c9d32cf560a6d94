"""Cells that table forms are made of: labels in the middle, what is filled in at the left."""

from app.forms.document import Align, Cell, Look, Paragraph, Row, Words
from app.forms.wording import one_line

Value = str | Words  # as a person typed it, or filled from an official text
Pair = tuple[str, Value]  # a label and its value


def label(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Paragraph((text,), align=Align.CENTRE),), columns, rows)


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
