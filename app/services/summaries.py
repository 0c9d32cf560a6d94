"""What the screens and the command line show of cases: computed, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.methods import METHODS
from app.methods.offers import Offer
from app.methods.offers import offers as judge
from app.methods.schedules import DueProgress, allocate, schedule_of
from app.models import (
    Attachment,
    Batch,
    Case,
    Decision,
    Event,
    Evidence,
    IssuedDocument,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
    Receipt,
    Verification,
)
from app.models.month import Month
from app.models.terms import CaseState, CategoryGroup, EventKind
from app.rules.policy import Ground, Policy
from app.rules.vocabulary import label
from app.services.decisions import facts
from app.services.lookup import (
    REFUND_NOTICE,
    estimated_fen,
    find_case,
    of_case,
    plan_in_force,
    recovered_fen,
)
from app.services.office import Office
from app.services.search import matches
from app.storage.database import reading

UNSPECIFIED = "duplicate"  # the reason 重复领取 as counties send it, before it is verified


@dataclass(frozen=True)
class CaseRow:
    """One case in a list; insurance and reason by their brief names, the ID number in full."""

    number: str
    name: str
    id_number: str
    insurance: str
    reason: str
    first_month: Month | None
    last_month: Month | None
    amount_fen: int
    recovered_fen: int
    village: str
    state: CaseState
    state_since: date

    @property
    def left_fen(self) -> int:
        """Still to come; nothing of a case that was dismissed."""
        owed = 0 if self.state == CaseState.DISMISSED else self.amount_fen
        return owed - self.recovered_fen


@dataclass(frozen=True)
class Totals:
    """amount_fen is what is demanded: dismissed cases are counted, their sums are not."""

    cases: int
    amount_fen: int
    recovered_fen: int
    left_fen: int


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt with the balance that was left after it."""

    receipt: Receipt
    channel_label: str
    balance_fen: int
    is_reversed: bool


@dataclass(frozen=True)
class Task:
    """Something the case still needs, or has."""

    text: str
    done: bool


@dataclass(frozen=True)
class CaseView:
    """Everything the page of one case shows. Words are labels of the policy book."""

    case: Case
    person: Person
    periods: list[OverpaidPeriod]
    cards: list[PayCard]
    verifications: list[Verification]
    evidence: list[Evidence]
    attachments: list[Attachment]
    decisions: list[Decision]
    plan: Plan | None
    progress: tuple[DueProgress, ...]
    receipts: tuple[ReceiptLine, ...]
    documents: list[IssuedDocument]
    events: list[Event]
    batch: Batch | None
    amount_fen: int
    estimated_fen: int
    recovered_fen: int
    insurance: str
    benefit: str
    reason: str
    source: str
    benefit_status: str
    category: str
    state_sentence: str
    next_step: str
    state_ground: Ground
    tasks: tuple[Task, ...]
    offers: tuple[Offer, ...]

    @property
    def left_fen(self) -> int:
        return self.amount_fen - self.recovered_fen


def case_rows(office: Office, query: str = "", *, limit: int | None = None) -> list[CaseRow]:
    """The cases that match, by number. An empty query matches all."""
    spans = (
        select(
            OverpaidPeriod.case_id,
            func.min(OverpaidPeriod.first_month).label("first_month"),
            func.max(OverpaidPeriod.last_month).label("last_month"),
            func.sum(OverpaidPeriod.amount_fen).label("estimated_fen"),
        )
        .group_by(col(OverpaidPeriod.case_id))
        .subquery()
    )
    sums = (
        select(Receipt.case_id, func.sum(Receipt.fen).label("recovered_fen"))
        .group_by(col(Receipt.case_id))
        .subquery()
    )
    chosen = (
        select(
            Case.number,
            Person.name,
            Person.id_number,
            Case.insurance,
            Case.reason,
            spans.c.first_month,
            spans.c.last_month,
            func.coalesce(Case.assessed_fen, spans.c.estimated_fen, 0),
            func.coalesce(sums.c.recovered_fen, 0),
            Case.village,
            Case.state,
            Case.state_since,
        )  # type: ignore[call-overload]
        .join(Person, col(Person.id) == Case.person_id)
        .join(spans, spans.c.case_id == Case.id, isouter=True)
        .join(sums, sums.c.case_id == Case.id, isouter=True)
        .order_by(col(Case.id))
        .limit(limit)
    )
    if query.strip():
        chosen = chosen.where(matches(query))
    policy = office.policy
    with reading(office.database) as session:
        return [
            CaseRow(
                number,
                name,
                id_number or "",
                policy.insurances[insurance].label,
                policy.reasons[reason].brief,
                *rest,
            )
            for number, name, id_number, insurance, reason, *rest in session.exec(chosen)
        ]


def totals(rows: Iterable[CaseRow]) -> Totals:
    listed = list(rows)
    left = sum(row.left_fen for row in listed)
    recovered = sum(row.recovered_fen for row in listed)
    return Totals(len(listed), left + recovered, recovered, left)


