"""Sheets of paper, and paragraphs set into lines on them.

Measures are in points unless a name says mm or ems.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from app.forms.document import (
    Align,
    Blank,
    Inline,
    Layout,
    Look,
    Paragraph,
    Signature,
    Tick,
    Words,
)
from app.forms.fonts import Face, char_width
from app.forms.lines import MOST_STRETCH, break_lines, overhang, stretches

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TICK_EMS = 1.1
TITLE_LEADING = 1.9


@dataclass(frozen=True)
class Sheet:
    """How a Layout is set: margins, type sizes, and how small type may become to save a page."""

    left_mm: float
    right_mm: float
    top_mm: float
    foot_mm: float
    sizes: dict[Look, float]
    leading: float
    least_scale: float

    @property
    def width(self) -> float:
        return PAGE_WIDTH - (self.left_mm + self.right_mm) * MM

    @property
    def height(self) -> float:
        return PAGE_HEIGHT - (self.top_mm + self.foot_mm) * MM


SHEETS = {
    # 五号 in the cells, title 小二; the foot keeps 22 mm of QR and its white margin free
    Layout.FORM: Sheet(
        left_mm=20,
        right_mm=20,
        top_mm=14,
        foot_mm=35,
        sizes={Look.TITLE: 18, Look.HEADING: 12, Look.BODY: 10.5, Look.NOTE: 9},
        leading=1.4,
        least_scale=0.85,
    ),
    # GB/T 9704: 28 characters of 三号 on a line 28 points high, title 二号; never under 小四
    Layout.LETTER: Sheet(
        left_mm=28,
        right_mm=26,
        top_mm=37,
        foot_mm=35,
        sizes={Look.TITLE: 22, Look.HEADING: 16, Look.BODY: 16, Look.NOTE: 10.5},
        leading=1.75,
        least_scale=0.75,
    ),
}


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
    """A strip of text: what no page break may cut."""

    lines: tuple[Line, ...]

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
        case _:
            return sum(char_width(char, face) for char in word)


def set_paragraph(
    paragraph: Paragraph, width: float, sheet: Sheet, scale: float
) -> tuple[Line, ...]:
    size = sheet.sizes[paragraph.look] * scale
    face = Face.BOLD if paragraph.look in (Look.TITLE, Look.HEADING) else Face.BODY
    room = width / size - paragraph.indent
    leading = size * (TITLE_LEADING if paragraph.look == Look.TITLE else sheet.leading)
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
            return 0, min(MOST_STRETCH, max(0, left + overhang(words)) / max(1, gaps - 1))
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
