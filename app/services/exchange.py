"""Workbooks that come in: clues read and compared, stored as one batch.

Reading stores nothing; storing is one transaction, all of it or none.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import UserError
from app.exchange.clues import Clue
from app.exchange.gate import TITLE, check_size
from app.exchange.mappings import SheetMapping
from app.exchange.merging import Match
from app.exchange.problems import ACCEPTABLE, PassedOver, Problem
from app.exchange.reading import Choices, read_sheets
from app.exchange.worker import sheets_apart
from app.models import Batch
from app.rules.vocabulary import label
from app.services.bulk import collector_paused
from app.services.clue_rows import store_new
from app.services.layouts import choices_of, remember
from app.services.matching import known_of, sort_out
from app.services.office import Office
from app.storage.database import reading, transaction


@dataclass(frozen=True)
class ClueImport:
    """One file compared with what is here, nothing stored yet.

    changed and conflict are shown, not stored. refused: the problems that keep rows out; warnings
    speak of rows that are taken.
    """

    file_name: str
    sha256: str
    new: tuple[Clue, ...]
    same: tuple[Match, ...]
    changed: tuple[Match, ...]
    conflict: tuple[Match, ...]
    refused: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    passed_over: tuple[PassedOver, ...]
    mappings: tuple[SheetMapping, ...]

    @property
    def refused_rows(self) -> int:
        return len({(problem.sheet, problem.row) for problem in self.refused})


def read_clues(
    office: Office,
    path: Path,
    accept: frozenset[str] = frozenset(),
    go_on: Callable[[], None] = lambda: None,
    choices: Choices | None = None,
) -> ClueImport:
    """Read a workbook of clues and compare it with the case book.

    accept: kinds of problem the clerk takes all the same, e.g. "id_checksum" (号码存疑).
    choices: of sheets and columns (services/layouts.py); None: what is remembered of them.
    go_on: asked many times a second while the file is read; it raises to give up.
    Raises UserError when the file cannot be read or has no header.
    """
    if unknown := accept - ACCEPTABLE:
        known = "、".join(sorted(ACCEPTABLE))
        advice = f"“{min(unknown)}”不能照收，可以照收的有：{known}。"
        raise UserError("无法导入", advice, field="accept")
    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    with collector_paused():
        opener = partial(sheets_apart, go_on=go_on)
        chosen = choices or choices_of(office)
        read = read_sheets(content, path.name, office.policy, opener=opener, choices=chosen)
    with reading(office.database) as session:
        found = sort_out(session, office.policy, read.clues, sha256=sha256, accept=accept)
    order = {mapping.sheet: place for place, mapping in enumerate(read.mappings)}
    refused = [*read.problems, *found.refused]
    return ClueImport(
        file_name=path.name,
        sha256=sha256,
        new=tuple(found.new),
        same=tuple(found.same),
        changed=tuple(found.changed),
        conflict=tuple(found.conflict),
        refused=tuple(sorted(refused, key=lambda problem: (order[problem.sheet], problem.row))),
        warnings=read.warnings,
        passed_over=read.passed_over,
        mappings=read.mappings,
    )


def store_clues(office: Office, clues: ClueImport) -> Batch | None:
    """Store the new cases of a preview as one batch; None when it has none.

    Raises UserError when the case book changed since the preview; nothing is stored then.
    """
    if not clues.new:
        return None
    with collector_paused(), transaction(office.database) as session:
        known = known_of(session, clues.new, sha256=clues.sha256)
        if any(known.case_of(clue) for clue in clues.new):
            raise UserError("无法导入", "预览之后个案簿有了变动，请重新选择文件预览后再导入。")
        batch = Batch.new(
            file_name=clues.file_name,
            sha256=clues.sha256,
            clerk=office.clerk,
            new_rows=len(clues.new),
            refused_rows=clues.refused_rows,
        )
        session.add(batch)
        session.flush()
        store_new(session, office, batch, clues.new, known)
        remember(session, office, clues.mappings)
    return batch


def summary(clues: ClueImport, batch: Batch | None) -> dict[str, object]:
    """What a script is told of an import or a preview, as plain JSON."""
    return {
        "new": len(clues.new),
        "changed": len(clues.changed),
        "same": len(clues.same),
        "conflict": len(clues.conflict),
        "passed_over": len(clues.passed_over),
        "refused": [_told(problem) for problem in clues.refused],
        "warnings": [_told(problem) for problem in clues.warnings],
        "sheets": [_sheet(mapping) for mapping in clues.mappings],
        "batch": batch.uid if batch else None,
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


def _told(problem: Problem) -> dict[str, object]:
    names = ("sheet", "row", "column", "kind", "message")
    return {name: getattr(problem, name) for name in names}


def _content(path: Path) -> bytes:
    try:
        check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            TITLE, f"无法打开“{path.name}”，请检查文件是否存在、是否正被其他程序打开。"
        ) from error
