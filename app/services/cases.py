"""What a clerk does with a case: register, correct, verify, enter the county's amount."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import select

from app.errors import UserError
from app.models import Case, Person, Verification
from app.models.base import label
from app.models.terms import CaseState, EventKind, VerificationResult
from app.money import yuan_text
from app.rules.procedure.marks import Marks
from app.services import checklist, events
from app.services.acts import finish, fresh, refuse_closed, terms_of
from app.services.case_file import CaseFile, find_case, open_file
from app.services.days import check_day
from app.services.marks import marks_of
from app.services.milestones import CLEARED
from app.services.numbering import next_numbers
from app.services.office import Office
from app.services.people import PERSONAL, cases_of, change, correct_person, found_or_new
from app.services.periods import add_periods, check_periods
from app.storage.database import reading, transaction

CORRECTABLE = (  # of the case; of the person every field of PERSONAL
    *("personal_number", "benefit", "reason", "reason_note", "source", "found_on", "township"),
    *("benefit_status", "benefit_fen", "other_benefit_fen", "funeral_fen", "account_fen"),
    *("account_subsidy_fen", "can_repay", "estate_fen", "fraud_suspected", "crime_suspected"),
    *("staff_involved", "category", "village", "handler", "file_place", "remarks"),
)
OPEN_TO_VERIFY = (CaseState.CLUE, CaseState.VERIFYING)
OPEN_WHEN_CLOSED = {"file_place", "remarks"}  # where the papers lie may be noted at any time
OTHER = "other"  # the reason 其他, which must be written out


def open_case(
    office: Office,
    *,
    person: dict[str, object],
    case: dict[str, object],
    periods: Sequence[dict[str, object]],
) -> Case:
    """Register a case; fields are named as in Person, Case and OverpaidPeriod.

    A person already here (same ID number) is used, not doubled. Raises UserError naming the
    field that is refused, or "periods".
    """
    with transaction(office.database) as session:
        who = found_or_new(office, session, person)
        today = office.today()
        [number] = next_numbers(session, today.year, 1)
        entered = {"handler": office.clerk, "found_on": today} | case
        own = {"number": number, "person_id": who.id, "state_since": today, "touched_on": today}
        opened = Case.new(**entered | own)
        check_case(office, opened)
        for name, value in fresh(office, session, found_on=opened.found_on).items():
            setattr(opened, name, value)
        session.add(opened)
        session.flush()
        add_periods(office, session, opened, periods)
        finish(office, session, opened, EventKind.OPENED, f"登记个案 {number}")
    return opened


def verify(
    office: Office,
    number: str,
    *,
    by: str,
    on: date,
    result: VerificationResult,
    findings: str = "",
) -> Case:
    """Record a verification: confirm or dismiss the case, or withdraw the last one (二(一)).

    A case that went too far to withdraw its dismissal is confirmed anew instead. Raises UserError
    when the case is decided already, or has no overpaid period to confirm.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        case = file.case
        check_day(office, on, "核实日期", field="verified_on")
        terms = terms_of(office, session, case)
        marks = marks_of(terms, file)
        _check_verifiable(file, marks, result)
        if result == VerificationResult.CONFIRMED:
            if not file.periods:
                advice = "请先在“核实与金额”中填写至少一段多领期间和金额。"
                raise UserError("无法确认多领", advice, field="periods")
            check_periods(office, session, case, file.periods)
        session.add(
            Verification.new(
                case_id=case.id, verified_on=on, verified_by=by, result=result, findings=findings
            )
        )
        summary = f"{by}于 {on} 核实：{result.label}"
        asked = checklist.unanswered(terms.policy, checklist.lines(terms.policy, file, marks))
        details = {
            "happened_on": str(on),
            "findings": findings,
            "unanswered": [finding.text for finding in asked],
        }
        finish(office, session, case, EventKind.VERIFIED, summary, details=details)
    return case


