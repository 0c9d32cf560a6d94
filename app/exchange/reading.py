"""Reading a whole workbook of clues: what can be taken, and what cannot with its reason.

Nothing here knows what is stored already; the service compares.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from app.errors import UserError
from app.exchange.clues import Clue, Collected, NumberedRow
from app.exchange.columns import BY_FIELD
from app.exchange.gate import TITLE
from app.exchange.headings import NEEDED, Header, find_header
from app.exchange.mappings import SheetMapping, mapping_of
from app.exchange.meanings import Headings
from app.exchange.problems import Fault, Kind, PassedOver, Problem
from app.exchange.sealing import SHEET, FoundImprint, read_imprint
from app.exchange.sheet_reader import SheetReader
from app.exchange.titles import place_of, plain_place, subject_of
from app.exchange.workbook import Sheet, open_sheets
from app.rules.policy import Policy

Opener = Callable[[bytes, str], Iterator[Sheet]]


@dataclass(frozen=True)
class Choices:
    """What the clerk chose before or remembered from an earlier file.

    sheets: only these; none named: all. by_hand: the field of a column by its heading or its
    letters, NOTHING for one not to be read. remembered: the same by the shape of a header.
    """

    sheets: frozenset[str] = frozenset()
    by_hand: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetContent:
    """One file, read. problems keep their rows out; warnings do not.

    imprint: of a workbook of our own that comes back; uids: the cases its rows name.
    """

    clues: tuple[Clue, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    passed_over: tuple[PassedOver, ...]
    mappings: tuple[SheetMapping, ...]
    imprint: FoundImprint | None = None
    uids: frozenset[str] = frozenset()


def read_sheets(
    content: bytes,
    name: str,
    policy: Policy,
    *,
    opener: Opener = open_sheets,
    choices: Choices | None = None,
    today: date | None = None,
) -> SheetContent:
    """Every sheet that has a header; sheets without one are notes and passed over.

    opener: open_sheets for files of our own; whatever came from outside is opened by sheets_apart.
    today: what is to come is told by it; None: not at all.
    Raises UserError when the file cannot be read or no sheet has the headings a case needs.
    """
    choices, into, imprint = choices or Choices(), Collected(), None
    mappings: list[SheetMapping] = []
    headings = Headings.of(policy, choices.by_hand)
    for sheet in opener(content, name):
        if sheet.name == SHEET:
            imprint = read_imprint(sheet.rows)
            continue
        if choices.sheets and sheet.name not in choices.sheets:
            continue
        start: int | None = 0
        while start is not None and (
            header := find_header(sheet.rows, headings, choices.remembered, start=start)
        ):
            told = _told(sheet.name, name, header, policy)
            reader = SheetReader(sheet, header, policy, told=told, headings=headings, today=today)
            mappings.append(mapping_of(sheet, header, told))
            _read(reader, into)
            start = reader.next_start
    if not mappings:
        raise UserError(TITLE, _no_header(name, choices))
    return SheetContent(
        tuple(into.clues),
        tuple(into.problems),
        tuple(into.warnings),
        tuple(into.passed_over),
        tuple(mappings),
        imprint,
        frozenset(into.uids),
    )


def _read(reader: SheetReader, into: Collected) -> None:
    header, sheet = reader.header, reader.sheet
    into.passed_over += [PassedOver(sheet.name, row + 1, "title") for row in header.idle]
    if missing := header.missing(reader.told):
        row = NumberedRow(header.row + 1, sheet.rows[header.row])
        into.problems += [
            reader.problem(row, column, _heading_missing(column.title)) for column in missing
        ]
    else:
        reader.read(into)


def _told(sheet_name: str, name: str, header: Header, policy: Policy) -> dict[str, str]:
    """What names and titles say for rows that do not: the nearest to the rows counts first."""
    stem = PurePath(name).stem
    near = (sheet_name, *header.titles)
    told = place_of((*near, stem))
    if "case.village" not in told and (village := plain_place(sheet_name)):
        told["case.village"] = village
    named = {mapped.column.field for mapped in header.columns}
    subject = subject_of(near, policy) or subject_of((stem,), policy)
    return told | {field: code for field, code in subject.items() if field not in named}


def _no_header(name: str, choices: Choices) -> str:
    if choices.sheets:
        sheets = "、".join(f"“{sheet}”" for sheet in sorted(choices.sheets))
        return f"“{name}”中没有工作表{sheets}，或者表中找不到表头，请核对后重新选择。"
    needed = "、".join(f"“{BY_FIELD[field].title}”" for field in NEEDED)
    by_hand = "表头写法不同的，可在命令行用 --map 指定列，如 --map C=姓名。"
    return f"“{name}”中找不到表头。请保留一行表头，至少有{needed}。{by_hand}"


def _heading_missing(title: str) -> Fault:
    return Fault(
        Kind.HEADING_MISSING,
        f"表头中没有“{title}”一列，本表未读取。请补上该列，或在“列的对应”中指定哪一列是“{title}”"
        f"（命令行如 --map C={title}）。",
    )
