"""Rows merged into the cases that are here: changed, remembered so that it can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.errors import UserError
from app.exchange.merging import Difference, Match, plain
from app.models import Batch, BatchRow, Case, Person
from app.models.terms import EventKind
from app.services.acts import Done, finish_many
from app.services.bulk import insert_rows
from app.services.ledger import chunks, ledger_entries
from app.services.office import Office
from app.services.taking import apply, planned


@dataclass(frozen=True)
class Merge:
    """A row and what of it is taken; lost: what the clerk did not take, kept in the history."""

    match: Match
    taken: Sequence[Difference]
    lost: Sequence[Difference]


def merge_rows(office: Office, session: Session, batch: Batch, merges: Sequence[Merge]) -> None:
    """Take over what was chosen, in the transaction of the batch.

    Raises UserError when a case changed since it was compared, naming its row when its values
    cannot be taken.
    """
    by_number = {merge.match.number: merge for merge in merges}
    cases = _ids(session, by_number)
    rows, done, people = [], [], {}
    for entry in ledger_entries(session, cases):
        merge = by_number[entry.case.number]
        clue = merge.match.clue
        if entry.case.revision != merge.match.revision:
            raise UserError("无法导入", "预览之后个案簿有了变动，请重新选择文件预览后再导入。")
        values = {differs.field: differs.value for differs in merge.taken}
        try:
            plans = planned(office, session, entry, values)
        except UserError as refused:
            where = f"“{clue.sheet}”表第 {clue.row} 行：{refused.advice}"
            raise UserError(refused.title, where) from None
        changes = apply(session, plans)
        if any(isinstance(plan.record, Person) for plan in plans):
            people[entry.case.person_id] = _person_details(merge)
        rows.append((entry.case, clue, changes, merge))
        done.append(
            Done(entry.case, EventKind.MERGED, _summary(batch, merge), _details(batch, merge))
        )
    if len(rows) != len(by_number):
        raise UserError("无法导入", "预览之后个案簿有了变动，请重新选择文件预览后再导入。")
    finish_many(office, session, [*done, *_siblings(session, people, cases)])
    insert_rows(session, BatchRow, [_row(batch, *row) for row in rows])


def _ids(session: Session, numbers: Iterable[str]) -> set[int]:
    found: set[int] = set()
    for some in chunks(numbers):
        ids = session.exec(select(Case.id).where(col(Case.number).in_(some)))
        found.update(id_ for id_ in ids if id_)
    return found


def _row(batch: Batch, case: Case, clue: Any, changes: Any, merge: Merge) -> dict[str, Any]:
    return {
        "batch_id": batch.id,
        "case_id": case.id,
        "sheet": clue.sheet,
        "row": clue.row,
        "revision": case.revision,
        "changes": changes,
        "lost": {differs.field: plain(differs.value) for differs in merge.lost},
    }


def _summary(batch: Batch, merge: Merge) -> str:
    clue = merge.match.clue
    where = f"“{batch.file_name}”的“{clue.sheet}”表第 {clue.row} 行"
    taken, lost = (
        "、".join(differs.title for differs in some) for some in (merge.taken, merge.lost)
    )
    parts = [f"采用：{taken}"] if taken else []
    parts += [f"保留本机：{lost}"] if lost else []
    return f"合并{where}，{'；'.join(parts)}"


def _details(batch: Batch, merge: Merge) -> dict[str, Any]:
    """Old and new as people read them; lost: what the sheet said and the clerk did not take."""
    return {
        "batch": batch.uid,
        "old": {differs.field: differs.here for differs in merge.taken},
        "new": {differs.field: differs.sheet for differs in merge.taken},
        "lost": {differs.field: differs.sheet for differs in merge.lost},
    }


def _person_details(merge: Merge) -> dict[str, Any]:
    own = [differs for differs in merge.taken if differs.field.startswith("person.")]
    return {"old": {d.field: d.here for d in own}, "new": {d.field: d.sheet for d in own}}


def _siblings(session: Session, people: dict[int, dict[str, Any]], merged: set[int]) -> list[Done]:
    """The other cases of a person who changed: their rows of the ledger change as well."""
    found = []
    for ids in chunks(people):
        for case in session.exec(select(Case).where(col(Case.person_id).in_(ids))):
            if case.id not in merged:
                details = people[case.person_id]
                summary = "同一当事人的登记内容随另一个案的合并而更正"
                found.append(Done(case, EventKind.CHANGED, summary, details))
    return found
