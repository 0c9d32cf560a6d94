"""Everything the page of one case shows: computed from its file, never stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, select

from app.methods import METHODS
from app.methods.balances import balances
from app.methods.forecast import Forecast, forecast
from app.methods.offers import Offer, Rung, ladder
from app.methods.offers import offers as judge
from app.methods.schedules import schedule_of
from app.methods.standing import Standing
from app.models import Batch, Case, Decision, Event, Milestone, Person, Plan, Receipt
from app.models.terms import CaseState, CategoryGroup, EventKind
from app.rules.deadlines import Terms
from app.rules.policy import Ground, Policy
from app.rules.procedure.guards import Opening, openings
from app.rules.procedure.marks import Marks
from app.rules.procedure.progress import Shown
from app.rules.vocabulary import label
from app.services.acts import terms_of
from app.services.case_file import CaseFile, last, open_file
from app.services.facts import facts_of, plan_standing
from app.services.hearings import Hearing, hearing_of
from app.services.marks import marks_of
from app.services.milestones import act_label, summary_of
from app.services.office import Office
from app.services.paper_offers import PaperOffer, paper_offers
from app.services.steps import shown_step
from app.storage.database import reading

UNSPECIFIED = "duplicate"  # the reason 重复领取 as counties send it, before it is verified


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt with the balance that was left after it."""

    receipt: Receipt
    channel_label: str
    funding_label: str
    balance_fen: int
    is_reversed: bool


@dataclass(frozen=True)
class MilestoneLine:
    """An act that stands, in words; group: a code of milestone_groups."""

    milestone: Milestone
    label: str
    group: str
    summary: str


@dataclass(frozen=True)
class Task:
    """Something the case still needs, or has."""

    text: str
    done: bool


@dataclass(frozen=True)
class CaseView:
    """What is stored of a case, and what follows from it. Words are labels of the policy book.

    next: None for a closed case. papers: every form of its book, in the order of the procedure.
    standing, forecast: None without a plan.
    """

    file: CaseFile
    policy: Policy
    marks: Marks
    insurance: str
    benefit: str
    reason: str
    source: str
    benefit_status: str
    category: str
    state_sentence: str
    state_ground: Ground
    next: Shown | None
    tasks: tuple[Task, ...]
    offers: tuple[Offer, ...]
    rungs: tuple[Rung, ...]
    openings: tuple[Opening, ...]
    papers: tuple[PaperOffer, ...]
    milestones: tuple[MilestoneLine, ...]
    hearing: Hearing
    standing: Standing | None
    forecast: Forecast | None
    receipts: tuple[ReceiptLine, ...]
    events: list[Event]
    batch: Batch | None

    @property
    def case(self) -> Case:
        return self.file.case

    @property
    def person(self) -> Person:
        return self.file.person

    @property
    def plan(self) -> Plan | None:
        return last(self.file.plans_in_force)

    @property
    def decision(self) -> Decision | None:
        """What is done first."""
        return next(iter(self.file.decisions_in_force), None)


def case_view(office: Office, number: str) -> CaseView:
    """One case whole. Raises UserError when there is none of this number."""
    with reading(office.database) as session:
        file = open_file(session, number)
        return _view(office, session, file, terms_of(office, session, file.case))


def _view(office: Office, session: Session, file: CaseFile, terms: Terms) -> CaseView:
    case, policy, today = file.case, terms.policy, office.today()
    marks = marks_of(terms, file)
    known = facts_of(terms, file, marks, today)
    state = policy.states[case.state]
    stands, shown = plan_standing(policy, file, today), shown_step(policy, case, today)
    batch = session.get(Batch, case.batch_id) if case.batch_id else None
    own = select(Event).where(Event.case_id == case.id).order_by(Event.id)  # type: ignore[arg-type]
    return CaseView(
        file=file,
        policy=policy,
        marks=marks,
        insurance=label(policy.insurances, case.insurance),
        benefit=label(policy.benefits, case.benefit),
        reason=label(policy.reasons, case.reason),
        source=label(policy.sources, case.source),
        benefit_status=label(policy.benefit_statuses, case.benefit_status),
        category=label(policy.categories, case.category),
        state_sentence=state.sentence,
        state_ground=policy.ground(state),
        next=shown,
        tasks=tuple(_tasks(policy, file)),
        offers=judge(known, policy, METHODS),
        rungs=ladder(known, policy, state=case.state, marks=marks),
        openings=openings(policy, state=case.state, marks=marks, on=today),
        papers=paper_offers(policy, file, marks, step=shown.code if shown else "", on=today),
        milestones=tuple(_milestones(policy, file)),
        hearing=hearing_of(policy, file, today),
        standing=stands,
        forecast=_forecast(file, stands),
        receipts=tuple(_receipts(policy, file)),
        events=[*_arrival(case, batch), *session.exec(own)],
        batch=batch,
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


def _milestones(policy: Policy, file: CaseFile) -> Iterator[MilestoneLine]:
    for act in file.acts:
        kind = policy.milestones[act.kind]
        what = act_label(policy, file, act)
        yield MilestoneLine(act, what, kind.group, summary_of(policy, file, act))


def _forecast(file: CaseFile, stands: Standing | None) -> Forecast | None:
    if stands is None:
        return None
    schedules = [schedule_of(plan) for plan in file.plans_in_force]
    return forecast(schedules, stands.paid_fen, stands.on)


def _receipts(policy: Policy, file: CaseFile) -> Iterator[ReceiptLine]:
    reversed_ids = {receipt.reverses_id for receipt in file.receipts}
    left = balances(file.amount_fen, [receipt.fen for receipt in file.receipts])
    for receipt, balance in zip(file.receipts, left, strict=True):
        channel = label(policy.channels, receipt.channel)
        funding = label(policy.funding_sources, receipt.funding)
        yield ReceiptLine(receipt, channel, funding, balance, receipt.id in reversed_ids)


def _tasks(policy: Policy, file: CaseFile) -> Iterator[Task]:
    """The papers and facts a case needs on its way, in their order; those that apply to it."""
    case, person = file.case, file.person
    yield Task("登记核实记录", bool(file.verifications))
    yield Task("核对证件号码", bool(person.id_number) and not person.id_doubtful)
    if case.reason == UNSPECIFIED:
        yield Task("核实是哪一种重复领取", done=False)
    yield Task("登记待遇状态", bool(case.benefit_status))
    yield Task("查清继续领取的待遇和偿还能力", None not in (case.benefit_fen, case.can_repay))
    if policy.categories[case.category].group != CategoryGroup.GENERAL:
        yield Task("登记困难（特殊）群体佐证", bool(file.evidence))
    yield Task("选定追缴方式", bool(file.decisions))
    yield Task("制定退还计划", bool(file.plans_in_force))
    yield Task("出具追缴告知书", file.notice is not None)
    if file.receipts:
        deposited = all(receipt.deposited_on for receipt in file.kept_receipts)
        yield Task("登记存入财政专户日期", deposited)
