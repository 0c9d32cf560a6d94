"""佐证: what civil affairs, the disability federation and others certified, and its scan."""

from datetime import date
from pathlib import Path

from sqlalchemy import event
from sqlmodel import Session

from app.errors import UserError
from app.models import Attachment, Evidence
from app.models.terms import CategoryGroup, EventKind
from app.services.acts import finish
from app.services.case_file import find_case
from app.services.days import check_day
from app.services.office import Office
from app.storage import attachments
from app.storage.database import reading, transaction


def add_evidence(
    office: Office, number: str, *, scan: Path | None = None, **entered: object
) -> Evidence:
    """Record evidence of a hardship or special category; while valid, the case takes it over.

    entered: fields of Evidence; category and department are codes. Without a department, the
    first one entitled to certify the category. Raises UserError naming the field refused.
    """
    policy = office.policy
    category = policy.categories.get(str(entered.get("category")))
    if category is None or category.group == CategoryGroup.GENERAL:
        raise UserError("无法登记佐证", "请选择一种困难或特殊群体类别。", field="category")
    entered = {"department": category.departments[0]} | entered
    if entered["department"] not in category.departments:
        names = "、".join(policy.departments[code].label for code in category.departments)
        advice = f"“{category.label}”应由{names}认定，请核对出具单位。"
        raise UserError("无法登记佐证", advice, field="department")
    with transaction(office.database) as session:
        case = find_case(session, number)
        verified = {"verified_by": office.clerk, "verified_on": office.today()}
        evidence = Evidence.new(**verified | entered | {"case_id": case.id})
        check_day(office, evidence.issued_on, "出具日期", field="issued_on")
        session.add(evidence)
        session.flush()
        if scan is not None:
            stored = attachments.store(office.attachments, office.data_key, scan)
            forget_if_undone(session, office.attachments / stored.stored_name)
            owner = {"case_id": case.id, "evidence_id": evidence.id, "title": scan.name}
            session.add(Attachment.new(**vars(stored) | owner))
        old = case.category
        if is_valid(evidence, office.today()):
            case.category = evidence.category
        summary = f"登记佐证：{category.label}，{evidence.document}"
        details = {"old": {"category": old}, "new": {"category": case.category}}
        finish(office, session, case, EventKind.EVIDENCE, summary, details=details)
    return evidence


def forget_if_undone(session: Session, file: Path) -> None:
    """Remove a stored file again when the act it belongs to is rolled back."""
    event.listen(session, "after_rollback", lambda _: file.unlink(missing_ok=True), once=True)


def is_valid(evidence: Evidence, on: date) -> bool:
    """Whether a verified piece of evidence is in date on a day."""
    in_date = evidence.valid_until is None or on <= evidence.valid_until
    return evidence.verified_on is not None and evidence.issued_on <= on and in_date


def read_scan(office: Office, attachment_id: int) -> bytes:
    """The scan as it was given. Raises UserError when its file is missing or was changed."""
    with reading(office.database) as session:
        attachment = session.get_one(Attachment, attachment_id)
    return attachments.read(office.attachments, office.data_key, attachment.stored_name)
