"""Reading a whole workbook of clues: what can be taken, and what cannot with its reason.

Nothing here knows what is stored already; the service compares.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.errors import UserError
from app.exchange.clues import Clue, Collected, NumberedRow, SheetReader
from app.exchange.columns import BY_FIELD
from app.exchange.gate import TITLE
from app.exchange.headings import NEEDED, Header, find_header
from app.exchange.problems import Fault, Kind, PassedOver, Problem, column_letters
from app.exchange.sealing import SHEET, FoundImprint, read_imprint
from app.exchange.workbook import Sheet, open_sheets
from app.rules.policy import Policy

Opener = Callable[[bytes, str], Iterator[Sheet]]


@dataclass(frozen=True)
class SheetMapping:
    """What was made of a sheet's headings: (letters, heading, our title), and the unknown ones."""

    sheet: str
    header_row: int
    known: tuple[tuple[str, str, str], ...]
    unknown: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SheetContent:
    """One file, read. problems keep their rows out; warnings do not.

    imprint: of a workbook of our own that comes back.
    """

    clues: tuple[Clue, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    passed_over: tuple[PassedOver, ...]
    mappings: tuple[SheetMapping, ...]
    imprint: FoundImprint | None = None


def read_sheets(
    content: bytes, name: str, policy: Policy, *, opener: Opener = open_sheets
) -> SheetContent:
    """Every sheet that has a header; sheets without one are notes and passed over.

    opener: open_sheets for files of our own; whatever came from outside is opened by sheets_apart.
    Raises UserError when the file cannot be read or no sheet has the headings a case needs.
    """
    into, mappings, imprint = Collected(), [], None
    for sheet in opener(content, name):
        if sheet.name == SHEET:
            imprint = read_imprint(sheet.rows)
            continue
        header = find_header(sheet.rows, sheet.name)
        if header is None:
            continue
        mappings.append(_mapping(sheet.name, header))
        into.passed_over += [PassedOver(sheet.name, row + 1, "title") for row in header.idle]
        reader = SheetReader(sheet, header, policy)
        if header.missing:
            row = NumberedRow(header.row + 1, sheet.rows[header.row])
            into.problems += [
                reader.problem(row, column, _heading_missing(column.title))
                for column in header.missing
            ]
        else:
            reader.read(into)
    if not mappings:
        needed = "、".join(f"“{BY_FIELD[field].title}”" for field in NEEDED)
        raise UserError(TITLE, f"“{name}”中找不到表头。请保留一行表头，至少有{needed}。")
    return SheetContent(
        tuple(into.clues),
        tuple(into.problems),
        tuple(into.warnings),
        tuple(into.passed_over),
        tuple(mappings),
        imprint,
    )


def _heading_missing(title: str) -> Fault:
    return Fault(Kind.HEADING_MISSING, f"表头中没有“{title}”一列，本表未读取，请补上该列后再导入。")


def _mapping(sheet: str, header: Header) -> SheetMapping:
    return SheetMapping(
        sheet,
        header.row + 1,
        tuple((column_letters(m.index), m.heading, m.column.title) for m in header.columns),
        tuple((column_letters(index), heading) for index, heading in header.unknown.items()),
    )
