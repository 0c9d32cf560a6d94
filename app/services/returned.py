"""Our own workbooks that come back: what was sent, and which rows may not be merged at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from app.errors import UserError
from app.exchange.clues import Clue
from app.exchange.columns import BY_FIELD
from app.exchange.gate import TITLE
from app.exchange.ledger import LedgerEntry
from app.exchange.merging import COMPARED, plain, same
from app.exchange.problems import Kind, Problem
from app.exchange.reading import SheetContent
from app.exchange.sealing import PROTECTED, Imprint, row_is_sealed
from app.models import Batch, Case, HandOver, Person, SentRow
from app.models.terms import HandOverKind
from app.rules.policy import Policy
from app.services.hand_overs import seal_key
from app.services.ledger import chunks
from app.services.office import Office

SAID = frozenset(COMPARED)
Said = Mapping[str, Any]  # as SentRow.said


@dataclass(frozen=True)
class Absent:
    """A case that was sent, and is no longer in the workbook."""

    number: str
    name: str


@dataclass(frozen=True)
class Returned:
    """What is known of a workbook that came in; imprint: None when it is none of ours.

    old: cases that came back in a later hand-over already. letters: of the columns, by sheet and
    field.
    """

    key: bytes
    imprint: Imprint | None = None
    said: dict[tuple[int, int], Said] = field(default_factory=dict)
    old: frozenset[int] = frozenset()
    letters: dict[tuple[str, str], str] = field(default_factory=dict)

    def said_of(self, clue: Clue, case_id: int) -> Said | None:
        """What the row said when it was sent; None for a row that was not, or is not known."""
        if "sent.seal" not in clue.columns:
            return None
        return self.said.get((case_id, clue.values.get("case.revision", 0)))

    def is_untouched(self, clue: Clue, case_id: int) -> bool:
        """Whether a row came back as it was sent, seal and all: most rows of a workbook do."""
        said = self.said_of(clue, case_id)
        if said is None or case_id in self.old or clue.unread:
            return False
        values = clue.values
        for name in clue.columns & SAID:
            sheet, sent = values.get(name), said.get(name)
            if sheet != sent and not same(plain(sheet), sent):
                return False
        return row_is_sealed(self.key, values)

    def refusal(self, clue: Clue, entry: LedgerEntry, policy: Policy) -> Problem | None:
        """Why a row of ours may not be merged: a key column changed, the marks, or it is old."""
        if "sent.seal" not in clue.columns:
            return None
        if entry.case.id in self.old and self.imprint:
            advice = (
                f"本表是 {self.imprint.made_on} 第 {self.imprint.number} 次交出的，"
                "该个案在之后交出的表中已经收回，请用最近一次交出的表。"
            )
            return self.problem(clue, "case.number", Kind.OLD_HAND_OVER, advice)
        said = self.said_of(clue, entry.case.id or 0)
        for name in PROTECTED if said else ():
            sheet, here = plain(clue.values.get(name)), plain(entry.part(name))
            sent = said.get(name) if said else None
            if name in clue.columns and not same(sheet, sent) and not same(sheet, here):
                column = BY_FIELD[name]
                advice = (
                    f"“{column.title}”是识别个案的列，不能在表中修改：交出时为"
                    f"“{column.text(sent, policy)}”，收回时为“{column.text(sheet, policy)}”。"
                    "请改回；确有错误的，在个案页更正。"
                )
                return self.problem(clue, name, Kind.KEY_CHANGED, advice)
        if not row_is_sealed(self.key, clue.values) and not _keys_moved(clue, said, entry):
            advice = (
                "本行隐藏的记录标识、版本或校验被改动（可能只对部分列排过序，或行被拼接），"
                "不能确定说的是哪个个案，请用原表重新填写。"
            )
            return self.problem(clue, "case.uid", Kind.MARK_CHANGED, advice)
        return None

    def problem(self, clue: Clue, name: str, kind: Kind, advice: str) -> Problem:
        """A fault of a row that was read, with its place."""
        column = BY_FIELD[name]
        letters = self.letters.get((clue.sheet, name), "")
        value = str(clue.values.get(name) or "")
        who = str(clue.values.get("person.name") or "")
        return Problem(clue.sheet, clue.row, letters, column.title, value, kind, advice, who)


def _keys_moved(clue: Clue, said: Said | None, entry: LedgerEntry) -> bool:
    """Whether the seal fails only because a key was put right alike in the sheet and here."""
    if said is None:
        return False
    return any(
        not same(plain(clue.values.get(name)), said.get(name))
        and same(plain(clue.values.get(name)), plain(entry.part(name)))
        for name in PROTECTED
    )


def settled_kind(
    content: SheetContent, name: str, imprint: Imprint | None, asked: HandOverKind | None
) -> HandOverKind:
    """What a workbook is to be taken for.

    Raises UserError when it says of itself that it is something else than what was asked.
    """
    if asked is None:
        return HandOverKind(imprint.kind) if imprint else HandOverKind.CLUES
    if imprint and imprint.kind != asked:
        found = HandOverKind(imprint.kind)
        advice = f"“{name}”是归仓导出的“{found.label}”，不是“{asked.label}”，"
        raise UserError(TITLE, f"{advice}请按“{found.label}”导入，或者另选文件。", field="as")
    if asked is not HandOverKind.CLUES and not imprint and not content.uids:
        advice = (
            f"“{name}”不是归仓导出的“{asked.label}”：表中没有记录标识。请用导出的原表填写，"
            "不要把内容复制到别的表里；县级下发的疑点请按“疑点表”导入。"
        )
        raise UserError(TITLE, advice, field="as")
    return asked


def returned_of(
    office: Office,
    session: Session,
    content: SheetContent,
    imprint: Imprint | None,
    met: Sequence[tuple[Clue, int]],
) -> Returned:
    """What was sent of the rows met, each with the id of its case."""
    wanted = {(id_, c.values.get("case.revision")) for c, id_ in met if "sent.seal" in c.columns}
    columns = [(m.sheet, column) for m in content.mappings for column in m.columns]
    letters = {(sheet, c.field): c.letters for sheet, c in columns if c.field}
    return Returned(
        seal_key(office),
        imprint,
        dict(_said(session, wanted)),
        _taken_later(session, imprint) if imprint else frozenset(),
        letters,
    )


def _said(session: Session, wanted: set[tuple[int, Any]]) -> Iterator[tuple[tuple[int, int], Said]]:
    columns = select(SentRow.case_id, SentRow.revision, SentRow.said)
    for ids in chunks({id_ for id_, _revision in wanted}):
        rows = columns.where(col(SentRow.case_id).in_(ids), col(SentRow.said).is_not(None))
        for id_, revision, said in session.exec(rows):
            if (id_, revision) in wanted and said is not None:
                yield (id_, revision), said


def _taken_later(session: Session, imprint: Imprint) -> frozenset[int]:
    """The cases of later hand-overs of this kind that came back and were stored."""
    later = select(Batch.hand_over_id).where(
        Batch.kind == imprint.kind,
        col(Batch.hand_over_id) > imprint.number,
        col(Batch.undone_at).is_(None),
    )
    rows = select(SentRow.case_id).where(col(SentRow.hand_over_id).in_(later))
    return frozenset(session.exec(rows))


def absent(session: Session, imprint: Imprint, uids: frozenset[str]) -> list[Absent]:
    """The cases of a hand-over that are not in the workbook any more."""
    sent = (
        select(Case.uid, Case.number, Person.name)
        .join(SentRow, col(SentRow.case_id) == Case.id)
        .join(Person, col(Person.id) == Case.person_id)
        .join(HandOver, col(HandOver.id) == SentRow.hand_over_id)
        .where(HandOver.uid == imprint.uid)
        .order_by(col(SentRow.id))
    )
    return [Absent(number, name) for uid, number, name in session.exec(sent) if uid not in uids]
