"""Paragraphs set into lines.

Measures are in points unless a name says mm or ems.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from app.forms.blocks import Align, Blank, Inline, Look, Paragraph, Signature, Slot, Tick, Words
from app.forms.fonts import Face, char_width
from app.forms.lines import MOST_STRETCH, break_lines, overhang, stretches, widest_piece
from app.forms.sheets import MM, Sheet

BOLD = frozenset((Look.TITLE, Look.HEADING, Look.SECTION, Look.LABEL))
TICK_EMS = 1.1


@dataclass(frozen=True)
class Line:
    """Words on one line, under so much `space`.

    x: from the left of their column. gap: what is added where a justified line may stretch.
    """

    words: Words
    x: float
    gap: float
    size: float
    face: Face
    leading: float
    space: float = 0

    @property
    def height(self) -> float:
        return self.space + self.leading


@dataclass(frozen=True)
class Lines:
    """A strip of text: what no page break may cut. keeps_next: nor between it and what follows."""

    lines: tuple[Line, ...]
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


@lru_cache(maxsize=4096)
def width_of(word: Inline, face: Face) -> float:
    """In ems."""
    match word:
        case Blank(ems):
            return ems
        case Tick():
            return TICK_EMS
        case Slot():
            raise ValueError("a Document is filled before it is set")
        case _:
            return sum(char_width(char, face) for char in word)


@lru_cache(maxsize=4096)
def least_width(words: Words, look: Look, sheet: Sheet, scale: float) -> float:
    """Of a paragraph, so that nothing that stays together is torn."""
    face = Face.BOLD if look in BOLD else Face.BODY
    return widest_piece(words, lambda word: width_of(word, face)) * sheet.sizes[look] * scale


@lru_cache(maxsize=4096)  # labels and fixed sentences come again on every paper
def set_paragraph(
    paragraph: Paragraph, width: float, sheet: Sheet, scale: float
) -> tuple[Line, ...]:
    size = sheet.sizes[paragraph.look] * scale
    face = Face.BOLD if paragraph.look in BOLD else Face.BODY
    room = width / size - paragraph.indent
    leading = size * sheet.leading_of(paragraph.look)
    broken = break_lines(
        paragraph.words, lambda word: width_of(word, face), room, room - paragraph.first_indent
    )
    lines = []
    for number, words in enumerate(broken):
        indent = paragraph.indent + (paragraph.first_indent if number == 0 else 0)
        left = width / size - indent - sum(width_of(word, face) for word in words)
        is_last = number == len(broken) - 1
        x, gap = _aligned(paragraph.align, words, left, is_last=is_last)
        space = paragraph.lines_before * leading if number == 0 else 0
        lines.append(Line(words, (indent + x) * size, gap * size, size, face, leading, space))
    return tuple(lines)


def _aligned(align: Align, words: Words, left: float, *, is_last: bool) -> tuple[float, float]:
    """Where the line starts, and how much its gaps widen, in ems, when `left` is left over."""
    match align:
        case Align.CENTRE:
            return max(0, left / 2), 0
        case Align.RIGHT:
            return max(0, left), 0
        case Align.JUSTIFIED if not is_last:
            gaps = sum(sum(stretches(word)) for word in words if isinstance(word, str))
            gap = max(0, left + overhang(words)) / max(1, gaps - 1)
            return 0, gap if gap <= MOST_STRETCH else 0  # rather short than full of holes
        case _:
            return 0, 0


def set_signature(block: Signature, sheet: Sheet, scale: float) -> Lines:
    """Four characters from the right (GB/T 9704), or nearer when the lines are long."""
    size = sheet.sizes[Look.BODY] * scale
    widest = max(sum(width_of(word, Face.BODY) for word in words) for words in block.lines) * size
    column = min(widest + 1, sheet.width)  # a point more, or rounding tears the widest line
    left = max(0, sheet.width - column - 4 * size)
    lines = [
        replace(line, x=left + line.x)
        for words in block.lines
        for line in set_paragraph(Paragraph(words, align=Align.CENTRE), column, sheet, scale)
    ]
    return Lines((replace(lines[0], space=block.seal_mm * MM), *lines[1:]))
