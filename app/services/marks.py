"""The marks of a stored case: its acts, and the facts that follow from everything else."""

from collections.abc import Iterator
from datetime import date

from app.methods.listing import Withheld, is_listable
from app.methods.merged import merged_dues
from app.methods.schedules import allocate_dues, schedule_of
from app.models import Milestone
from app.models.terms import CategoryGroup, PersonStatus, VerificationResult
from app.rules.deadlines import Terms, window
from app.rules.policy import Policy
from app.rules.procedure.marks import Act, Mark, Marks, standing
from app.services.case_file import CaseFile, last
from app.services.delivered import is_to_person
from app.services.holdings import card_fen, estate_fen, funeral_fen, usable_account_fen
from app.services.proven import is_proven
from app.services.stopped import stopped_plans

PERSON_MARKS = {
    PersonStatus.DECEASED: "deceased",
    PersonStatus.MISSING: "missing",
    PersonStatus.IN_PRISON: "in_prison",
}
HALTED = ("paused", "stopped")
AID = ("government_aid",)  # channels
UNDER_REVIEW = {"review_asked", "suit_filed", "review_decided.revoked", "suit_ended.revoked"}
PAYING = ("", "paying")  # a benefit status nobody looked into is one that may still be paid


def marks_of(terms: Terms, file: CaseFile) -> dict[str, Mark]:
    """Every mark that stands in a case."""
    policy = terms.policy
    marks = standing(policy, acts_of(policy, file))
    for name, mark in (*_inquiry(file), *_means(policy, file), *_recovery(policy, file)):
        marks[name] = mark
    marks |= _court_window(terms, marks)
    if _is_reminded(marks):
        marks["due_reminded"] = marks["reminded"]
    halted = [marks[act] for act in ("benefit_paused", "benefit_stopped") if act in marks]
    if halted and "in_prison" not in marks:  # while in prison it stays halted (告知事项2)
        marks["benefit_unsettled"] = halted[-1]
    if listed := _list_met(policy, file, marks):
        marks["list_met"] = listed
    if short := _grant_short(file, marks):
        marks["grant_short"] = short
        del marks["assistance_decided"], marks["assistance_decided.granted"]
    return marks


def acts_of(policy: Policy, file: CaseFile) -> list[Act]:
    """The acts of a file as the rules read them, in their order."""
    return [_act(policy, file, act) for act in file.acts]


def marks_on(policy: Policy, file: CaseFile, on: date) -> dict[str, Mark]:
    """The marks that come and go with the day: asked for an act, never for a next step."""
    return {"proven": Mark(on, on)} if is_proven(policy, file, on) else {}


def _act(policy: Policy, file: CaseFile, act: Milestone) -> Act:
    papers = policy.milestones[act.kind].documents
    in_force = {paper.id for code in papers if (paper := file.paper(code))}
    is_current = not papers or act.document_id in in_force
    return Act(act.kind, act.happened_on, act.until, act.outcome, is_current)


def _inquiry(file: CaseFile) -> Iterator[tuple[str, Mark]]:
    yield "found", Mark(file.case.found_on)
    if check := last(file.checks):
        yield "inquired", Mark(check.checked_on, times=len(file.checks))
    verification = last(file.verifications)
    if verification and verification.result == VerificationResult.WITHDRAWN:
        yield "inquired", Mark(verification.verified_on)
    elif verification:
        yield verification.result.value, Mark(verification.verified_on)


def _means(policy: Policy, file: CaseFile) -> Iterator[tuple[str, Mark]]:
    case, person = file.case, file.person
    if name := PERSON_MARKS.get(person.status):
        yield name, Mark(person.status_on or case.found_on)
    if policy.categories[case.category].group != CategoryGroup.GENERAL:
        yield "hardship", Mark(case.found_on)
    for name, stands in (
        ("fraud_suspected", case.fraud_suspected),
        ("crime_suspected", case.crime_suspected),
        ("staff_involved", case.staff_involved),
        ("benefit_paying", case.benefit_status in PAYING),
        ("benefit_halted", case.benefit_status in HALTED),
        ("benefit_continues", bool(case.benefit_fen)),
        ("card_balance", card_fen(file) > 0),
        ("account_left", usable_account_fen(file) > 0),
        ("funeral_left", funeral_fen(file) > 0),
        ("estate_left", bool(estate_fen(file))),
        ("card_unstopped", any(card.stop_notice_on is None for card in file.cards)),
    ):
        if stands:
            yield name, Mark(case.found_on)
    stopped = [c.stop_notice_on for c in file.cards if c.stop_notice_on and not c.lift_notice_on]
    if stopped:
        yield "card_stopped", Mark(min(stopped))


