"""Finding the header of a sheet: which row it is, and which column of ours each heading means.

Above it stand titles and units, in any order; the header is one row, or two with merged cells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.exchange.amounts import WAN, YUAN
from app.exchange.cells import Cell, as_text, folded
from app.exchange.columns import BY_FIELD, COLUMNS, Column

Row = Sequence[Cell]
Rows = Sequence[Row]

SEARCHED = 15
KEY_FIELDS = ("person.name", "person.id_number")  # without them a row is no header
NEEDED = (*KEY_FIELDS, "case.insurance", "case.reason", "period.first_month")
POSITIONS = frozenset({"序号", "编号", "序", "行号"})

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MARKS = str.maketrans("", "", "*:：、/\\")
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡)(?!镇|村|居民)")
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:社区|居委会|村(?!社区))")
_PREPARER = re.compile(r"填报单位|制表单位|报送单位|单位名称")


@dataclass(frozen=True)
class Mapped:
    """A column of a sheet: its place from 0, its heading, what it means, its unit of money."""

    index: int
    heading: str
    column: Column
    fen_per_unit: int


@dataclass(frozen=True)
class Header:
    """row: of its last line, from 0; unknown: headings that mean nothing to us, by index.

    place: township and village as the sheet's name or title tells them, for rows that do not.
    idle: rows above it, from 0, that say neither place nor unit.
    """

    row: int
    columns: tuple[Mapped, ...]
    unknown: dict[int, str]
    place: dict[str, str]
    idle: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[Column, ...]:
        """What a case cannot be made without."""
        found = {mapped.column.field for mapped in self.columns}
        return tuple(BY_FIELD[field] for field in NEEDED if field not in found)


def plain_heading(text: str) -> str:
    """A heading as it is compared: without blanks, line breaks, units in brackets, marks."""
    return _BRACKETS.sub("", folded(text)).translate(_MARKS)


HEADINGS = {
    plain_heading(heading): column
    for column in COLUMNS
    for heading in (column.title, *column.aliases.split())
}


def find_header(rows: Rows, sheet_name: str) -> Header | None:
    """The header among the first rows: of all that could be, the one that explains most."""
    best, most = None, (2, True)
    for row in range(min(SEARCHED, len(rows))):
        for last, headings in _possible_headers(rows, row):
            known = {column.field for column in map(_meaning, headings.values()) if column}
            # a title above the only heading row must not pass for the upper of two
            rank = (len(known), row == last or len(set(map(as_text, rows[row]))) > 3)
            if known.issuperset(KEY_FIELDS) and rank > most:
                best, most = (row, last, headings), rank
    if best is None:
        return None
    first, last, headings = best
    above = [[as_text(cell) for cell in row if cell != ""] for row in rows[:first]]
    header = _header(last, headings, sheet_name, [title for row in above for title in row])
    idle = (place for place, row in enumerate(above) if row and not _tells(row))
    return replace(header, idle=tuple(idle))


def _tells(titles: list[str]) -> bool:
    """Whether a row above the header says where the sheet is from, or in which unit."""
    return any("单位" in title for title in titles) or bool(_place("", titles))


def _possible_headers(rows: Rows, row: int) -> Iterator[tuple[int, dict[int, str]]]:
    top = {i: as_text(cell) for i, cell in enumerate(rows[row]) if as_text(cell)}
    yield row, top
    if row + 1 < len(rows):
        yield row + 1, dict(_joined(top, rows[row + 1]))


def _joined(top: dict[int, str], below: Sequence[Cell]) -> Iterator[tuple[int, str]]:
    """Two rows read as one: the upper word stands over all columns up to the next one."""
    over = ""
    for index, cell in enumerate(below):
        under = as_text(cell)
        over = top.get(index, over)
        if not under and index in top:
            yield index, top[index]
        elif under:
            both = over + under
            yield index, both if _meaning(both) else under


def _meaning(heading: str) -> Column | None:
    return HEADINGS.get(plain_heading(heading))


def _header(last: int, headings: dict[int, str], sheet_name: str, titles: list[str]) -> Header:
    sheet_unit = WAN if any("单位" in title and "万元" in title for title in titles) else YUAN
    mapped: dict[str, Mapped] = {}
    unknown: dict[int, str] = {}
    for index, heading in headings.items():
        column = _meaning(heading)
        if column is None:
            if plain_heading(heading) not in POSITIONS:
                unknown[index] = heading
        elif column.field not in mapped:
            unit = _unit(folded(heading), sheet_unit)
            mapped[column.field] = Mapped(index, "".join(heading.split()), column, unit)
    return Header(last, tuple(mapped.values()), unknown, _place(sheet_name, titles))


def _unit(heading: str, sheet_unit: int) -> int:
    if "万元" in heading:
        return WAN
    return YUAN if "元" in heading else sheet_unit


def _place(sheet_name: str, titles: list[str]) -> dict[str, str]:
    """What sheet name, title and 填报单位 say, in this order; fields they leave open are absent."""
    place: dict[str, str] = {}
    for title in map(folded, (sheet_name, *titles)):
        text = _PREPARER.sub("", title).lstrip(":")
        if match := _TOWNSHIP.match(text):
            place.setdefault("case.township", match[0])
            text = text[match.end() :]
        if match := _VILLAGE.match(text):
            place.setdefault("case.village", match[0])
    return place
