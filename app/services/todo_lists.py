"""Where each list of the to-do page looks: which cases, and from which day their due is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.models import Attachment, Case, Evidence, Milestone, PayCard, Receipt
from app.models.terms import CaseState
from app.rules.policy import Policy
from app.rules.procedure.kinds import Which
from app.services.delivered import FAILED
from app.services.register_query import Paper, is_void

VISIT = "visited"  # the act 走访; its `until` is the next visit
DEPOSIT, LIFT, SERVE = (
    "deposit",
    "lift_stop",
    "serve_notice",
)  # next steps whose days their lists share
NO_DELIVERY = (FAILED, "signed_scanned")  # acts of a paper that do not deliver it
ENDED = (CaseState.DISMISSED, CaseState.RECOVERED)  # nothing is asked of the person any more


@dataclass(frozen=True)
class Found:
    """A list as SQL. what: a text, or the code of a next step (is_step); {} in words stands for it.

    The due day is `start` and so many days; days None: nothing is due. joined: the table of the
    list's own rows, one line each; from_case: fewer cases than rows come into question.
    """

    where: ColumnElement[bool]
    start: Any
    what: Any
    days: int | None = 0
    words: str = ""
    joined: Any = None
    from_case: bool = False

    @property
    def link(self) -> ColumnElement[bool]:
        """How the rows are found: from those of the list, or from the few cases it may concern."""
        owner = col(self.joined.case_id)
        return owner == col(Case.id) + 0 if self.from_case else owner == col(Case.id)

    @property
    def is_step(self) -> bool:
        return not self.words

    def due_on(self, start: date) -> date | None:
        return None if self.days is None else start + timedelta(self.days)

    def is_late(self, today: date) -> ColumnElement[bool]:
        if self.days is None:
            return literal(False)
        late: ColumnElement[bool] = self.start < today - timedelta(self.days)
        return late


Finder = Callable[[Policy, date], Found]


def is_awake(today: date) -> ColumnElement[bool]:
    """A paused case is in no list until the day after its pause."""
    return or_(col(Case.paused_until).is_(None), col(Case.paused_until) < today)


def at_steps(steps: tuple[str, ...], which: Which, today: date) -> Found:
    """The cases whose next step is one of these, as far as their due dates go."""
    due = col(Case.next_due_on)
    limits = {"any": None, "coming": due >= today, "reached": due <= today, "overdue": due < today}
    at, limit = col(Case.next_step).in_(steps), limits[which]
    return Found(at if limit is None else and_(at, limit), due, col(Case.next_step))


def _due_reached(_policy: Policy, today: date) -> Found:
    due = col(Case.next_due_on)
    return Found(due <= today, due, col(Case.next_step))


def _instalments_overdue(_policy: Policy, today: date) -> Found:
    """The oldest unpaid due, whatever step stands in front of it."""
    due = col(Case.due_unpaid_on)
    return Found(due < today, due, due, words="{} 到期未还")


def _instalments_coming(_policy: Policy, today: date) -> Found:
    due = col(Case.due_unpaid_on)
    return Found(due >= today, due, due, words="{} 到期")


def _unserved(policy: Policy, _today: date) -> Found:
    """The oldest paper not delivered yet, whatever step stands in front of it."""
    issued, days = col(Case.unserved_on), policy.next_steps[SERVE].days
    return Found(issued.is_not(None), issued, issued, days, words="{} 出具")


def _unsigned(policy: Policy, today: date) -> Found:
    """Papers that others sign, printed or handed over, whose signed copy nobody filed."""
    forms = [paper.form for paper in policy.papers.values() if paper.signed_back]
    served, act = aliased(Milestone), col(Paper.id)
    handed = exists().where(
        col(served.case_id) == col(Paper.case_id),  # found by its case, which has an index
        col(served.document_id) == act,
        col(served.kind).not_in(NO_DELIVERY),
        _stands(served),
    )
    where = and_(
        col(Paper.form).in_(forms),
        or_(col(Paper.copies) > 0, handed),
        col(Case.state) != CaseState.CLOSED,
        ~exists().where(col(Attachment.document_id) == act),
        ~is_void(),
    )
    days, title = int(policy.value("unsigned_days", today).value), col(Paper.content)["title"]
    return Found(where, col(Paper.issued_on), title.as_string(), days, "《{}》", Paper)


def _evidence_ending(policy: Policy, today: date) -> Found:
    """Papers that end within the warning days or have ended, while no newer one proves the same."""
    limit = today + timedelta(int(policy.value("evidence_warning_days", today).value))
    newer, until = aliased(Evidence), col(Evidence.valid_through)
    renewed = exists().where(
        col(newer.case_id) == col(Evidence.case_id),
        col(newer.category) == col(Evidence.category),
        or_(col(newer.valid_through).is_(None), col(newer.valid_through) > limit),
    )
    asked = col(Case.state).not_in([*ENDED, CaseState.CLOSED])
    where = and_(until <= limit, ~renewed, asked)
    return Found(where, until, col(Evidence.document), words="{}", joined=Evidence)


def _visits_due(_policy: Policy, today: date) -> Found:
    """The day the last visit named for the next one."""
    later, until = aliased(Milestone), col(Milestone.until)
    again = exists().where(
        col(later.case_id) == col(Milestone.case_id),
        col(later.kind) == VISIT,
        col(later.id) > col(Milestone.id),
        _stands(later),
    )
    visit = and_(col(Milestone.kind) == VISIT, until <= today, _stands(Milestone))
    where = and_(visit, col(Case.state) != CaseState.CLOSED, ~again)
    return Found(where, until, col(Milestone.party), words="走访{}", joined=Milestone)


def _stands(act: Any) -> ColumnElement[bool]:
    """An act that was not taken back, and takes none back."""
    undone = aliased(Milestone)
    taken_back = exists().where(col(undone.takes_back_id) == col(act.id))
    is_own = func.coalesce(act.takes_back_id, 0) == 0  # IS NULL would be looked up, all of them
    return and_(is_own, ~taken_back)


def _stops_to_lift(policy: Policy, _today: date) -> Found:
    stopped = and_(col(PayCard.stop_notice_on).is_not(None), col(PayCard.lift_notice_on).is_(None))
    where, days = and_(stopped, col(Case.state).in_(ENDED)), policy.next_steps[LIFT].days
    card = col(PayCard.account_number)
    return Found(where, col(Case.state_since), card, days, "账号 {}", PayCard, from_case=True)


def _deposits_missing(policy: Policy, _today: date) -> Found:
    undone = aliased(Receipt)
    where = and_(
        col(Receipt.deposited_on).is_(None),
        func.coalesce(Receipt.reverses_id, 0) == 0,
        col(Case.state) != CaseState.CLOSED,
        ~exists().where(col(undone.reverses_id) == col(Receipt.id)),
    )
    start, days = col(Receipt.received_on), policy.next_steps[DEPOSIT].days
    return Found(where, start, start, days, "{} 到账", Receipt)


def is_not_handed() -> ColumnElement[bool]:
    """What changed since the county was given it; a clue as the county sent it is no change."""
    as_sent = and_(col(Case.batch_id).is_not(None), col(Case.revision) == 1)
    return and_(col(Case.revision) > col(Case.revision_handed), ~as_sent)


def _not_handed(_policy: Policy, _today: date) -> Found:
    return Found(is_not_handed(), col(Case.touched_on), col(Case.touched_on), None, "{} 有变动")


def _untouched(policy: Policy, today: date) -> Found:
    days = int(policy.value("untouched_days", today).value)
    touched, paused = col(Case.touched_on), col(Case.paused_until)
    limit = today - timedelta(days)
    rested = or_(paused.is_(None), paused < limit)
    where = and_(touched < limit, rested, col(Case.state) != CaseState.CLOSED)
    return Found(where, touched, col(Case.next_step), days)


def _pause_over(_policy: Policy, today: date) -> Found:
    """Nobody has touched the case since its pause ended."""
    paused = col(Case.paused_until)
    where = and_(paused < today, col(Case.touched_on) <= paused)
    return Found(where, paused, col(Case.next_step), 1)


FOUND: dict[str, Finder] = {
    "due_reached": _due_reached,
    "unserved": _unserved,
    "unsigned": _unsigned,
    "instalments_overdue": _instalments_overdue,
    "instalments_coming": _instalments_coming,
    "evidence_ending": _evidence_ending,
    "visits_due": _visits_due,
    "stops_to_lift": _stops_to_lift,
    "deposits_missing": _deposits_missing,
    "not_handed": _not_handed,
    "untouched": _untouched,
    "pause_over": _pause_over,
}
OWN_TABLES = {  # those joined
    *("evidence_ending", "visits_due", "stops_to_lift", "deposits_missing", "unsigned"),
}
