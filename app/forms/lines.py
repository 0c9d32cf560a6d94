"""Chinese line breaking: what must stay together on a line, and where a line may end.

Never inside an ID number, an amount (capitals too), an account, 湘人社规〔2022〕30号 or a Latin
word; none begins with ，。）》 or ends with （《. A date stays together, unless that would leave
the line before it visibly short: then the line ends with its 年 or 月, never inside a numeral.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from app.forms.blocks import Blank, Inline, Words, joined

CLOSING = frozenset("，。；：、！？）》〉”’〕】」』…—·．％‰℃,.;:!?)]}%")
OPENING = frozenset("（《〈“‘〔【「『([{¥￥")
HALF_EMPTY = frozenset("，。、）》〕”】")  # their right half is white: it may stand in the margin
MOST_STRETCH = 0.25  # ems between two characters of a justified line
MOST_LEFT = 2  # ems at the end of a line, before a date is broken

_HAN, _CAPITALS, _LETTERS = "[一-鿿]", "零壹贰叁肆伍陆柒捌玖拾佰仟万亿", "!-~À-ɏͰ-ӿ"
_NAME = f"{_HAN}{{1,4}}（{_HAN}{{1,4}}）{_HAN}{{0,2}}|{_HAN}{{1,6}}"  # begins somewhere before 〔
_WHOLE = (
    rf"(?:{_NAME})?〔\d+〕(?:第?\s?\d+\s?号|第)?",  # 潭稽（待遇）字〔2022〕第 7 号
    f"(?:{_HAN}{{0,3}}令)?第\\s?\\d+\\s?{_HAN}",  # 国务院令第765号, 第46条
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日",
    f"[{_CAPITALS}]+元[{_CAPITALS}角分整]*|[{_CAPITALS}]角[{_CAPITALS}分整]*|[{_CAPITALS}]分",
    r"\d{3,}(?: \d{2,})+",  # an account written in groups
    f"[{_LETTERS}]+(?:[万亿]?元|[年月日期号岁项条款页％‰]|[次人户件份](?!{_HAN}{{0,5}}〔))?",
    "——|……|.",
)
_ATOM = re.compile("|".join(_WHOLE), re.DOTALL)
_TIGHT = re.compile(rf"\d+(?: \d+)+|[{_LETTERS}]{{2,}}")
_DATE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_TIED_TO_BLANK = ("年", "月", "第")  # 年__月__日 and 第__号 are one date, one number


def break_lines(
    words: Words, width_of: Callable[[Inline], float], width: float, first_width: float
) -> list[Words]:
    """Lines no wider than `width` (the first: `first_width`), all in ems.

    Only a single piece wider than a whole line is torn, between two characters.
    """
    lines: list[list[Inline]] = [[]]
    room = first_width
    for piece in _fitting(_pieces(_atoms(words), _sticks_or_is_tied), width_of, width):
        if _is_wider(piece, width_of, room) and lines[-1]:
            begun, piece = _parted(piece, width_of, room)  # noqa: PLW2901 - its rest
            lines[-1].extend(begun)
            lines.append([])
            room = width
            if piece == (" ",):
                continue
        wide = sum(map(width_of, piece))
        lines[-1].extend(piece)
        room -= wide
    return [joined(line) for line in lines]


def _parted(piece: Words, width_of: Callable[[Inline], float], room: float) -> tuple[Words, Words]:
    """What of a piece that begins with a date still ends the line, and the rest of it."""
    first = piece[0]
    if room <= MOST_LEFT or not isinstance(first, str) or not _DATE.fullmatch(first):
        return (), piece
    for end in (first.rfind("月"), first.index("年")):
        begun, rest = first[: end + 1], first[end + 1 :]
        if rest and width_of(begun) <= room:
            return (begun,), (rest, *piece[1:])
    return (), piece


def widest_piece(words: Words, width_of: Callable[[Inline], float]) -> float:
    """What a line must hold so that nothing is torn, in ems: the widest that stays together."""
    pieces = _pieces(_atoms(words), _sticks_or_is_tied)
    return max((sum(map(width_of, piece)) - overhang(piece) for piece in pieces), default=0)


def _fitting(
    pieces: Iterator[Words], width_of: Callable[[Inline], float], width: float
) -> Iterator[Words]:
    """What is wider than a line is torn: where a line may end, else anywhere; a blank shortened."""
    for piece in pieces:
        if not _is_wider(piece, width_of, width):
            yield piece
            continue
        chars = (char for atom in piece for char in _chars(atom, width))
        for part in _pieces(chars, _sticks):
            if _is_wider(part, width_of, width):
                yield from ((char,) for char in part)
            else:
                yield part


def _is_wider(piece: Words, width_of: Callable[[Inline], float], width: float) -> bool:
    return sum(map(width_of, piece)) - overhang(piece) > width


def overhang(words: Words) -> float:
    """How much of the last character may stand in the margin."""
    last = words[-1] if words else ""
    return 0.5 if isinstance(last, str) and last[-1:] in HALF_EMPTY else 0


def stretches(text: str) -> list[bool]:
    """For each character, whether a justified line may widen the gap behind it.

    Inside numbers and Latin words it may not.
    """
    gaps = [True] * len(text)
    for run in _TIGHT.finditer(text):
        gaps[run.start() : run.end() - 1] = [False] * (len(run.group()) - 1)
    return gaps


def _pieces(atoms: Iterable[Inline], stick: Callable[[Inline, Inline], bool]) -> Iterator[Words]:
    """Runs of atoms between which no line may end."""
    piece: list[Inline] = []
    for atom in atoms:
        if piece and not stick(piece[-1], atom):
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


def _sticks(before: Inline, after: Inline) -> bool:
    """A box stays with what it ticks, a blank with its unit, punctuation with its word."""
    if not isinstance(before, str):
        return True
    return before[-1] in OPENING or (isinstance(after, str) and after[0] in CLOSING)


def _sticks_or_is_tied(before: Inline, after: Inline) -> bool:
    is_tied = isinstance(after, Blank) and isinstance(before, str)
    return _sticks(before, after) or (is_tied and str(before).endswith(_TIED_TO_BLANK))


def _chars(atom: Inline, width: float) -> Iterator[Inline]:
    match atom:
        case str():
            yield from atom
        case Blank(ems):
            yield Blank(min(ems, width))
        case _:
            yield atom
