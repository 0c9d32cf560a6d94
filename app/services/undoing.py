"""撤销导入: a batch is taken back as a whole, while nothing was built on it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, func, select

from app.errors import UserError
from app.models import (
    Batch,
    BatchRow,
    Case,
    IssuedDocument,
    OverpaidPeriod,
    Package,
    PackedCase,
    PayCard,
    Person,
    Receipt,
    SentRow,
)
from app.models.base import now
from app.models.terms import Direction, EventKind
from app.services.acts import Done, finish_many
from app.services.events import Act, record_many
from app.services.ledger import chunks
from app.services.office import Office
from app.storage.database import reading, transaction

TITLE = "无法撤销导入"
OWN = (OverpaidPeriod, PayCard, SentRow)  # go with a case; any other row is something built on it
TABLES: dict[str, Any] = {
    str(model.__tablename__): model
    for model in (Case, Person, OverpaidPeriod, PayCard, Receipt, IssuedDocument)
}


def batches(office: Office) -> list[Batch]:
    """All imports, the last first; those undone too."""
    with reading(office.database) as session:
        return list(session.exec(select(Batch).order_by(col(Batch.id).desc())))


def batch_of(office: Office, number: int) -> Batch:
    """Raises UserError when there is no batch of this number."""
    with reading(office.database) as session:
        return find_batch(session, number)


def find_batch(session: Session, number: int) -> Batch:
    """Raises UserError when there is no batch of this number."""
    batch = session.get(Batch, number)
    if batch is None:
        raise UserError("找不到批次", f"没有第 {number} 批，请核对批次编号。", field="batch")
    return batch


def undo_batch(office: Office, number: int) -> Batch:
    """Take a batch back: its new cases go, what it changed is as it was before.

    Raises UserError when it is undone already, or a case of it was worked on since.
    """
    with transaction(office.database) as session:
        batch = find_batch(session, number)
        if batch.undone_at:
            raise UserError(TITLE, f"第 {number} 批已由{batch.undone_by}撤销。", field="batch")
        cases = list(session.exec(select(Case).where(Case.batch_id == batch.id)))
        rows = list(session.exec(select(BatchRow).where(BatchRow.batch_id == batch.id)))
        merged = _cases_of(session, rows)
        _refuse_built_on(session, cases, rows, merged)
        _restore(office, session, batch, rows, merged)
        _remove(session, cases)
        batch.undone_at, batch.undone_by = now(), office.clerk
        summary = (
            f"撤销第 {number} 批“{batch.file_name}”：移除 {len(cases)} 件，恢复 {len(rows)} 件"
        )
        details = {"batch": batch.uid, "removed": [case.number for case in cases]}
        record_many(session, office.clerk, [Act(EventKind.BATCH_UNDONE, summary, details=details)])
    return batch


def _cases_of(session: Session, rows: Sequence[BatchRow]) -> dict[int, Case]:
    found = {}
    for ids in chunks({row.case_id for row in rows}):
        for case in session.exec(select(Case).where(col(Case.id).in_(ids))):
            found[case.id or 0] = case
    return found


def _refuse_built_on(
    session: Session, cases: Sequence[Case], rows: Sequence[BatchRow], merged: dict[int, Case]
) -> None:
    touched = {case.number for case in cases if case.revision > 1}
    touched |= {merged[r.case_id].number for r in rows if merged[r.case_id].revision != r.revision}
    ids = {case.id or 0 for case in cases}
    numbers = {case.id: case.number for case in cases}
    out = _handed_out(session, ids)
    touched |= {numbers[id_] for id_ in _with_more(session, ids) - out}
    if touched:
        advice = f"{_which(touched)}在导入之后已经办理，不能整批撤销。"
        advice += "请逐件更正，或者登记核实结论“排除”。"
        raise UserError(TITLE, advice, field="batch")
    if out:
        which = _which({numbers[id_] for id_ in out})
        raise UserError(TITLE, f"{which}已经交出，不能整批撤销。请逐件办理。", field="batch")
    handed = [case.number for case in cases if case.revision_handed]
    if handed:
        advice = f"个案 {min(handed)} 等 {len(handed)} 件已报县级，不能撤销，请逐件办理。"
        raise UserError(TITLE, advice, field="batch")


def _which(numbers: Collection[str]) -> str:
    """The first of them and how many they are, as a sentence begins with it."""
    first, count = min(numbers), len(numbers)
    return f"个案 {first} " if count == 1 else f"个案 {first} 等 {count} 件"


def _handed_out(session: Session, ids: Iterable[int]) -> set[int]:
    """The cases that left in a package."""
    packed = (
        select(PackedCase.case_id)
        .join(Package, col(Package.id) == PackedCase.package_id)
        .where(Package.direction == Direction.OUT)
    )
    found: set[int] = set()
    for some in chunks(ids):
        found.update(session.exec(packed.where(col(PackedCase.case_id).in_(some))))
    return found


def _with_more(session: Session, ids: Iterable[int]) -> set[int]:
    """The cases that some table knows beside those a new case comes with."""
    own = {model.__tablename__ for model in OWN}
    found: set[int] = set()
    for table in SQLModel.metadata.tables.values():
        for column in table.columns if table.name not in own else ():
            if not any(key.target_fullname == "case.id" for key in column.foreign_keys):
                continue
            for some in chunks(ids):
                found.update(session.scalars(select(column).where(column.in_(some))).all())
    return found


def _restore(
    office: Office,
    session: Session,
    batch: Batch,
    rows: Sequence[BatchRow],
    merged: dict[int, Case],
) -> None:
    done = []
    for row in rows:
        for change in reversed(row.changes):
            _put_back(session, change)
        details = {"batch": batch.uid, "changes": row.changes}
        summary = f"撤销“{batch.file_name}”的合并，恢复合并前的内容"
        done.append(Done(merged[row.case_id], EventKind.BATCH_UNDONE, summary, details))
    if done:
        finish_many(office, session, done)


def _put_back(session: Session, change: dict[str, Any]) -> None:
    model = TABLES[change["table"]]
    record = session.get_one(model, change["id"])
    if change["old"] is None:
        session.delete(record)
        return
    before = model.new(**record.model_dump() | change["old"])
    for name in change["old"]:
        setattr(record, name, getattr(before, name))


def _remove(session: Session, cases: Sequence[Case]) -> None:
    """The cases with their own rows, and the people nobody else speaks of."""
    people = {case.person_id for case in cases}
    for ids in chunks(case.id or 0 for case in cases):
        for model in OWN:
            session.execute(delete(model).where(col(model.case_id).in_(ids)))
        session.execute(delete(Case).where(col(Case.id).in_(ids)))
    for ids in chunks(people):
        with_case = select(func.distinct(Case.person_id)).where(col(Case.person_id).in_(ids))
        gone = set(ids) - set(session.exec(with_case).all())
        session.execute(delete(Person).where(col(Person.id).in_(gone)))
