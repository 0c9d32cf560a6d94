"""Reading any list of people by their ID numbers: 民政, 残联 and other offices' lists.

No case is made of a row, so nothing else is needed; whatever the list says beside is kept as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.exchange.cells import as_text, is_blank
from app.exchange.clues import Collected, NumberedRow
from app.exchange.columns import BY_FIELD
from app.exchange.gate import TITLE
from app.exchange.headings import Header, find_header
from app.exchange.mappings import SheetMapping, mapping_of
from app.exchange.meanings import Headings
from app.exchange.problems import PassedOver, Problem
from app.exchange.reading import Choices, Opener
from app.exchange.sheet_reader import SheetReader
from app.exchange.workbook import Sheet, open_sheets
from app.rules.policy import Policy

ID = "person.id_number"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """values: by field, what was understood. texts: by heading, every filled cell as it reads.

    problems: what could not be read; with a wrong check digit the ID number is there all the same.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ListContent:
    rows: tuple[ListedRow, ...]
    passed_over: tuple[PassedOver, ...]
    mappings: tuple[SheetMapping, ...]


def read_list(
    content: bytes,
    name: str,
    policy: Policy,
    *,
    opener: Opener = open_sheets,
    choices: Choices | None = None,
) -> ListContent:
    """Every row of every sheet that has a column of ID numbers.

    opener: sheets_apart for whatever came from outside. Raises UserError when the file cannot be
    read or no sheet has such a column.
    """
    choices, into = choices or Choices(), Collected()
    headings = Headings.of(policy, choices.by_hand)
    rows: list[ListedRow] = []
    mappings: list[SheetMapping] = []
    for sheet in opener(content, name):
        if choices.sheets and sheet.name not in choices.sheets:
            continue
        header = find_header(sheet.rows, headings, choices.remembered, fewest=1)
        if header and any(mapped.column.field == ID for mapped in header.columns):
            mappings.append(mapping_of(sheet, header, {}))
            rows += _rows(sheet, header, policy, headings, into)
    if not mappings:
        advice = f"“{name}”中找不到“{BY_FIELD[ID].title}”一列，请核对表头后再导入。"
        raise UserError(TITLE, advice)
    return ListContent(tuple(rows), tuple(into.passed_over), tuple(mappings))


def _rows(
    sheet: Sheet, header: Header, policy: Policy, headings: Headings, into: Collected
) -> list[ListedRow]:
    reader = SheetReader(sheet, header, policy, told={}, headings=headings)
    told = reader.told_rows(into)
    columns, faults = reader.read_columns(told)
    listed = []
    for place, row in enumerate(told):
        values = {field: cells[place] for field, cells in columns.items()}
        problems = tuple(
            reader.problem(row, BY_FIELD[field], fault)
            for field, fault in faults.get(place, {}).items()
        )
        listed.append(
            ListedRow(
                sheet.name,
                row.number,
                {field: value for field, value in values.items() if value is not None},
                _texts(header, row),
                problems,
            )
        )
    return listed


def _texts(header: Header, row: NumberedRow) -> dict[str, str]:
    headings = {mapped.index: mapped.heading for mapped in header.columns} | header.unknown
    return {
        heading: as_text(row.cells[index])
        for index, heading in sorted(headings.items())
        if not is_blank(row.cells[index])
    }
