"""Workbooks that come in: read and compared, nothing stored (see batches.py)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import UserError
from app.exchange.clues import Clue
from app.exchange.gate import TITLE, check_size
from app.exchange.mappings import SheetMapping
from app.exchange.merging import Match
from app.exchange.problems import ACCEPTABLE, Kind, PassedOver, Problem
from app.exchange.reading import Choices, SheetContent, read_sheets
from app.exchange.sealing import Imprint
from app.exchange.worker import sheets_apart
from app.models import Batch
from app.models.terms import HandOverKind
from app.rules.vocabulary import label
from app.services.bulk import collector_paused
from app.services.hand_overs import seal_key
from app.services.layouts import choices_of
from app.services.matching import SortedClues, Source, sort_out
from app.services.office import Office
from app.services.returned import Absent, settled_kind
from app.storage.database import reading


@dataclass(frozen=True)
class ClueImport:
    """One file compared with what is here, nothing stored yet.

    changed: rows of ours whose changes are taken unless the clerk says otherwise, and others whose
    values differ; conflict: rows about which the clerk must say who is right. refused: the problems
    that keep rows out; warnings speak of rows that are taken. absent: cases that were sent with
    this workbook and are no longer in it. known_people: places of new rows whose person is here.
    """

    file_name: str
    sha256: str
    kind: HandOverKind
    new: tuple[Clue, ...]
    same: tuple[Match, ...]
    changed: tuple[Match, ...]
    conflict: tuple[Match, ...]
    refused: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    passed_over: tuple[PassedOver, ...]
    mappings: tuple[SheetMapping, ...]
    absent: tuple[Absent, ...] = ()
    known_people: frozenset[tuple[str, int]] = frozenset()
    imprint: Imprint | None = None

    @property
    def refused_rows(self) -> int:
        return len({(problem.sheet, problem.row) for problem in self.refused})


def read_clues(
    office: Office,
    path: Path,
    accept: frozenset[str] = frozenset(),
    *,
    kind: HandOverKind | None = None,
    go_on: Callable[[], None] = lambda: None,
    choices: Choices | None = None,
) -> ClueImport:
    """Read a workbook and compare it with the case book.

    accept: kinds of problem the clerk takes all the same, e.g. "id_checksum" (号码存疑). kind: what
    it is to be taken for; None: what it says of itself. go_on: asked many times a second while the
    file is read; it raises to give up. choices: of sheets and columns (services/layouts.py); None:
    what is remembered of them.
    Raises UserError when the file cannot be read, has no header, or is of another kind.
    """
    _check_acceptable(accept)
    content = workbook_content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    with collector_paused():
        known = choices or choices_of(office)
        read = _read(office, content, path.name, go_on, known)
        imprint = read.imprint.opened(seal_key(office)) if read.imprint else None
        settled = settled_kind(read, path.name, imprint, kind)
        with reading(office.database) as session:
            found = sort_out(office, session, read, Source(sha256, accept, imprint, settled))
    _refuse_old(path.name, imprint, found)
    return ClueImport(
        file_name=path.name,
        sha256=sha256,
        kind=settled,
        new=tuple(found.new),
        same=tuple(found.same),
        changed=tuple(found.changed),
        conflict=tuple(found.conflict),
        refused=_in_order(read, (*read.problems, *found.refused)),
        warnings=_in_order(read, (*read.warnings, *found.warnings)),
        passed_over=read.passed_over,
        mappings=read.mappings,
        absent=tuple(found.absent),
        known_people=frozenset(found.known_people),
        imprint=imprint,
    )


def _read(
    office: Office, content: bytes, name: str, go_on: Callable[[], None], choices: Choices
) -> SheetContent:
    """The workbook as it is read apart, by the policy and the day of the office."""
    opener, today = partial(sheets_apart, go_on=go_on), office.today()
    return read_sheets(content, name, office.policy, opener=opener, choices=choices, today=today)


def _in_order(read: SheetContent, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """As the workbook has them from top to bottom."""
    order = {mapping.sheet: place for place, mapping in enumerate(read.mappings)}
    return tuple(sorted(problems, key=lambda problem: (order[problem.sheet], problem.row)))


def _check_acceptable(accept: frozenset[str]) -> None:
    if unknown := accept - ACCEPTABLE:
        known = "、".join(sorted(ACCEPTABLE))
        advice = f"“{min(unknown)}”不能照收，可以照收的有：{known}。"
        raise UserError("无法导入", advice, field="accept")


def _refuse_old(name: str, imprint: Imprint | None, found: SortedClues) -> None:
    """A workbook all of whose rows came back in a later one already is refused as a whole."""
    kinds = {problem.kind for problem in found.refused}
    if (
        imprint
        and kinds == {Kind.OLD_HAND_OVER}
        and not (found.new or found.same or found.changed or found.conflict)
    ):
        advice = (
            f"“{name}”是 {imprint.made_on} 第 {imprint.number} 次交出的，之后交出的表已经收回，"
            "再合并会把新的内容改回旧的。请用最近一次交出的表。"
        )
        raise UserError("表格已过时", advice)


def summary(clues: ClueImport, batch: Batch | None) -> dict[str, object]:
    """What a script is told of an import or a preview, as plain JSON."""
    return {
        "new": len(clues.new),
        "kind": clues.kind.value,
        "changed": len(clues.changed),
        "same": len(clues.same),
        "conflict": len(clues.conflict),
        "passed_over": len(clues.passed_over),
        "refused": [_told(problem) for problem in clues.refused],
        "warnings": [_told(problem) for problem in clues.warnings],
        "sheets": [_sheet(mapping) for mapping in clues.mappings],
        "known_people": len(clues.known_people),
        "absent": [vars(case) for case in clues.absent],
        "differences": [_shown(match) for match in (*clues.changed, *clues.conflict)],
        "batch": batch.uid if batch else None,
        "batch_number": batch.id if batch else None,
        "taken": {"new": batch.new_rows, "changed": batch.changed_rows} if batch else None,
    }


def _sheet(mapping: SheetMapping) -> dict[str, object]:
    """What was made of a sheet: its columns, and what titles say for its rows."""
    columns = [
        {
            "column": column.letters,
            "heading": column.heading,
            "field": column.field,
            "title": column.title,
            "certainty": column.certainty.label if column.certainty is not None else "",
            "samples": list(column.samples),
        }
        for column in mapping.columns
    ]
    names = {"sheet": mapping.sheet, "header_row": mapping.header_row}
    return {**names, "told": dict(mapping.told), "columns": columns}


def new_rows(office: Office, clues: ClueImport) -> list[dict[str, object]]:
    """The rows that would be new cases, as a script reads them; amounts in fen."""
    policy = office.policy
    return [
        {
            "sheet": clue.sheet,
            "row": clue.row,
            "name": clue.values["person.name"],
            "id_number": clue.values["person.id_number"],
            "insurance": label(policy.insurances, clue.values["case.insurance"]),
            "reason": policy.reasons[clue.values["case.reason"]].brief,
            "start": clue.values["period.first_month"],
            "end": clue.values["period.last_month"],
            "amount_fen": clue.values["period.amount_fen"],
            "village": clue.values.get("case.village", ""),
        }
        for clue in clues.new
    ]


def _shown(match: Match) -> dict[str, object]:
    """What a row says otherwise, field by field, as people read it."""
    names = ("title", "sent", "here", "sheet")
    fields = [
        {"field": d.field, "outcome": d.outcome.value} | {name: getattr(d, name) for name in names}
        for d in match.differences
    ]
    place = {"sheet": match.clue.sheet, "row": match.clue.row, "number": match.number}
    return place | {"barred": match.barred, "fields": fields}


def _told(problem: Problem) -> dict[str, object]:
    names = ("sheet", "row", "column", "kind", "message")
    return {name: getattr(problem, name) for name in names}


def workbook_content(path: Path) -> bytes:
    """The bytes of a file that came in. Raises UserError when it cannot be opened or is too big."""
    try:
        check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            TITLE, f"无法打开“{path.name}”，请检查文件是否存在、是否正被其他程序打开。"
        ) from error