def case_view(office: Office, number: str) -> CaseView:
    """One case whole. Raises UserError when there is none of this number."""
    policy = office.policy
    with reading(office.database) as session:
        case = find_case(session, number)
        periods = of_case(session, OverpaidPeriod, case)
        plan = plan_in_force(session, case)
        known = facts(office, session, case)
        state = policy.states[case.state]
        estimated = estimated_fen(session, case)
        recovered = recovered_fen(session, case)
        receipts = of_case(session, Receipt, case)
        batch = session.get(Batch, case.batch_id) if case.batch_id else None
        amount = case.assessed_fen or estimated
        return CaseView(
            case=case,
            person=session.get_one(Person, case.person_id),
            periods=periods,
            cards=of_case(session, PayCard, case),
            verifications=of_case(session, Verification, case),
            evidence=of_case(session, Evidence, case),
            attachments=of_case(session, Attachment, case),
            decisions=of_case(session, Decision, case),
            plan=plan,
            progress=_progress(plan, recovered) if plan else (),
            receipts=_receipt_lines(policy, receipts, amount),
            documents=of_case(session, IssuedDocument, case),
            events=[*_arrival(case, batch), *of_case(session, Event, case)],
            batch=batch,
            amount_fen=amount,
            estimated_fen=estimated,
            recovered_fen=recovered,
            insurance=label(policy.insurances, case.insurance),
            benefit=label(policy.benefits, case.benefit),
            reason=label(policy.reasons, case.reason),
            source=label(policy.sources, case.source),
            benefit_status=label(policy.benefit_statuses, case.benefit_status),
            category=label(policy.categories, case.category),
            state_sentence=state.sentence,
            next_step=state.next,
            state_ground=policy.ground(state),
            tasks=_tasks(office, session, case, receipts),
            offers=judge(known, policy, METHODS),
        )


def _arrival(case: Case, batch: Batch | None) -> Iterator[Event]:
    """How an imported case began. The log holds one event for the whole batch, not one a row."""
    if batch:
        place = f"“{case.batch_sheet}”表第 {case.batch_row} 行"
        yield Event(
            at=batch.imported_at,
            clerk=batch.clerk,
            kind=EventKind.IMPORTED,
            case_id=case.id,
            state=CaseState.CLUE,
            summary=f"从“{batch.file_name}”的{place}导入",
            details={"batch": batch.uid},
            chain="",
        )


def policy_warning(office: Office) -> str:
    """One sentence when the notice ends soon or has ended; "" while there is time."""
    sentences = []
    for document in office.policy.expiring(office.today()):
        ended = document.until and document.until < office.today()
        when = "已于" if ended else "将于"
        sentences.append(f"{document.title}{when} {document.until} 到期，请向县级确认现行依据。")
    return "".join(sentences)


def _progress(plan: Plan, recovered: int) -> tuple[DueProgress, ...]:
    """What came in since the plan was made for what was left then."""
    before = plan.amount_fen - plan.owed_fen
    return allocate(schedule_of(plan), recovered - before)


def _receipt_lines(
    policy: Policy, receipts: list[Receipt], amount_fen: int
) -> tuple[ReceiptLine, ...]:
    reversed_ids = {receipt.reverses_id for receipt in receipts}
    lines, balance = [], amount_fen
    for receipt in receipts:
        balance -= receipt.fen
        channel = label(policy.channels, receipt.channel)
        lines.append(ReceiptLine(receipt, channel, balance, receipt.id in reversed_ids))
    return tuple(lines)


def _tasks(
    office: Office, session: Session, case: Case, receipts: list[Receipt]
) -> tuple[Task, ...]:
    """The papers and facts a case needs on its way, in their order; those that apply to it."""
    person = session.get_one(Person, case.person_id)
    issued = {document.form for document in of_case(session, IssuedDocument, case)}
    group = office.policy.categories[case.category].group
    tasks = [
        Task("登记核实记录", bool(of_case(session, Verification, case))),
        Task("核对证件号码", bool(person.id_number) and not person.id_doubtful),
        *([Task("核实是哪一种重复领取", done=False)] if case.reason == UNSPECIFIED else []),
        Task("登记待遇状态", bool(case.benefit_status)),
        Task("查清继续领取的待遇和偿还能力", None not in (case.benefit_fen, case.can_repay)),
    ]
    if group != CategoryGroup.GENERAL:
        tasks.append(Task("登记困难（特殊）群体佐证", bool(of_case(session, Evidence, case))))
    tasks += [
        Task("选定追缴方式", bool(of_case(session, Decision, case))),
        Task("制定退还计划", plan_in_force(session, case) is not None),
        Task("出具追缴告知书", REFUND_NOTICE in issued),
    ]
    if receipts:
        kept = {receipt.reverses_id for receipt in receipts}
        open_receipts = [r for r in receipts if r.reverses_id is None and r.id not in kept]
        deposited = all(receipt.deposited_on for receipt in open_receipts)
        tasks.append(Task("登记存入财政专户日期", deposited))
    return tuple(tasks)
