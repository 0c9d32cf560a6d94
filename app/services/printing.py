"""Papers: stored word for word when issued, printed from what is stored, numbered by the county."""

from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from app.errors import UserError
from app.forms import form_module
from app.forms.choices import AS_USUAL, Choices
from app.forms.document import Document, Mark
from app.forms.wording import number_text, one_line
from app.models import Case, IssuedDocument
from app.models.base import label
from app.models.terms import EventKind
from app.services import composing, events
from app.services.acts import finish
from app.services.case_file import file_of, open_file
from app.services.composing import check_fits, document_of, pdf_of
from app.services.days import check_day
from app.services.office import Office
from app.services.paper_choices import Question
from app.services.people import change
from app.services.register import paper_named
from app.storage.database import reading, transaction
from app.storage.files import probe_writable, write_safely


def questions(office: Office, number: str, form: str) -> tuple[Question, ...]:
    """What the form asks when it is issued for a case."""
    with reading(office.database) as session:
        return composing.questions(office, session, open_file(session, number), form)


def preview(office: Office, number: str, form: str, choices: Choices = AS_USUAL) -> Document:
    """The paper as it would be issued today; nothing is stored.

    Raises UserError when the case is not at the step this paper belongs to, or naming the choice
    that is refused.
    """
    with reading(office.database) as session:
        return composing.composed(office, session, open_file(session, number), form, choices)


def draft_pdf(document: Document) -> bytes:
    """A preview as PDF, marked 草稿."""
    return pdf_of([document], mark=Mark.DRAFT)


def issue(office: Office, number: str, form: str, choices: Choices = AS_USUAL) -> IssuedDocument:
    """Issue a paper: store what it says, then it may be printed.

    Raises UserError as composing.store_issued does.
    """
    with transaction(office.database) as session:
        return composing.store_issued(office, session, open_file(session, number), form, choices)


def issued_pdf(office: Office, issued_id: int) -> bytes:
    """The PDF of an issued paper: the words of that day, whatever changed since.

    One that is void (CaseFile.is_void) is marked 作废.
    """
    with reading(office.database) as session:
        return _pdf(session, session.get_one(IssuedDocument, issued_id))


def give_number(
    office: Office, paper: str, number: str, *, dated_on: date | None = None, reason: str = ""
) -> IssuedDocument:
    """The number the county gave a paper: every reprint bears it, all other words stay.

    paper: its uid, the beginning of it, or the number it has. dated_on: the day the county dated
    it, None: the day it was issued. What was given before is corrected with a reason.
    Raises UserError naming the field: number, dated_on, reason.
    """
    with transaction(office.database) as session:
        issued = paper_named(session, paper)
        title, given = f"《{issued.content['title']}》", number_text(number)
        check_numbered(issued)
        if not given:
            raise UserError("无法填写编号", "请照县级文书填写编号。", field="number")
        check_number(session, issued, given)
        _check_dated(office, issued, dated_on)
        had, why = issued.number, reason.strip()
        entered: dict[str, object] = {"number": given, "dated_on": dated_on or issued.dated_on}
        old, new = change(issued, entered)
        if had and old and not why:
            raise UserError("无法更正编号", f"编号已是“{had}”，请填写更正原因。", field="reason")
        if old:
            said = f"{title}编号更正为 {given}（{why}）" if had else f"{title}编号为 {given}"
            details = {"uid": issued.uid, "old": old, "new": new, "reason": why}
            case = session.get_one(Case, issued.case_id)
            finish(office, session, case, EventKind.NUMBERED, said, details=details)
    return issued


def check_numbered(issued: IssuedDocument) -> None:
    """Raises UserError (number) for a paper of a kind that has no number."""
    if not issued.content["is_numbered"]:
        raise UserError("无法填写编号", f"《{issued.content['title']}》不编号。", field="number")


def check_target(path: Path) -> None:
    """Raises UserError when nothing can be written there: asked before a paper is issued."""
    probe_writable(path)


