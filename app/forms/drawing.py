"""Strips drawn on a page, from top to bottom."""

from collections.abc import Sequence

from app.forms.grids import FOOT_PAD, PAD_X, PAD_Y, Box, Rows
from app.forms.ink import THICK, THIN, Ink
from app.forms.paragraphs import Lines, width_of
from app.forms.strips import CutLine, Stack, Strip


def draw_strips(
    ink: Ink, strips: Sequence[Strip], left: float, top: float, *, grown: float
) -> float:
    """`grown`: how much higher rows are than they asked for. Returns where the last strip ends."""
    frame_top = None
    for strip, following in zip(strips, (*strips[1:], None), strict=True):
        match strip:
            case Lines(lines):
                ink.stack(lines, left, top)
            case CutLine():
                _cut_line(ink, strip, left, top)
            case Stack(inner):
                draw_strips(ink, inner, left, top, grown=0)
            case Rows():
                more = grown if strip.grows else 0
                _rows(ink, strip, left, top, more)
                if frame_top is None:
                    frame_top = top
                top -= more * len(strip.heights)
                if not _goes_on(strip, following):
                    bottom = top - strip.height
                    if strip.is_framed:
                        ink.box(left, bottom, strip.width, frame_top - bottom, THICK)
                    frame_top = None
        top -= strip.height
    return top


def _goes_on(strip: Rows, following: Strip | None) -> bool:
    return isinstance(following, Rows) and following.is_framed and strip.is_framed


def _rows(ink: Ink, strip: Rows, left: float, top: float, grown: float) -> None:
    edges = [top]
    for height in strip.heights:
        edges.append(edges[-1] - height - grown)
    for box in strip.boxes:
        upper, lower = edges[box.first_row], edges[box.first_row + box.rows]
        if strip.is_framed:
            ink.box(left + box.x, lower, box.width, upper - lower, THIN)
        _box(ink, box, left + box.x + PAD_X, upper, lower)


def _box(ink: Ink, box: Box, left: float, upper: float, lower: float) -> None:
    if box.foot:
        ink.stack(box.lines, left, upper - PAD_Y - FOOT_PAD)
        ink.stack(box.foot, left, lower + PAD_Y + FOOT_PAD + box.foot_height)
    else:
        ink.stack(box.lines, left, (upper + lower + box.text_height) / 2)


def _cut_line(ink: Ink, strip: CutLine, left: float, top: float) -> None:
    line = strip.line
    wide = sum(width_of(word, line.face) for word in line.words) * line.size
    ink.stack((line,), left, top)
    middle = top - strip.height + line.leading / 2
    begin, end = line.x - line.size, line.x + wide + line.size
    if wide == 0:
        begin = end
    ink.stroke([(left, middle), (left + begin, middle)], THIN, dotted=True)
    ink.stroke([(left + end, middle), (left + strip.width, middle)], THIN, dotted=True)