def assess(office: Office, number: str, fen: int) -> Case:
    """Enter the county's 核定金额, from now on the amount demanded.

    A change after the notice takes the case back: it needs a new plan and a new notice.
    Raises UserError when less is assessed than came in already, or the case is ended.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        case = file.case
        check_assessed(case, fen, file.recovered_fen)
        before = file.amount_fen
        old, new = change(case, {"assessed_fen": fen})
        if fen != before:
            case.amount_changed_on = office.today()
        summary = f"核定金额 {yuan_text(fen)} 元（原应追 {yuan_text(before)} 元）"
        details = {"old": old, "new": new}
        finish(office, session, case, EventKind.ASSESSED, summary, details=details)
    return case


def correct(office: Office, number: str, **changed: object) -> Case:
    """Correct fields of a case or its person; the log keeps old and new of every case concerned.

    Raises UserError naming the field that is refused.
    """
    for unknown in set(changed) - {*CORRECTABLE, *PERSONAL}:
        raise UserError("无法更正", f"“{unknown}”不是可以更正的内容。", field=unknown)
    personal = {name: value for name, value in changed.items() if name in PERSONAL}
    own = {name: value for name, value in changed.items() if name in CORRECTABLE}
    with transaction(office.database) as session:
        case = find_case(session, number)
        if set(changed) - OPEN_WHEN_CLOSED:
            refuse_closed(case, "无法更正")
        person = session.get_one(Person, case.person_id)
        person_old, person_new = correct_person(office, session, person, personal)
        old, new = change(case, own)
        check_case(office, case)
        for each in cases_of(session, person):
            one_old, one_new = dict(person_old), dict(person_new)
            if each.id == case.id:
                one_old, one_new = one_old | old, one_new | new
            if one_old:
                titles = [label(Person if f in PERSONAL else Case, f) for f in one_old]
                summary = f"更正：{'、'.join(titles)}"
                details = {"old": one_old, "new": one_new}
                finish(office, session, each, EventKind.CHANGED, summary, details=details)
    return case


def full_id_number(office: Office, number: str) -> str:
    """The whole ID number of the person; that it was looked at is recorded."""
    with transaction(office.database) as session:
        case = find_case(session, number)
        person = session.get_one(Person, case.person_id)
        events.record(session, office.clerk, EventKind.SHOWN, "查看完整证件号码", case=case)
    return person.id_number or ""


def known_case(office: Office, *, id_number: str, insurance: str) -> Case | None:
    """A case this person has already in this insurance: to warn before it is doubled."""
    with reading(office.database) as session:
        query = select(Case).join(Person).where(Person.id_number == id_number)
        return session.exec(query.where(Case.insurance == insurance)).first()


def _check_verifiable(file: CaseFile, marks: Marks, result: VerificationResult) -> None:
    case, is_far = file.case, bool(file.has_notice or file.kept_receipts)
    refuse_closed(case, "无法登记核实")
    is_dismissed = case.state == CaseState.DISMISSED
    if result == VerificationResult.WITHDRAWN:
        if is_far and is_dismissed:
            advice = "已告知或已有到账，结论不能撤回；排除有误的，请登记核实结论“确认多领”。"
            raise UserError("无法撤回核实结论", advice, field="result")
        if is_far or case.state not in (CaseState.CONFIRMED, CaseState.DISMISSED):
            advice = f"个案现为“{case.state.label}”，已告知、已有到账或者没有结论的，不能撤回结论。"
            raise UserError("无法撤回核实结论", advice, field="result")
        return
    is_cleared = not is_dismissed and not CLEARED.isdisjoint(marks)
    again = is_cleared if result == VerificationResult.DISMISSED else is_dismissed and is_far
    if not again and case.state not in OPEN_TO_VERIFY:
        raise UserError("无法登记核实", f"个案已是“{case.state.label}”，不需再登记核实结论。")


def check_assessed(case: Case, fen: int, recovered_fen: int) -> None:
    """Raises UserError when less is assessed than came in already, or the case is ended."""
    if case.state in (CaseState.DISMISSED, CaseState.CLOSED):
        advice = f"个案已是“{case.state.label}”。"
        raise UserError("无法录入核定金额", advice, field="assessed_fen")
    if fen < recovered_fen:
        advice = f"核定金额少于已追回的 {yuan_text(recovered_fen)} 元，请先核对到账。"
        raise UserError("无法录入核定金额", advice, field="assessed_fen")


def check_case(office: Office, case: Case) -> None:
    """Refuses codes the policy book does not know, and facts that cannot be."""
    policy = office.policy_of(case)
    vocabularies: dict[str, Any] = {
        "insurance": policy.insurances,
        "benefit": policy.benefits_of(case.insurance),
        "reason": policy.reasons,
        "source": {"": None, **policy.sources},
        "benefit_status": {"": None, **policy.benefit_statuses},
        "category": policy.categories,
    }
    for field, words in vocabularies.items():
        if getattr(case, field) not in words:
            raise UserError("无法保存", f"请在列表中选择“{label(Case, field)}”。", field=field)
    if case.reason == OTHER and not case.reason_note:
        raise UserError("无法保存", "多领原因为“其他”的，请写明原因。", field="reason_note")
    check_day(office, case.found_on, label(Case, "found_on"), field="found_on")
