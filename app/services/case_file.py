"""A case with everything stored of it, read once; its sums are computed here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from sqlmodel import Session, select

from app.errors import UserError
from app.models import (
    Ability,
    Attachment,
    Case,
    Check,
    DeathDate,
    Decision,
    Evidence,
    IssuedDocument,
    LiablePerson,
    Milestone,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
    Receipt,
    Verification,
)
from app.models.base import Record

R = TypeVar("R", bound=Record)

OWN_ROWS: dict[str, type[Record]] = {  # the fields of CaseFile that hold rows of the case
    "periods": OverpaidPeriod,
    "cards": PayCard,
    "checks": Check,
    "verifications": Verification,
    "evidence": Evidence,
    "attachments": Attachment,
    "abilities": Ability,
    "liable": LiablePerson,
    "decisions": Decision,
    "plans": Plan,
    "receipts": Receipt,
    "documents": IssuedDocument,
    "milestones": Milestone,
}
REFUND_NOTICES = ("refund-notice", "jiangxi-refund-notice")  # 附件1, and as Jiangxi has it
AUDIT_OPINIONS = ("audit-opinion", "jiangxi-audit-opinion")  # 附件2
ONE_IN_FORCE = (*REFUND_NOTICES, *AUDIT_OPINIONS)  # forms whose newer paper leaves the older void


@dataclass(frozen=True)
class CaseFile:
    """Rows in the order they were entered."""

    case: Case
    person: Person
    periods: list[OverpaidPeriod]
    cards: list[PayCard]
    checks: list[Check]
    death_dates: list[DeathDate]
    verifications: list[Verification]
    evidence: list[Evidence]
    attachments: list[Attachment]
    abilities: list[Ability]
    liable: list[LiablePerson]
    decisions: list[Decision]
    plans: list[Plan]
    receipts: list[Receipt]
    documents: list[IssuedDocument]
    milestones: list[Milestone]

    @property
    def estimated_fen(self) -> int:
        """测算: the sum of the overpaid periods."""
        return sum(period.amount_fen for period in self.periods)

    @property
    def amount_fen(self) -> int:
        """What is demanded: the county's 核定 once entered, until then our 测算."""
        return self.case.assessed_fen or self.estimated_fen

    @property
    def recovered_fen(self) -> int:
        """What came in, reversals taken off."""
        return sum(receipt.fen for receipt in self.receipts)

    @property
    def left_fen(self) -> int:
        return self.amount_fen - self.recovered_fen

    @cached_property
    def acts(self) -> list[Milestone]:
        """The milestones that were not taken back."""
        return standing_acts(self.milestones)

    @property
    def kept_receipts(self) -> list[Receipt]:
        """Receipts that were not reversed."""
        undone = {receipt.reverses_id for receipt in self.receipts}
        return [r for r in self.receipts if r.id not in undone and r.reverses_id is None]

    def recovered_by(self, field: str) -> dict[str, int]:
        """What came in by channel or by funding: codes -> fen, reversals taken off."""
        sums: dict[str, int] = {}
        for receipt in self.kept_receipts:
            code = getattr(receipt, field)
            sums[code] = sums.get(code, 0) + receipt.fen
        return sums

    @property
    def plans_in_force(self) -> list[Plan]:
        """The last plan and those beside it, unless the amount demanded changed since."""
        return plans_in_force(self.plans, self.amount_fen)

    @property
    def decisions_in_force(self) -> list[Decision]:
        """What is done first, and its fallbacks, by rank."""
        return decisions_in_force(self.decisions)

    def paper(self, code: str) -> IssuedDocument | None:
        """The paper in force of a code of the policy book's papers; None for ""."""
        return {"refund_notice": self.notice, "audit_opinion": self.opinion}.get(code)

    def last_paper(self, codes: Iterable[str]) -> IssuedDocument | None:
        """Of some papers in force the last one issued."""
        found = [paper for code in codes if (paper := self.paper(code))]
        return max(found, key=self.documents.index, default=None)

    def is_void(self, paper: IssuedDocument) -> bool:
        """作废: another one replaced it (更正), or what it demands is not what is demanded now."""
        if any(one.replaces_id == paper.id for one in self.documents):
            return True
        in_force = {one.id for one in (self.notice, self.opinion) if one}
        return paper.form in ONE_IN_FORCE and paper.id not in in_force

    @property
    def notice(self) -> IssuedDocument | None:
        """The 追缴告知书 in force: the last one, while it asks for what is demanded now."""
        return self._paper(REFUND_NOTICES)

    @property
    def opinion(self) -> IssuedDocument | None:
        """The 稽核意见书 in force."""
        return self._paper(AUDIT_OPINIONS)

    @property
    def has_notice(self) -> bool:
        """Whether any notice was ever issued, in force or not."""
        return any(paper.form in REFUND_NOTICES for paper in self.documents)

    def _paper(self, forms: tuple[str, ...]) -> IssuedDocument | None:
        last = next((paper for paper in reversed(self.documents) if paper.form in forms), None)
        return last if last and last.amount_fen == self.amount_fen else None