def _recovery(policy: Policy, file: CaseFile) -> Iterator[tuple[str, Mark]]:
    for decision in file.decisions_in_force:
        if decision.rank == 1:
            yield "decided", Mark(decision.decided_on)
            yield f"chosen_{decision.method.value}", Mark(decision.decided_on)
    yield from _plan(file)
    for name, paper in (("notice_issued", file.notice), ("opinion_issued", file.opinion)):
        if paper:
            yield name, Mark(paper.issued_on)
    if file.has_notice and file.notice is None:
        yield "notice_void", Mark(file.case.amount_changed_on or file.case.found_on)
    handed = (paper for paper in file.documents if is_to_person(policy, paper))
    if in_force := [paper.issued_on for paper in handed if not file.is_void(paper)]:
        yield "paper_to_serve", Mark(in_force[-1])
    receipts = file.kept_receipts
    if receipts:
        latest = max(receipt.received_on for receipt in receipts)
        yield "received", Mark(latest)
    if file.amount_fen and file.left_fen == 0:
        yield "recovered", Mark(max((r.received_on for r in receipts), default=file.case.found_on))
    waiting = [receipt.received_on for receipt in receipts if not receipt.deposited_on]
    if waiting:
        yield "undeposited", Mark(min(waiting))


def _plan(file: CaseFile) -> Iterator[tuple[str, Mark]]:
    plans = file.plans_in_force
    if not plans:
        return
    dues = merged_dues(schedule_of(plan) for plan in plans)
    yield "planned", Mark(plans[-1].made_on, dues[-1].last_day)
    paid = file.recovered_fen - plans[0].paid_fen
    oldest = next((p.due for p in allocate_dues(dues, paid) if p.left_fen), None)
    if oldest:
        yield "due_unpaid", Mark(plans[0].made_on, oldest.last_day)
    if stopped := stopped_plans(file):
        made_on = stopped[-1].made_on
        yield "plan_stopped", Mark(max(file.person.status_on or made_on, made_on))


def _is_reminded(marks: Marks) -> bool:
    """Whether the oldest unpaid due was asked for after it fell due; before, it was another's."""
    due, reminded = marks.get("due_unpaid"), marks.get("reminded")
    return bool(due and due.until and reminded and reminded.on > due.until)


def _list_met(policy: Policy, file: CaseFile, marks: Marks) -> Mark | None:
    """Since when the debt may be listed; a refusal counts once the notice asked for the money."""
    asked = marks.get("notice_served") or marks.get("notice_issued")
    refused, broken = marks.get("refused"), marks.get("agreement_broken")
    decided = marks.get("decision_served")
    if refused and not (asked and asked.on <= refused.on):
        refused = None
    since = max((mark.on for mark in (refused, broken, decided) if mark), default=None)
    debt = Withheld(
        fen=file.amount_fen,
        months=sum(period.months for period in file.periods),
        refused=refused is not None,
        broken=broken is not None,
        fraud_suspected=file.case.fraud_suspected,
        is_decided=decided is not None,
    )
    return Mark(since) if since and is_listable(policy, debt, since) else None


def _grant_short(file: CaseFile, marks: Marks) -> Mark | None:
    """救助帮扶 granted for less than is left: its money goes into the rest with what came of it."""
    granted = marks.get("assistance_decided.granted")
    if granted is None or file.left_fen <= 0:
        return None
    decision = last(act for act in file.acts if act.kind == "assistance_decided")
    came = [r.fen for r in file.kept_receipts if r.channel in AID and r.received_on >= granted.on]
    if decision is None or (decision.fen or 0) - sum(came) >= file.left_fen:
        return None
    return Mark(max(granted.on, file.notice.issued_on if file.notice else granted.on))


def _court_window(terms: Terms, marks: Marks) -> dict[str, Mark]:
    """When the court may be asked: remedies over and demand run, within three months.

    A demand that runs longer than the three months leaves no day: then the window was missed.
    """
    served, demanded = marks.get("decision_served"), marks.get("demand_served")
    if not served or not demanded or UNDER_REVIEW & set(marks):
        return {}
    if "suit_ended" in marks:  # then the judgment is what is enforced, within its own two years
        return {"court_window": Mark(marks["suit_ended"].on, marks["suit_ended"].until)}
    reviewed: date | None = marks["review_decided"].on if "review_decided" in marks else None
    open_ = window(
        terms.policy,
        terms.calendar,
        served=served.on,
        reviewed=reviewed,
        demanded=demanded.on,
    )
    end = open_.end.last_day
    if open_.first_day is None or open_.first_day > end:
        return {"court_missed": Mark(end)}
    return {"court_window": Mark(open_.first_day, end)}
