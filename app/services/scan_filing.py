"""Pages of scans and the papers they belong to: filed, taken out again, thrown away when blank."""

from collections.abc import Sequence

from sqlalchemy import event
from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import Attachment, Case, IssuedDocument, Milestone
from app.models.terms import EventKind
from app.services import events
from app.services.acts import finish
from app.services.case_file import CaseFile, file_of, find_case
from app.services.office import Office
from app.services.register import paper_named
from app.storage.database import transaction

SIGNED = "signed_scanned"  # the act 已签收扫描


def assign(office: Office, page_id: int, *, paper: str = "", case: str = "") -> Attachment:
    """File a waiting page by hand: to a paper (its uid or number), or only to a case (its number).

    Raises UserError when the page does not wait, or there is no such paper or case.
    """
    with transaction(office.database) as session:
        page = waiting_page(session, page_id)
        if paper:
            file_to_paper(office, session, paper_named(session, paper), [page])
        else:
            owner = find_case(session, case)
            page.case_id = owner.id
            summary = f"归档扫描件：“{page.title}”第 {page.page} 页"
            finish(office, session, owner, EventKind.SCAN_FILED, summary)
    return page


def release(office: Office, page_id: int, *, reason: str) -> Attachment:
    """Take a wrongly filed page back to those that wait; with a paper's last page, 已签收扫描 goes.

    Raises UserError when the page is not filed, or the reason is missing.
    """
    with transaction(office.database) as session:
        page = _page(session, page_id)
        if page.case_id is None:
            raise UserError("无法退回", "这一页还没有归档，请刷新后重试。")
        why = _reason(reason, "无法退回")
        case, paper_id = session.get_one(Case, page.case_id), page.document_id
        page.case_id = page.document_id = None
        session.flush()
        if paper_id and not pages_of(session, paper_id):
            _take_back_signed(office, session, case, paper_id, why)
        summary = f"“{page.title}”第 {page.page} 页退回待归档：{why}"
        finish(office, session, case, EventKind.SCAN_RELEASED, summary)
    return page


def discard(office: Office, page_id: int, *, reason: str) -> None:
    """Throw a waiting page away, e.g. the blank back of a sheet; given again, it comes back.

    Raises UserError when the page is filed, or the reason is missing.
    """
    with transaction(office.database) as session:
        page = waiting_page(session, page_id)
        why = _reason(reason, "无法丢弃")
        stored = office.attachments / page.stored_name
        session.delete(page)
        summary = f"丢弃“{page.title}”第 {page.page} 页：{why}"
        events.record(session, office.clerk, EventKind.SCAN_DISCARDED, summary)
        event.listen(session, "after_commit", lambda _: stored.unlink(missing_ok=True), once=True)


def file_to_paper(
    office: Office, session: Session, paper: IssuedDocument, pages: Sequence[Attachment]
) -> str:
    """File pages, set 已签收扫描 once. Returns what the clerk should know of the paper; "" if all
    is well.
    """
    case = session.get_one(Case, paper.case_id)
    for page in pages:
        page.case_id, page.document_id = case.id, paper.id
    file = file_of(session, case)
    if not any(act.kind == SIGNED and act.document_id == paper.id for act in file.acts):
        session.add(_signed(office, case, paper.id))
    remark = _remark(file, paper)
    summary = f"归档扫描件：《{paper.content['title']}》{len(pages)} 页" + (
        remark and f"。{remark}"
    )
    details = {"uid": paper.uid}
    finish(office, session, case, EventKind.SCAN_FILED, summary, details=details)
    return remark


def waiting_page(session: Session, page_id: int) -> Attachment:
    """Raises UserError when there is no such page, or it is filed."""
    page = _page(session, page_id)
    if page.case_id is not None:
        raise UserError("这一页已经归档", "归错的，请先退回待归档。", field="page")
    return page


def pages_of(session: Session, document_id: int) -> list[Attachment]:
    """The scanned pages of a paper, as they came."""
    own = select(Attachment).where(col(Attachment.document_id) == document_id)
    return list(session.exec(own.order_by(col(Attachment.id))))


def _page(session: Session, page_id: int) -> Attachment:
    page = session.get(Attachment, page_id)
    if page is None or page.page is None:
        raise UserError(
            "找不到扫描页", f"没有编号为 {page_id} 的扫描页，请刷新后重试。", field="page"
        )
    return page


def _signed(office: Office, case: Case, paper_id: int | None) -> Milestone:
    return Milestone.new(
        case_id=case.id,
        kind=SIGNED,
        happened_on=office.today(),
        document_id=paper_id,
        benefit_before=case.benefit_status,
        entered_by=office.clerk,
    )


def _take_back_signed(
    office: Office, session: Session, case: Case, paper_id: int, reason: str
) -> None:
    for act in file_of(session, case).acts:
        if act.kind == SIGNED and act.document_id == paper_id:
            entry = _signed(office, case, paper_id)
            entry.takes_back_id, entry.note = act.id, reason
            session.add(entry)


def _remark(file: CaseFile, paper: IssuedDocument) -> str:
    """What is to be known of a paper that no longer counts."""
    if not file.is_void(paper):
        return ""
    last = [one for one in file.documents if one.form == paper.form][-1]
    if last.id != paper.id:
        return "这份文书已由新的一份代替，请核对签字的是不是新的一份。"
    return "应追金额已变更，这份文书不再有效，请重新出具并签字。"


def _reason(reason: str, title: str) -> str:
    why = reason.strip()
    if not why:
        raise UserError(title, "请填写原因。", field="reason")
    return why
