"""How a case went, for the papers: read from its file, nothing computed twice."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from app.forms.course import Course, Filed
from app.forms.replacing import void_title
from app.methods.merged import merged_dues
from app.methods.paid_dues import PaidDue, paid_dues
from app.methods.schedules import schedule_of
from app.models import Case
from app.rules.policy import Policy
from app.rules.procedure.marks import Marks
from app.rules.vocabulary import label
from app.rules.wanted import department_names
from app.services.bank_letters import cards_to_lift
from app.services.case_file import CaseFile
from app.services.explain import explained_figures
from app.services.office import Office

LAWS = ("social-insurance-law", "handling-regulation")  # codes of documents


def basis_of(policy: Policy, on: date) -> str:
    """The laws and the notice in force on a day, as a paper names them."""
    notices = [code for code, one in policy.documents.items() if one.title == policy.title]
    named = (policy.documents[code] for code in (*LAWS, *notices))
    in_force = (one for one in named if one.since <= on and (one.until is None or on <= one.until))
    return "、".join(one.title for one in in_force).replace("》、《", "》《")


def course_of(office: Office, session: Session, file: CaseFile, marks: Marks) -> Course:
    policy = office.policy_of(file.case)
    floor = policy.value("monthly_floor", office.today()).value
    waiting = (receipt for receipt in file.kept_receipts if not receipt.deposited_on)
    by_channel = file.recovered_by("channel").items()
    return Course(
        dues=dues_of(file),
        recovered_by=tuple((label(policy.channels, code), fen) for code, fen in by_channel),
        recovered_on=marks["recovered"].on if "recovered" in marks else None,
        undeposited_fen=sum(receipt.fen for receipt in waiting),
        stopped_cards=cards_to_lift(file),
        is_lifted=any(card.lift_notice_on for card in file.cards),
        offset_from=_offset_from(policy, file.case),
        floor_share=f"{(floor * 100).normalize():f}%",
        endings={code: ending.label for code, ending in policy.endings.items()},
        papers=tuple(file.documents),
        filed=(*_issued(file), *_certified(policy, file), *_scanned(file)),
        explained=explained_figures(office, session, file),
    )


def dues_of(file: CaseFile) -> tuple[PaidDue, ...]:
    """The dues of the plans in force, with what came in since they were made."""
    plans = file.plans_in_force
    if not plans:
        return ()
    receipts = ((receipt.received_on, receipt.fen) for receipt in file.kept_receipts)
    dues = merged_dues(schedule_of(plan) for plan in plans)
    return paid_dues(dues, receipts, before_fen=plans[0].paid_fen)


def _offset_from(policy: Policy, case: Case) -> str:
    """The insurance whose benefit is the base of the least share (methods/floors); "" if open."""
    own, pair = label(policy.insurances, case.insurance), policy.reasons[case.reason].pair
    if pair is None:
        return "" if case.other_benefit_fen else own
    kept = pair[0]
    if case.insurance in kept:
        return own if case.benefit_fen != 0 else ""
    if not case.other_benefit_fen:
        return own
    return label(policy.insurances, kept[0]) if len(kept) == 1 else ""


def _issued(file: CaseFile) -> Iterator[Filed]:
    for paper in file.documents:
        title, by = paper.content["title"], paper.content["issuer"]
        title = void_title(title) if file.is_void(paper) else title
        yield Filed(title, paper.number, by, paper.issued_on, paper.form)


def _certified(policy: Policy, file: CaseFile) -> Iterator[Filed]:
    for piece in file.evidence:
        known = piece.department in policy.departments
        by = department_names(policy, [piece.department]) if known else piece.department
        yield Filed(piece.document, piece.document_number, by, piece.issued_on)


def _scanned(file: CaseFile) -> Iterator[Filed]:
    """Files that belong to no evidence and no paper, whose scans stand under them; each once."""
    own = (scan for scan in file.attachments if scan.evidence_id is scan.document_id is None)
    for title in dict.fromkeys(scan.title for scan in own):
        yield Filed(title.rpartition(".")[0] or title)
