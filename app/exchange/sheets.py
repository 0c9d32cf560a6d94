"""A sheet as offices hand it on: title, one header, typed rows, totals, signatures.

It filters, prints and scrolls as it is opened. On a protected sheet only what is to be filled in
can be typed into; its cells take what their lists offer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.exchange.kinds import COUNT_FORMAT, DATE_FORMAT, YUAN_FORMAT, Shown

if TYPE_CHECKING:
    from app.exchange.sheet_body import Block

POSITION = "序号"
TOTAL = "合计"
SIGNATURES = "填表人：　　　　　　　　审核人：　　　　　　　　单位负责人：　　　　　　　　（盖章）"
OPTIONS = {
    "in_memory": True,  # no temporary files: they would hold personal data unencrypted
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LISTS = "选项"  # the hidden sheet of what the drop-downs offer
A4 = 9
ROW_HEIGHT = 18  # points
HEADER_ROW = 2  # from 0, under title and unit
HEADING, HEADING_OPEN, OPEN = "#E8EEF4", "#FFF2CC", "#FFFDF5"  # fills: quiet; to be filled in
RULES: dict[str, dict[str, Any]] = {  # what a cell takes, by its format
    DATE_FORMAT: {
        "validate": "date",
        "criteria": ">=",
        "value": date(2000, 1, 1),
        "error_title": "日期无法识别",
        "error_message": "请填写日期，如 2026-11-20。",
    },
    YUAN_FORMAT: {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": "金额无法识别",
        "error_message": "请填写金额（元），如 1234.50，不带文字。",
    },
}
PAGE_WIDTH = 200  # characters of the width of columns that a printed page takes


@dataclass(frozen=True)
class SheetField:
    """A column. width in characters; summed: it has a total.

    is_open: to be filled in by whoever gets the sheet; is_spare: in the empty rows as well.
    list_name: a named range of what it takes; note: what to write there, shown at its heading and
    while it is filled in.
    """

    heading: str
    format: str
    width: float
    summed: bool = False
    hidden: bool = False
    is_open: bool = False
    is_spare: bool = False
    list_name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Table:
    """What stands on a sheet. about: the line under the title; rows: one value per field.

    frozen: how many fields stay in sight; strong: the places of rows that are sums; spare: empty
    rows to be filled in below. is_protected: only fields to be filled in can be changed.
    """

    name: str
    title: str
    about: str
    fields: Sequence[SheetField]
    rows: Sequence[Sequence[Shown]]
    frozen: int = 0
    has_totals: bool = True
    strong: frozenset[int] = frozenset()
    spare: int = 0
    is_protected: bool = False
    signatures: str = SIGNATURES

    @property
    def totals(self) -> list[Shown]:
        """By field: the exact sum of what its cells show, None where none is wanted."""
        return [
            sum(fen_of(row[at]) for row in self.rows) / 100 if field.summed else None
            for at, field in enumerate(self.fields)
        ]


def fen_of(shown: Shown) -> int:
    """The fen of an amount as a cell holds it; 0 for an empty one."""
    return round(shown * 100) if isinstance(shown, int | float) else 0


def write_table(workbook: Any, table: Table) -> None:
    """Add the sheet to an XlsxWriter workbook."""
    from app.exchange.sheet_body import BodySheet  # slow to import

    _Layout(workbook, workbook.add_worksheet(table.name, BodySheet), table).write()


def write_lists(workbook: Any, lists: Mapping[str, Sequence[str]]) -> None:
    """A sheet that nobody sees, with the words of each drop-down in a column of its own."""
    sheet = workbook.add_worksheet(LISTS)
    for place, (name, words) in enumerate(lists.items()):
        sheet.write_column(0, place, words)
        letter = chr(ord("A") + place)
        workbook.define_name(name, f"={LISTS}!${letter}$1:${letter}${len(words)}")
    sheet.very_hidden()


class _Layout:
    """Lays out one sheet; its first column counts the rows, the others are the fields."""

    def __init__(self, workbook: Any, sheet: Any, table: Table) -> None:
        self.workbook, self.sheet, self.table = workbook, sheet, table
        self.first = HEADER_ROW + 1
        self.spare = self.first + len(table.rows)
        self.foot = self.spare + table.spare
        count = SheetField(POSITION, COUNT_FORMAT, 6)
        self.fields = (count, *table.fields)

    def write(self) -> None:
        self._write_head()
        self.sheet.lay_body(self.first, *self._blocks())
        self._write_foot()
        self._set_up_columns()
        self._set_up_page()
        if self.table.is_protected:
            self._protect()

    def _blocks(self) -> "Iterator[Block]":
        """The rows, sums among them in bold and not counted; below them the spare ones."""
        plain = [self._format(field, is_open=field.is_open) for field in self.fields]
        sums = [self._format(field, is_open=False, bold=True) for field in self.fields]
        spare = [self._format(field, is_open=field.is_spare) for field in self.fields]
        strong, place = self.table.strong, 0
        for is_sum, some in groupby(enumerate(self.table.rows), key=lambda one: one[0] in strong):
            rows = [row for _, row in some]
            if is_sum:
                yield [(None, *row) for row in rows], sums
            else:
                yield [(place + at, *row) for at, row in enumerate(rows, 1)], plain
                place += len(rows)
        blank = (None,) * len(self.table.fields)
        yield [(place + at, *blank) for at in range(1, self.table.spare + 1)], spare

    def _format(self, field: SheetField, *, is_open: bool, bold: bool = False) -> Any:
        look = {"num_format": field.format, "border": 1, "valign": "vcenter", "bold": bold}
        if field.heading == POSITION:
            look["align"] = "center"
        opened = {"locked": False, "bg_color": OPEN} if is_open else {}
        return self.workbook.add_format(look | opened)

    def _write_head(self) -> None:
        title = self.workbook.add_format({"bold": True, "font_size": 16})
        self.sheet.write_string(0, 0, self.table.title, title)
        self.sheet.write_string(1, 0, self.table.about)
        look = {"bold": True, "border": 1, "align": "center", "valign": "vcenter"}
        look |= {"text_wrap": True, "bg_color": HEADING}
        quiet = self.workbook.add_format(look)
        opened = self.workbook.add_format(look | {"bg_color": HEADING_OPEN})
        for place, field in enumerate(self.fields):
            heading = opened if field.is_open or field.is_spare else quiet
            self.sheet.write_string(HEADER_ROW, place, field.heading, heading)
            if field.note:
                size = {"x_scale": 1.6, "y_scale": 1.2, "author": ""}
                self.sheet.write_comment(HEADER_ROW, place, field.note, size)
        self.sheet.set_default_row(ROW_HEIGHT)
        self.sheet.set_row(HEADER_ROW, 6 + 16 * max(map(_lines, self.fields)))

    def _write_foot(self) -> None:
        at = self.foot
        if self.table.has_totals:
            look = {"bold": True, "border": 1, "valign": "vcenter"}
            words = self.workbook.add_format(look)
            self.sheet.write_string(at, 0, TOTAL, words)
            for place, total in enumerate(self.table.totals, start=1):
                if total is None:
                    self.sheet.write_blank(at, place, None, words)
                else:
                    money = self.workbook.add_format(
                        look | {"num_format": self.fields[place].format}
                    )
                    self.sheet.write_number(at, place, total, money)
            at += 1
        self.sheet.write_string(at, 0, self.table.signatures)
        self.last_row = at

    def _set_up_columns(self) -> None:
        for place, field in enumerate(self.fields):
            options = {"hidden": True} if field.hidden else {}
            plain = self.workbook.add_format({"num_format": field.format})  # also of rows to come
            self.sheet.set_column(place, place, field.width, plain, options)
            if field.is_open or field.is_spare:
                self._validate(place, field)

    def _validate(self, place: int, field: SheetField) -> None:
        """What a field takes, and its note while a cell is being filled in."""
        rule = dict(RULES.get(field.format, {"validate": "any"}))
        if field.list_name:
            rule = {"validate": "list", "source": f"={field.list_name}"}
            rule |= {
                "error_title": "请在列表中选择",
                "error_message": "请点右侧箭头，在列表中选择。",
            }
        if field.note:
            rule |= {"input_title": field.heading[:32], "input_message": field.note[:255]}
        first = self.first if field.is_open else self.spare
        if self.foot > first:
            self.sheet.data_validation(first, place, self.foot - 1, place, rule)

    def _set_up_page(self) -> None:
        sheet, last = self.sheet, len(self.fields) - 1
        frozen = self.table.frozen + 1
        sheet.freeze_panes(self.first, frozen)
        sheet.autofilter(HEADER_ROW, 0, max(self.foot - 1, HEADER_ROW), last)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(HEADER_ROW)
        sheet.repeat_columns(0, frozen - 1)
        sheet.print_area(0, 0, self.last_row, last)
        sheet.fit_to_pages(self._pages_wide(), 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def _pages_wide(self) -> int:
        """As many as it takes to be read, the columns in sight on each of them."""
        shown = [0 if field.hidden else field.width for field in self.fields]
        kept = sum(shown[: self.table.frozen + 1])
        rest = sum(shown) - kept
        return max(1, -(-int(rest) // max(1, int(PAGE_WIDTH - kept))))

    def _protect(self) -> None:
        allowed = ("format_columns", "format_rows", "sort", "autofilter", "select_locked_cells")
        self.sheet.protect("", dict.fromkeys(allowed, True))


def _lines(field: SheetField) -> int:
    """How many lines a heading takes; a Chinese character is two of the width's characters."""
    return 1 + int(len(field.heading) * 2.2 // field.width)
