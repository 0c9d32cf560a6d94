"""Chinese line breaking: what must stay together on a line, and where a line may end.

Never inside an ID number, an amount or 〔2022〕30号; none begins with ，。）》 or ends with （《.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from app.forms.document import Blank, Inline, Tick, Words, joined

CLOSING = frozenset("，。；：、！？）》〉”’〕】」』…—·％,.;:!?)]}%")
OPENING = frozenset("（《〈“‘〔【「『([{¥￥")
HALF_EMPTY = frozenset("，。、）》〕”】")  # their right half is white: it may stand in the margin
MOST_STRETCH = 0.25  # ems between two characters of a justified line

_ATOM = re.compile(r"〔\d+〕(?:第?\d+号)?|[!-~]+(?:万?元|[年月日期号岁项％])?|——|……|.", re.DOTALL)
_LATIN = re.compile(r"[!-~]{2,}")


def break_lines(
    words: Words, width_of: Callable[[Inline], float], width: float, first_width: float
) -> list[Words]:
    """Lines no wider than `width` (the first: `first_width`), all in ems.

    Only a single piece wider than a whole line is torn, between two characters.
    """
    lines: list[list[Inline]] = [[]]
    room = first_width
    for piece in _fitting(_pieces(_atoms(words)), width_of, width):
        wide = sum(map(width_of, piece))
        if wide - overhang(piece) > room and lines[-1]:
            lines.append([])
            room = width
            if piece == (" ",):
                continue
        lines[-1].extend(piece)
        room -= wide
    return [joined(line) for line in lines]


def _fitting(
    pieces: Iterator[Words], width_of: Callable[[Inline], float], width: float
) -> Iterator[Words]:
    for piece in pieces:
        if sum(map(width_of, piece)) - overhang(piece) > width:
            yield from _pieces(char for atom in piece for char in _chars(atom))
        else:
            yield piece


def overhang(words: Words) -> float:
    """How much of the last character may stand in the margin."""
    last = words[-1] if words else ""
    return 0.5 if isinstance(last, str) and last[-1:] in HALF_EMPTY else 0


def stretches(text: str) -> list[bool]:
    """For each character, whether a justified line may widen the gap behind it.

    Inside numbers and Latin words it may not.
    """
    gaps = [True] * len(text)
    for run in _LATIN.finditer(text):
        gaps[run.start() : run.end() - 1] = [False] * (len(run.group()) - 1)
    return gaps


def _pieces(atoms: Iterable[Inline]) -> Iterator[Words]:
    """Runs of atoms between which no line may end."""
    piece: list[Inline] = []
    for atom in atoms:
        if piece and not _stick(piece[-1], atom):
            yield tuple(piece)
            piece = []
        piece.append(atom)
    if piece:
        yield tuple(piece)


def _atoms(words: Words) -> Iterator[Inline]:
    for word in words:
        if isinstance(word, str):
            yield from _ATOM.findall(word)
        else:
            yield word


def _stick(before: Inline, after: Inline) -> bool:
    """A box stays with what it ticks, a blank with its unit, punctuation with its word."""
    if isinstance(before, Blank | Tick):
        return True
    return before[-1] in OPENING or (isinstance(after, str) and after[0] in CLOSING)


def _chars(atom: Inline) -> Iterator[Inline]:
    if isinstance(atom, str):
        yield from atom
    else:
        yield atom
