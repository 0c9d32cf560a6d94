"""Finding the header of a sheet: which rows it is, and which column of ours each heading means.

Above it stand titles and units, in any order; the header is one row, or up to three with merged
cells, and below it there may be a row of units.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from app.exchange.cells import Cell, as_text, folded, is_blank
from app.exchange.columns import BY_FIELD, Column
from app.exchange.dates import read_month
from app.exchange.kinds import MONTH as MONTH_KIND
from app.exchange.meanings import (
    NOTHING,
    POSITIONS,
    Certainty,
    Headings,
    Meaning,
    plain_heading,
)
from app.exchange.problems import column_letters
from app.exchange.titles import place_of, sheet_unit_of, unit_of
from app.models.month import Month

Row = Sequence[Cell]
Rows = Sequence[Row]
Paths = Mapping[int, tuple[str, ...]]  # the texts over a column from top to bottom, by its index

SEARCHED = 25
DEEPEST = 3
KEY_FIELDS = ("person.name", "person.id_number")  # without them a row is no header
NEEDED = (*KEY_FIELDS, "case.insurance", "case.reason", "period.first_month")

_UNIT = re.compile(
    r"\(?(?:单位:)?(?:元|万元|角|个月|月|年月|年/月|人|yyyymm|yyyy-mm)\)?", re.IGNORECASE
)
_SAYS = re.compile(r"[:：]|^单位")
_YEAR = re.compile(r"^(?!.*月).*年份?$")
_MONTH = re.compile(r"^(?!.*年).*月份?$")
_LONG_NUMBER = re.compile(r"\d{6}")
_YEARS = range(1990, 2100)
_LOOKS_LIKE_ID = re.compile(r"[1-9]\d{16}[\dXx]|[1-9]\d{14}")


@dataclass(frozen=True)
class Mapped:
    """A column of a sheet: its place from 0, its heading, what it means, its unit of money.

    year_index: where the years stand, if this column holds only the months.
    """

    index: int
    heading: str
    column: Column
    fen_per_unit: int
    certainty: Certainty = Certainty.TITLE
    year_index: int | None = None


@dataclass(frozen=True)
class Header:
    """row: of its last line, from 0; unknown: headings that mean nothing to us, by index.

    titles: what stands above it. idle: rows above it, from 0, that say neither place nor unit.
    shape: the same for workbooks of the same headings in the same order.
    said: what the clerk chose for columns, now or last time, by their letters.
    """

    row: int
    columns: tuple[Mapped, ...]
    unknown: dict[int, str]
    titles: tuple[str, ...]
    idle: tuple[int, ...]
    shape: str
    said: Mapping[str, str]

    def missing(self, told: Mapping[str, str]) -> tuple[Column, ...]:
        """What a case cannot be made without; told: what titles say for every row."""
        found = {mapped.column.field for mapped in self.columns} | set(told)
        return tuple(BY_FIELD[field] for field in NEEDED if field not in found)


@dataclass(frozen=True)
class _Block:
    """Rows that may be the header, with the paths over its columns and what they mean."""

    first: int
    last: int
    paths: Paths
    meanings: Mapping[int, Meaning]
    said: Mapping[str, str] = field(default_factory=dict)

    def with_meanings(self, remembered: Mapping[str, str], headings: Headings) -> Self:
        """The same with what the clerk said of some columns, now or, failing that, last time."""
        by_letters = {**remembered, **_said(self.paths, headings)}
        said = {index: by_letters.get(column_letters(index)) for index in self.paths}
        chosen = {
            index: Meaning(BY_FIELD[name], Certainty.BY_HAND)
            for index, name in said.items()
            if name in BY_FIELD
        }
        kept = {i: m for i, m in self.meanings.items() if said.get(i) != NOTHING}
        return replace(self, meanings=kept | chosen, said=by_letters)

    @property
    def fields(self) -> set[str]:
        return {meaning.column.field for meaning in self.meanings.values()}


def find_header(
    rows: Rows,
    headings: Headings | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    *,
    fewest: int = 3,
    start: int = 0,
) -> Header | None:
    """The header among the first rows: of all that could be, the one that explains most.

    remembered: what the columns of a header of that shape meant last time, by their letters.
    fewest: so many columns must be known where only one of name and ID number is among them.
    start: the row, from 0, at which to begin, below another list on the same sheet.

    None when no row names people by name and ID number, nor by one of them among other columns
    that are known.
    """
    known_words = headings or Headings()
    best, most = None, (0, True, False)
    for block in _blocks(rows, known_words, start):
        if by_letters := (remembered or {}).get(_shape(block.paths)):
            return _header(rows, block.with_meanings(by_letters, known_words), known_words, start)
        keys = len(block.fields.intersection(KEY_FIELDS))
        upper = all(map(_may_stand_over, rows[block.first : block.last]))
        rank = (len(block.fields), upper, _is_completed(rows, block))
        if rank > most and (keys == 2 or (keys == 1 and len(block.fields) >= fewest)):
            best, most = block, rank
    if best is None:
        return None
    return _header(rows, best, known_words, start)


def _blocks(rows: Rows, headings: Headings, start: int) -> Iterator[_Block]:
    """Every possible header; a title alone in its row is no upper row of one."""
    for first in range(start, min(start + SEARCHED, len(rows))):
        for last in range(first, min(first + DEEPEST, len(rows))):
            if not _may_be_heading(rows[last]):
                break
            paths = _paths(rows[first : last + 1])
            meanings = {i: m for i, path in paths.items() if (m := headings.meaning_at(i, path))}
            yield _Block(first, last, paths, meanings)


def _paths(block: Rows) -> Paths:
    """Upper words stand over all columns up to the next one, below words that stand higher."""
    width = max(map(len, block))
    paths: dict[int, list[str]] = {index: [] for index in range(width)}
    own = set()
    for depth, row in enumerate(block, start=1):
        over, above = "", None
        for index, cell in enumerate(row):
            text = as_text(cell)
            if text:
                over, above = text, paths[index][:]
                own.add(index)
            elif depth < len(block) and above == paths[index]:
                text = over
            if text and text not in paths[index]:
                paths[index].append(text)
    return {index: tuple(path) for index, path in paths.items() if index in own}


def _is_completed(rows: Rows, block: _Block) -> bool:
    """Whether the last row only says more of columns that name and ID number are not among."""
    if block.last == block.first:
        return False
    texts = {as_text(cell) for cell in rows[block.last]} - {""}
    keys = [i for i, m in block.meanings.items() if m.column.field in KEY_FIELDS]
    return (
        len(texts) > 1
        and not any(text[0].isdigit() for text in texts)
        and all(
            _text_at(rows[block.last], i) in ("", _text_at(rows[block.last - 1], i)) for i in keys
        )
    )


def _text_at(row: Row, index: int) -> str:
    return as_text(row[index]) if index < len(row) else ""


def _may_stand_over(row: Row) -> bool:
    """Whether a row can be the upper of two: a title cannot, nor 填报单位 with a unit."""
    texts = {as_text(cell) for cell in row} - {""}
    return len(texts) > 1 and not any(_SAYS.search(text) or len(text) > 20 for text in texts)


def _may_be_heading(row: Row) -> bool:
    """Headings are words; a year may be among them, but no date and no long number."""
    return all(
        _LONG_NUMBER.search(cell) is None if isinstance(cell, str) else cell in _YEARS
        for cell in row
    )


def _header(rows: Rows, block: _Block, headings: Headings, start: int) -> Header:
    above = [[as_text(cell) for cell in row if cell != ""] for row in rows[start : block.first]]
    titles = tuple(text for row in above for text in row if text)
    units = _units_below(rows, block)
    last = block.last + bool(units)
    meanings = _one_each(block.meanings)
    meanings |= _by_content(rows, last, block, headings)
    meanings |= _end_beside(rows, last, meanings, block)
    years = _years_beside(block.paths, headings)
    for index, (_, meaning) in years.items():
        meanings = {i: m for i, m in meanings.items() if m.column != meaning.column}
        meanings[index] = meaning
    unit = sheet_unit_of(map(folded, titles))
    mapped, unknown = [], {}
    for index, path in sorted({**block.paths, **_unnamed(meanings, block.paths)}.items()):
        heading = _shown(path, headings)
        if index in meanings:
            meaning = meanings[index]
            fen = unit_of(folded("".join(path)) + units.get(index, ""), unit)
            year = years[index][0] if index in years else None
            mapped.append(Mapped(index, heading, meaning.column, fen, meaning.certainty, year))
        elif plain_heading(heading) not in POSITIONS and index + 1 not in years:
            unknown[index] = heading
    return Header(
        row=last,
        columns=tuple(mapped),
        unknown=unknown,
        titles=titles,
        idle=tuple(place for place, row in enumerate(above, start) if row and not _tells(row)),
        shape=_shape(block.paths),
        said=block.said or _said(block.paths, headings),
    )


def _shown(path: Sequence[str], headings: Headings) -> str:
    """The heading as the clerk is told it: with the words above it where they matter."""
    whole, leaf = "".join("".join(path).split()), "".join(path[-1].split())
    if len(path) == 1:
        return leaf
    return leaf if headings.meaning(path) == headings.meaning(path[-1:]) else whole


def _one_each(meanings: Mapping[int, Meaning]) -> dict[int, Meaning]:
    """Of two columns that may mean the same, the surer one, else the first."""
    chosen: dict[str, int] = {}
    for index, meaning in meanings.items():
        other = chosen.setdefault(meaning.column.field, index)
        if meaning.certainty < meanings[other].certainty:
            chosen[meaning.column.field] = index
    return {index: meanings[index] for index in sorted(chosen.values())}


def _by_content(rows: Rows, last: int, block: _Block, headings: Headings) -> Mapping[int, Meaning]:
    """The column of ID numbers where no heading names one."""
    field = "person.id_number"
    if field in block.fields:
        return {}
    for index, path in block.paths.items():
        cells = [as_text(row[index]) for row in rows[last + 1 : last + 30] if index < len(row)]
        filled = [cell for cell in cells if cell]
        like = sum(_LOOKS_LIKE_ID.fullmatch(folded(cell)) is not None for cell in filled)
        is_open = index not in block.meanings and headings.said(index, path) is None
        if is_open and like * 2 > len(filled):
            return {index: Meaning(BY_FIELD[field], Certainty.CONTENT)}
    return {}


def _end_beside(
    rows: Rows, last: int, meanings: Mapping[int, Meaning], block: _Block
) -> Mapping[int, Meaning]:
    """起止时间 over two columns: the one without a heading of its own holds the end."""
    by_field = {meaning.column.field: index for index, meaning in meanings.items()}
    start = by_field.get("period.first_month")
    if start is None or "period.last_month" in by_field or start + 1 in block.paths:
        return {}
    if not any("起止" in text or "期间" in text or "时段" in text for text in block.paths[start]):
        return {}
    cells = [row[start + 1] for row in rows[last + 1 : last + 30] if start + 1 < len(row)]
    filled = [cell for cell in cells if not is_blank(cell)]
    months = sum(isinstance(read_month(cell), Month) for cell in filled)
    if not filled or months * 2 < len(filled):
        return {}
    return {start + 1: Meaning(BY_FIELD["period.last_month"], Certainty.CONTENT)}


def _years_beside(paths: Paths, headings: Headings) -> dict[int, tuple[int, Meaning]]:
    """Columns of months whose years stand to their left, 起始年 beside 起始月: both by index."""
    found = {}
    for index, path in paths.items():
        left = paths.get(index - 1, ("",))
        if _YEAR.search(plain_heading(left[-1])) and _MONTH.search(plain_heading(path[-1])):
            meaning = headings.meaning((*path[:-1], path[-1].replace("月", "年月", 1)))
            if meaning and meaning.column.kind is MONTH_KIND:
                found[index] = (index - 1, meaning)
    return found


def _unnamed(meanings: Mapping[int, Meaning], paths: Paths) -> Paths:
    """Columns that mean something without a heading are called as the one to their left."""
    return {index: paths[index - 1] for index in meanings if index not in paths}


def _units_below(rows: Rows, block: _Block) -> dict[int, str]:
    """A row of nothing but units under the header, by index."""
    if block.last + 1 >= len(rows):
        return {}
    texts = {i: folded(as_text(c)) for i, c in enumerate(rows[block.last + 1]) if as_text(c)}
    return texts if all(_UNIT.fullmatch(text) for text in texts.values()) else {}


def _tells(titles: list[str]) -> bool:
    """Whether a row above the header says where the sheet is from, or in which unit."""
    return any("单位" in title for title in titles) or bool(place_of(titles))


def _said(paths: Paths, headings: Headings) -> dict[str, str]:
    said = {column_letters(i): headings.said(i, path) for i, path in paths.items()}
    return {letters: chosen for letters, chosen in said.items() if chosen is not None}


def _shape(paths: Paths) -> str:
    told = "\n".join(f"{column_letters(i)}\t{plain_heading(''.join(p))}" for i, p in paths.items())
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:32]
