"""佐证: what civil affairs, the disability federation and others certified, and its scan."""

from pathlib import Path

from sqlalchemy import event
from sqlmodel import Session

from app.errors import UserError
from app.models import Attachment, Evidence
from app.models.terms import CategoryGroup, EventKind
from app.rules.hardship import SELF, certificate_refusal, objections, valid_through
from app.rules.identity import normalised
from app.rules.policy import Policy
from app.rules.vocabulary import Category
from app.rules.wanted import certificate_kind, entitled
from app.services.acts import finish, refuse_closed
from app.services.case_file import CaseFile, file_of, open_file
from app.services.days import check_day
from app.services.office import Office
from app.services.people import with_number_of
from app.services.proven import judged
from app.storage import attachments
from app.storage.database import reading, transaction

TITLE = "无法登记佐证"


def add_evidence(
    office: Office, number: str, *, scan: Path | None = None, **entered: object
) -> Evidence:
    """Record evidence of a hardship or special category; while valid, the case takes it over.

    entered: fields of Evidence; category and department are codes. Without a department, the
    first one entitled to give the paper. Raises UserError naming the field refused.
    """
    with transaction(office.database) as session:
        return enter_evidence(office, session, number, scan=scan, **entered)


def enter_evidence(
    office: Office, session: Session, number: str, *, scan: Path | None = None, **entered: object
) -> Evidence:
    """The same as a part of another act."""
    file = open_file(session, number)
    policy, case = office.policy_of(file.case), file.case
    refuse_closed(case, TITLE)
    category = _category(policy, str(entered.get("category")))
    paper = str(entered.get("document") or "")
    defaults: dict[str, object] = {
        "department": (entitled(policy, category, paper) or category.departments)[0],
        "verified_by": office.clerk,
        "verified_on": office.today(),
    }
    given = defaults | with_number_of(entered, "holder_id_number", whose="持证人")
    evidence = Evidence.new(**given | {"case_id": case.id})
    _check(office, policy, file, evidence)
    evidence.valid_through = valid_through(policy, evidence)
    session.add(evidence)
    session.flush()
    if scan is not None:
        _keep_scan(office, session, evidence, scan)
    old = case.category
    if _takes_over(policy, file_of(session, case), evidence, office):
        case.category = evidence.category
    summary = f"登记佐证：{category.label}，{evidence.document}"
    details = {"old": {"category": old}, "new": {"category": case.category}}
    finish(office, session, case, EventKind.EVIDENCE, summary, details=details)
    return evidence


def read_scan(office: Office, attachment_id: int) -> bytes:
    """The scan as it was given. Raises UserError when its file is missing or was changed."""
    with reading(office.database) as session:
        attachment = session.get_one(Attachment, attachment_id)
    return attachments.read(office.attachments, office.data_key, attachment.stored_name)


def forget_if_undone(session: Session, file: Path) -> None:
    """Remove a stored file again when the act it belongs to is rolled back."""
    event.listen(session, "after_rollback", lambda _: file.unlink(missing_ok=True), once=True)


def _category(policy: Policy, code: str) -> Category:
    category = policy.categories.get(code)
    if category is None or category.group == CategoryGroup.GENERAL:
        raise UserError(TITLE, "请选择一种困难或特殊群体类别。", field="category")
    return category


def _check(office: Office, policy: Policy, file: CaseFile, evidence: Evidence) -> None:
    """Refuses what can never count; what counts only on some days is judged on the day."""
    category = policy.categories[evidence.category]
    givers = entitled(policy, category, evidence.document)
    if evidence.department not in givers:
        names = "、".join(policy.departments[code].label for code in givers)
        what = category.label if givers == category.departments else evidence.document
        verb = "认定" if givers == category.departments else "出具"
        advice = f"“{what}”应由{names}{verb}，请核对出具单位。"
        raise UserError(TITLE, advice, field="department")
    check_day(office, evidence.issued_on, "出具日期", field="issued_on")
    check_day(office, evidence.verified_on, "核验日期", field="verified_on")
    if evidence.verified_on and evidence.verified_on < evidence.issued_on:
        advice = "“核验日期”早于“出具日期”，请核对两个日期。"
        raise UserError(TITLE, advice, field="verified_on")
    _check_holder(policy, file, evidence)
    if certificate_kind(policy, category, evidence.document):
        evidence.document_number = normalised(evidence.document_number)
    if why := certificate_refusal(policy, evidence, person_id=file.person.id_number):
        raise UserError(TITLE, why, field="document_number")
    _refuse_twice(file, evidence)


def _check_holder(policy: Policy, file: CaseFile, evidence: Evidence) -> None:
    """A paper is the person's own, or bears the name of a relative of the household."""
    if evidence.whose == SELF:
        for field in ("holder_name", "holder_id_number"):
            if getattr(evidence, field):
                advice = "持证人是本人的，不必填写持证人姓名和号码；是家人的，请先选与当事人关系。"
                raise UserError(TITLE, advice, field=field)
        return
    relation = policy.relations.get(evidence.whose)
    if relation is None or not relation.may_hold_papers:
        advice = "持证人应为本人或共同生活的家庭成员，请核对持证人与当事人关系。"
        raise UserError(TITLE, advice, field="whose")
    if not evidence.holder_name:
        raise UserError(TITLE, "请填写“持证人姓名”。", field="holder_name")
    if evidence.holder_id_number and evidence.holder_id_number == file.person.id_number:
        advice = "持证人不是本人，证件号码却与当事人相同，请核对。"
        raise UserError("持证人证件号码有误", advice, field="holder_id_number")


def _refuse_twice(file: CaseFile, evidence: Evidence) -> None:
    """The same number of the same category is the same paper, unless it was issued anew."""
    for known in file.evidence:
        if _identity(known) == _identity(evidence) and evidence.issued_on <= known.issued_on:
            numbered = f"（{known.document_number}）" if known.document_number else ""
            advice = (
                f"“{known.document}”{numbered}已经登记，请核对；换发、年审的请填写新的出具日期。"
            )
            raise UserError("这份佐证已经登记过", advice, field="document")


def _identity(piece: Evidence) -> tuple[object, ...]:
    own = (piece.category, piece.document, normalised(piece.document_number))
    return own if piece.document_number else (*own, piece.issued_on, piece.whose, piece.holder_name)


def _keep_scan(office: Office, session: Session, evidence: Evidence, scan: Path) -> None:
    stored = attachments.store(office.attachments, office.data_key, scan)
    forget_if_undone(session, office.attachments / stored.stored_name)
    owner = {"case_id": evidence.case_id, "evidence_id": evidence.id, "title": scan.name}
    session.add(Attachment.new(**vars(stored) | owner))


def _takes_over(policy: Policy, file: CaseFile, evidence: Evidence, office: Office) -> bool:
    """Whether the case is of the category of a new paper: proven, or better than none proven."""
    on, person_id = office.today(), file.person.id_number
    if any(objections(policy, evidence, on, person_id=person_id)):
        return False
    proven = {one.category for one in judged(policy, file, on) if one.is_proven}
    return evidence.category in proven or file.case.category not in proven