def save_pdf(office: Office, issued_id: int, path: Path) -> None:
    """Write the PDF of an issued paper, and record it. Raises UserError when the disk refuses."""
    with transaction(office.database) as session:
        issued = session.get_one(IssuedDocument, issued_id)
        case = session.get_one(Case, issued.case_id)
        write_safely(path, _pdf(session, issued))
        summary = f"《{issued.content['title']}》存为 PDF"
        events.record(session, office.clerk, EventKind.EXPORTED, summary, case=case)


def copies_signed(issued: IssuedDocument) -> int:
    """一式几份: in how many copies the paper is signed."""
    signed: int = form_module(issued.form).FORM.copies
    return signed


def asks_reason(issued: IssuedDocument) -> bool:
    """Whether as many copies were printed as are signed: another one needs a reason."""
    return issued.copies >= copies_signed(issued)


def record_print(
    office: Office, issued_id: int, *, copies: int, reason: str = ""
) -> IssuedDocument:
    """Count copies that left the printer; copies is at least 1.

    Raises UserError (reason) when `asks_reason` and there is none: ask before printing.
    """
    with transaction(office.database) as session:
        issued = session.get_one(IssuedDocument, issued_id)
        count_copies(office, session, issued, copies=copies, reason=reason)
    return issued


def count_copies(
    office: Office, session: Session, issued: IssuedDocument, *, copies: int, reason: str = ""
) -> None:
    """The same, in the transaction of whoever prints several papers."""
    if copies < 1:
        raise ValueError(f"{copies} copies")
    why, title = one_line(reason), f"《{issued.content['title']}》"
    if asks_reason(issued) and not why:
        advice = f"{title}已打印 {issued.copies} 份，再打印请填写原因。"
        raise UserError("请填写补打原因", advice, field="reason")
    summary = f"打印{title}{copies} 份" + (f"（{why}）" if why else "")
    details = {"uid": issued.uid, "copies": copies, "reason": why}
    case = session.get_one(Case, issued.case_id)
    issued.copies += copies
    events.record(session, office.clerk, EventKind.PRINTED, summary, case=case, details=details)


def _pdf(session: Session, issued: IssuedDocument) -> bytes:
    file = file_of(session, session.get_one(Case, issued.case_id))
    mark = Mark.VOID if file.is_void(issued) else Mark.NONE
    return pdf_of([document_of(issued)], mark=mark)


def check_number(session: Session, issued: IssuedDocument, number: str) -> None:
    """Raises UserError (number) when it cannot be printed, or another paper of the form bears it.

    A corrected paper may keep the number of the one it replaced.
    """
    try:
        check_fits(Document.from_json(issued.content).numbered(number))
    except UserError as refused:
        raise UserError("无法填写编号", refused.advice, field="number") from None
    corrections = select(IssuedDocument.replaces_id).where(
        col(IssuedDocument.case_id) == issued.case_id, col(IssuedDocument.replaces_id).is_not(None)
    )
    same = select(IssuedDocument).where(
        col(IssuedDocument.form) == issued.form,
        col(IssuedDocument.number) == number,
        col(IssuedDocument.id) != issued.id,
        col(IssuedDocument.id).not_in(corrections),
    )
    other = session.exec(same).first()
    if other:
        case = session.get_one(Case, other.case_id)
        advice = (
            f"编号“{number}”已用于个案 {case.number} 于 {other.issued_on} 出具的"
            f"《{other.content['title']}》，请核对。"
        )
        raise UserError("编号重复", advice, field="number")


def _check_dated(office: Office, issued: IssuedDocument, dated_on: date | None) -> None:
    title = label(IssuedDocument, "dated_on")
    check_day(office, dated_on, title, field="dated_on")
    if dated_on and dated_on < issued.issued_on:
        advice = f"{dated_on} 早于出具日期 {issued.issued_on}，请核对。"
        raise UserError(f"“{title}”有误", advice, field="dated_on")
