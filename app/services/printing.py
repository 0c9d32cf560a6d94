"""Papers: composed from the case, stored word for word when issued, printed from what is stored."""

from datetime import date
from pathlib import Path
from uuid import uuid4

from sqlmodel import Session

from app.errors import UserError
from app.forms import form_module
from app.forms.document import Document
from app.models import Case, IssuedDocument
from app.models.terms import CaseState, EventKind
from app.rules.deadlines import Terms
from app.rules.policy import Policy
from app.rules.procedure.guards import out_of_place, unmet
from app.rules.procedure.kinds import Paper
from app.services import events
from app.services.acts import finish, refuse_closed, terms_of
from app.services.case_file import REFUND_NOTICE, CaseFile, last, open_file
from app.services.marks import marks_of
from app.services.office import Office
from app.services.paper_facts import paper_facts
from app.storage.database import reading, transaction
from app.storage.files import probe_writable, write_safely


def form_title(form: str) -> str:
    """The name of a form. Raises UserError when there is no such form."""
    title: str = form_module(form).FORM.title
    return title


def preview(office: Office, number: str, form: str) -> Document:
    """The paper as it would be issued today; nothing is stored.

    Raises UserError when the case is not at the step this paper belongs to.
    """
    with reading(office.database) as session:
        return _compose(office, session, open_file(session, number), form, uuid4().hex)


def preview_pdf(office: Office, number: str, form: str) -> bytes:
    """The preview as PDF, marked 草稿."""
    return _pdf(preview(office, number, form), draft=True)


def issue(office: Office, number: str, form: str) -> IssuedDocument:
    """Issue a paper: store what it says, then it may be printed.

    Raises UserError when the case is not at the step this paper belongs to, a character of it
    cannot be printed, or it is the notice already in force.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        uid, plan = uuid4().hex, last(file.plans)
        document = _compose(office, session, file, form, uid)
        if form == REFUND_NOTICE:
            _refuse_same_notice(file)
        _pdf(document, draft=False)  # what cannot be printed is not issued
        issued = IssuedDocument.new(
            uid=uid,
            case_id=file.case.id,
            form=form,
            issued_on=office.today(),
            amount_fen=file.amount_fen,
            plan_id=plan.id if plan else None,
            content=document.to_json(),
            policy_hash=office.policy_of(file.case).hash,
        )
        session.add(issued)
        summary = f"出具《{document.title}》"
        finish(office, session, file.case, EventKind.ISSUED, summary, details={"uid": uid})
    return issued


def issued_pdf(office: Office, issued_id: int) -> bytes:
    """The PDF of an issued paper: the words of that day, whatever changed since."""
    with reading(office.database) as session:
        issued = session.get_one(IssuedDocument, issued_id)
    return _pdf(Document.from_json(issued.content), draft=False)


def check_target(path: Path) -> None:
    """Raises UserError when nothing can be written there: asked before a paper is issued."""
    probe_writable(path)


def save_pdf(office: Office, issued_id: int, path: Path) -> None:
    """Write the PDF of an issued paper, and record it. Raises UserError when the disk refuses."""
    with transaction(office.database) as session:
        issued = session.get_one(IssuedDocument, issued_id)
        case = session.get_one(Case, issued.case_id)
        write_safely(path, _pdf(Document.from_json(issued.content), draft=False))
        summary = f"《{form_title(issued.form)}》存为 PDF"
        events.record(session, office.clerk, EventKind.EXPORTED, summary, case=case)


def record_print(office: Office, issued_id: int, *, copies: int) -> IssuedDocument:
    """Count copies that left the printer; copies is at least 1."""
    if copies < 1:
        raise ValueError(f"{copies} copies")
    with transaction(office.database) as session:
        issued = session.get_one(IssuedDocument, issued_id)
        case = session.get_one(Case, issued.case_id)
        issued.copies += copies
        summary = f"打印《{form_title(issued.form)}》{copies} 份"
        events.record(session, office.clerk, EventKind.PRINTED, summary, case=case)
    return issued


def _compose(office: Office, session: Session, file: CaseFile, form: str, uid: str) -> Document:
    terms = terms_of(office, session, file.case)
    paper = _paper(terms.policy, form)
    _refuse_too_early(terms, file, paper, office.today())
    document: Document = form_module(form).compose(
        paper_facts(office, session, file, paper.label, uid)
    )
    return document


def _paper(policy: Policy, form: str) -> Paper:
    """What the policy book says of a form. Raises UserError when there is no such form."""
    title = form_title(form)
    named = next((paper for paper in policy.papers.values() if paper.form == form), None)
    if named is None:
        raise UserError(f"无法出具《{title}》", f"{policy.name}没有这种文书。", field="form")
    return named


def _refuse_too_early(terms: Terms, file: CaseFile, paper: Paper, on: date) -> None:
    """Each paper at its step, as the policy book says."""
    policy, state = terms.policy, file.case.state
    if CaseState.CLOSED not in paper.states:
        refuse_closed(file.case, f"暂不能出具《{paper.label}》")
    findings = list(unmet(policy, paper, marks_of(terms, file), on))
    if state not in paper.states:
        findings = findings or [out_of_place(policy, paper, state, done="出具")]
    if findings:
        why = "".join(f"{finding.text}（{finding.ground}）" for finding in findings)
        raise UserError(f"暂不能出具《{paper.label}》", why, field="form")


def _refuse_same_notice(file: CaseFile) -> None:
    """A second notice would leave the first one's service without effect: it is printed again.

    Of another amount or plan, or to a person whose name or number was corrected, it is a new one.
    """
    notice, plan, person = file.notice, last(file.plans), file.person
    if notice is None or notice.plan_id != (plan.id if plan else None):
        return
    texts = set(Document.from_json(notice.content).texts())
    if {person.name, person.id_number or ""} <= {*texts, ""}:
        advice = f"告知书已于 {notice.issued_on} 出具，金额和计划没有变化，请在已出具的文书中补打。"
        raise UserError("告知书已经出具过", advice, field="form")


def _pdf(document: Document, *, draft: bool) -> bytes:
    from app.forms.pdf import render_pdf

    return render_pdf([document], draft=draft)
