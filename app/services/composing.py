"""Composing a paper from its case and storing it, inside a transaction of whoever asks for it.

printing.py does it for one paper; a batch does many in one transaction.
"""

from uuid import uuid4

from sqlmodel import Session

from app.errors import UserError
from app.forms import form_module
from app.forms.choices import AS_USUAL, Choices
from app.forms.document import Document, Mark
from app.forms.replacing import replacing
from app.forms.wording import one_line
from app.models import IssuedDocument
from app.models.terms import CaseState, EventKind
from app.rules.policy import Policy
from app.rules.procedure.kinds import Paper
from app.services.acts import finish, refuse_closed
from app.services.bank_letters import accounts_told
from app.services.case_file import REFUND_NOTICES, CaseFile, last
from app.services.office import Office
from app.services.paper_choices import Question, questions_of, replaced, settled
from app.services.paper_facts import paper_facts
from app.services.paper_offers import in_the_way
from app.services.paper_setting import PaperSetting, setting_of


def form_title(form: str) -> str:
    """The name of a form. Raises UserError when there is no such form."""
    title: str = form_module(form).FORM.title
    return title


def questions(office: Office, session: Session, file: CaseFile, form: str) -> tuple[Question, ...]:
    """What the form asks when it is issued for this case, in the order of its fields."""
    at = setting_of(office, session, file)
    return questions_of(at, _paper(at.policy, form), form_module(form).FORM)


def composed(
    office: Office, session: Session, file: CaseFile, form: str, choices: Choices = AS_USUAL
) -> Document:
    """The paper as it would be issued today, under a uid of its own; nothing is stored.

    Raises UserError as `drafted` does.
    """
    document = drafted(office, session, file, form, choices)
    old = replaced(file, _paper(office.policy_of(file.case), form))
    if old is None:
        return document
    dated = old.dated_on or old.issued_on
    return replacing(document, title=old.content["title"], number=old.number, dated=dated)


def drafted(
    office: Office, session: Session, file: CaseFile, form: str, choices: Choices = AS_USUAL
) -> Document:
    """The same without a word of the paper it replaces.

    Raises UserError when the case is not at the step this paper belongs to, or naming the choice
    that is refused.
    """
    at, module = setting_of(office, session, file), form_module(form)
    paper = _paper(at.policy, form)
    _refuse_too_early(at, paper)
    chosen = settled(at, paper, module.FORM, choices)
    document: Document = module.compose(
        paper_facts(office, session, at, paper.label, uuid4().hex, chosen)
    )
    return document


def store_issued(
    office: Office, session: Session, file: CaseFile, form: str, choices: Choices = AS_USUAL
) -> IssuedDocument:
    """Compose a paper and store what it says; it may be printed once this is committed.

    Raises UserError as `composed` does, when a character of it cannot be printed, it is the
    notice already in force, or it replaces another one without a reason.
    """
    document, plan = composed(office, session, file, form, choices), last(file.plans)
    paper = _paper(office.policy_of(file.case), form)
    old = replaced(file, paper)
    if form in REFUND_NOTICES and (notice := same_notice(file)):
        advice = f"告知书已于 {notice.issued_on} 出具，金额和计划没有变化，请在已出具的文书中补打。"
        raise UserError("告知书已经出具过", advice, field="form")
    if old and not choices.reason.strip():
        advice = f"《{document.title}》已于 {old.issued_on} 出具；再次出具请填写更正原因。"
        raise UserError("请填写更正原因", advice, field="reason")
    check_fits(document)  # what cannot be printed is not issued
    issued = IssuedDocument.new(
        uid=document.uid,
        case_id=file.case.id,
        form=form,
        issued_on=office.today(),
        amount_fen=file.amount_fen,
        plan_id=plan.id if plan else None,
        replaces_id=old.id if old else None,
        accounts=accounts_told(file, paper.sets_card),
        content=document.to_json(),
        policy_hash=office.policy_of(file.case).hash,
    )
    session.add(issued)
    session.flush()
    file.documents.append(issued)
    why = one_line(choices.reason)
    summary = f"出具《{document.title}》" + (f"，替代原来的一份（{why}）" if old else "")
    details = {"uid": document.uid} | ({"replaces": old.uid, "reason": why} if old else {})
    case, kind = file.case, EventKind.ISSUED
    finish(office, session, case, kind, summary, details=details, known=file)
    return issued


def document_of(issued: IssuedDocument) -> Document:
    """What a paper said when it was issued, under the number the county gave it since."""
    return Document.from_json(issued.content).numbered(issued.number, issued.dated_on)


def check_fits(document: Document) -> None:
    """Raises UserError when a character has no glyph, or what must stand together no page."""
    from app.forms.fonts import check_printable
    from app.forms.layout import pages_of

    check_printable(document.texts())
    pages_of(document.filled())


def pdf_of(documents: list[Document], *, mark: Mark = Mark.NONE, two_sided: bool = False) -> bytes:
    """Papers as one PDF, each page marked; two_sided: each begins on a sheet of its own."""
    from app.forms.pdf import render_pdf

    return render_pdf(documents, mark=mark, two_sided=two_sided)


def _paper(policy: Policy, form: str) -> Paper:
    """What the policy book says of a form. Raises UserError when there is no such form."""
    title = form_title(form)
    named = policy.paper_of(form)
    if named is None:
        raise UserError(f"无法出具《{title}》", f"{policy.name}没有这种文书。", field="form")
    return named


def _refuse_too_early(at: PaperSetting, paper: Paper) -> None:
    """Each paper at its step, as the policy book says."""
    policy, case = at.policy, at.file.case
    if CaseState.CLOSED not in paper.states:
        refuse_closed(case, f"暂不能出具《{paper.label}》")
    findings = list(in_the_way(policy, paper, at.file, at.marks, at.today))
    if findings:
        why = "".join(f"{finding.text}（{finding.ground}）" for finding in findings)
        raise UserError(f"暂不能出具《{paper.label}》", why, field="form")


def same_notice(file: CaseFile) -> IssuedDocument | None:
    """The notice in force, where a second one would only leave its service without effect.

    Of another amount or plan, or to a person whose name or number was corrected, it is a new one.
    """
    notice, plan, person = file.notice, last(file.plans), file.person
    if notice is None or notice.plan_id != (plan.id if plan else None):
        return None
    texts = set(document_of(notice).texts())
    return notice if {person.name, person.id_number or ""} <= {*texts, ""} else None