def find_case(session: Session, number: str) -> Case:
    """Raises UserError when no case has this number."""
    case = session.exec(select(Case).where(Case.number == number.strip())).first()
    if case is None:
        raise UserError(
            "找不到个案", f"没有编号为“{number}”的个案，请核对个案编号。", field="number"
        )
    return case


def open_file(session: Session, number: str) -> CaseFile:
    """Raises UserError when no case has this number."""
    return file_of(session, find_case(session, number))


def file_of(session: Session, case: Case) -> CaseFile:
    """What is stored of a case now; changes not yet written are written first."""
    return files_of(session, [case])[0]


def files_of(session: Session, cases: Sequence[Case]) -> list[CaseFile]:
    """The same of several cases, with as many statements as for one."""
    session.flush()
    ids = {case.id for case in cases}
    own = {name: _rows(session, kind, "case_id", ids) for name, kind in OWN_ROWS.items()}
    people = {case.person_id for case in cases}
    persons = _rows(session, Person, "id", people)
    deaths = _rows(session, DeathDate, "person_id", people)
    return [
        CaseFile(
            case=case,
            person=persons[case.person_id][0],
            death_dates=deaths[case.person_id],
            **{name: by_case[case.id] for name, by_case in own.items()},
        )
        for case in cases
    ]


def plans_in_force(plans: Sequence[Plan], amount_fen: int) -> list[Plan]:
    """The last plan and those beside it, unless the amount demanded changed since."""
    last_alone = max((n for n, plan in enumerate(plans) if not plan.is_beside), default=0)
    found = list(plans[last_alone:])
    return found if all(plan.amount_fen == amount_fen for plan in found) else []


def standing_acts(milestones: Sequence[Milestone]) -> list[Milestone]:
    """The milestones that were not taken back."""
    undone = {milestone.takes_back_id for milestone in milestones}
    return [m for m in milestones if m.id not in undone and m.takes_back_id is None]


def decisions_in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Of each rank the last decision and those beside it, by rank.

    A method decided again, e.g. a fallback whose turn has come, stands only where it was last.
    """
    by_rank: dict[int, list[Decision]] = {}
    for decision in decisions:
        for rank, kept in by_rank.items():
            by_rank[rank] = [d for d in kept if d.method != decision.method]
        beside = by_rank.get(decision.rank, []) if decision.is_beside else []
        by_rank[decision.rank] = [*beside, decision]
    return [decision for _, found in sorted(by_rank.items()) for decision in found]


def last(rows: Iterable[R]) -> R | None:
    """The last row entered; None when there is none."""
    return next(reversed(list(rows)), None)


def _rows(
    session: Session, kind: type[Record], owner: str, ids: Set[int | None]
) -> dict[int | None, list[Any]]:
    """The rows of some owners in the order they were entered, by owner."""
    columns = kind.__table__.c  # type: ignore[attr-defined]
    found: dict[int | None, list[Any]] = defaultdict(list)
    for row in session.exec(select(kind).where(columns[owner].in_(ids)).order_by(columns.id)):
        found[getattr(row, owner)].append(row)
    return found
