"""Lists on paper: 追缴台账, 送达清单, 月报. Computed when asked for, never stored."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from app.errors import UserError
from app.exchange.columns import BY_FIELD
from app.exchange.ledger import LedgerEntry
from app.forms.document import Document
from app.forms.lists import deliveries, ledger, monthly
from app.forms.lists.deliveries import Receiver, Undelivered
from app.forms.lists.ledger import LedgerRow
from app.forms.lists.parts import ListHead, Spec, Value
from app.forms.wording import official_text
from app.models import Case, IssuedDocument, OfficeProfile
from app.models.month import Month
from app.models.terms import CaseState, EventKind, PersonStatus
from app.rules.policy import Policy
from app.rules.procedure.receiving import SELF
from app.rules.vocabulary import label
from app.services import events
from app.services.acts import terms_of
from app.services.bank_letters import named_cards
from app.services.case_file import CaseFile, files_of, last
from app.services.composing import pdf_of
from app.services.delivered import is_to_person, undelivered
from app.services.ledger import chunks, ledger_entries
from app.services.marks import marks_of
from app.services.monthly import monthly_report
from app.services.office import Office
from app.services.todo_lists import is_awake
from app.services.village_order import village_order
from app.storage.database import reading, transaction
from app.storage.files import write_safely

SHORT = {"case.insurance": "insurances", "case.reason": "reasons"}  # fields with brief words
OWN = {"demanded_fen": lambda entry: entry.demanded_fen}  # of an entry, beside the columns


def list_head(office: Office, session: Session) -> ListHead:
    """What stands over every list: the office, today, who prints it."""
    name = session.get_one(OfficeProfile, 1).name
    return ListHead(name, office.today(), office.clerk)


def ledger_list(office: Office) -> Document:
    """All cases but those dismissed, by village and name, with subtotals."""
    with reading(office.database) as session:
        entries = [e for e in ledger_entries(session) if e.case.state != CaseState.DISMISSED]
        head = list_head(office, session)
    entries.sort(key=lambda e: (*village_order(e.case.village, e.person.name), e.case.number))
    specs = ledger.ledger_columns()
    rows = [_ledger_row(office.policy_of(entry.case), entry, specs) for entry in entries]
    return ledger.compose(head, rows)


def _ledger_row(policy: Policy, entry: LedgerEntry, specs: list[Any]) -> LedgerRow:
    return LedgerRow(entry.case.village, tuple(_value(policy, entry, spec) for spec in specs))


def _value(policy: Policy, entry: LedgerEntry, spec: Spec) -> Value:
    field = spec["field"]
    value: Any = OWN[field](entry) if field in OWN else entry.part(field)
    if spec.get("kind"):
        return None if value is None else int(value)
    if spec.get("short"):
        return getattr(policy, SHORT[field])[value].brief if value else ""
    return BY_FIELD[field].text(value, policy)


def delivery_list(office: Office) -> Document:
    """The papers issued and not served yet, of cases that are not paused."""
    with reading(office.database) as session:
        head = list_head(office, session)
        files = _to_serve(office, session)
        papers = [paper for file in files for paper in _undelivered(office, session, file)]
    papers.sort(key=lambda paper: (*village_order(paper.village, paper.name), paper.issued_on))
    return deliveries.compose(head, papers)


def _to_serve(office: Office, session: Session) -> Iterator[CaseFile]:
    """Cases with a paper that waits for its delivery."""
    query = select(Case).where(col(Case.unserved_on).is_not(None), is_awake(office.today()))
    for cases in chunks(session.exec(query)):
        yield from files_of(session, cases)


def _undelivered(office: Office, session: Session, file: CaseFile) -> Iterator[Undelivered]:
    terms, person = terms_of(office, session, file.case), file.person
    policy, is_deceased = terms.policy, person.status == PersonStatus.DECEASED
    for paper in undelivered(policy, file, marks_of(terms, file)):
        to_body = not is_to_person(policy, paper)
        told = _bodies(file, paper) if to_body else _receivers(policy, file, is_deceased)
        yield Undelivered(
            village=file.case.village,
            person_uid=person.uid,
            name=person.name,
            is_deceased=is_deceased,
            receivers=tuple(told),
            address="" if to_body else person.present_address or person.registered_address,
            title=paper.content["title"],
            number=paper.number,
            is_numbered=paper.content["is_numbered"],
            issued_on=paper.issued_on,
        )


def _bodies(file: CaseFile, paper: IssuedDocument) -> Iterator[Receiver]:
    """The banks whose cards a letter names; another body stands on the letter itself."""
    for bank in dict.fromkeys(card.bank for card in named_cards(file, paper)):
        yield Receiver(bank, "")


def _receivers(policy: Policy, file: CaseFile, is_deceased: bool) -> Iterator[Receiver]:
    """The person; of a dead one those who answer for them, or the heirs still to be found."""
    if not is_deceased:
        yield Receiver(file.person.name, file.person.phone)
        return
    answering = {one.name: (one.relation, one.phone) for one in file.liable if not one.renounced_on}
    plan = last(file.plans_in_force)
    if plan and plan.promisor_name and plan.relation not in ("", SELF):
        answering.setdefault(plan.promisor_name, (plan.relation, plan.promisor_phone))
    for name, (relation, phone) in answering.items():
        stands = label(policy.relations, relation)
        yield Receiver(f"{name}（{stands}）" if stands else name, phone)
    if not answering:
        yield Receiver(official_text("lists/deliveries")["heirs_unknown"], file.person.phone)


def monthly_list(office: Office, month: Month) -> Document:
    """月报 of a reporting month."""
    report = monthly_report(office, month)
    with reading(office.database) as session:
        head = list_head(office, session)
    return monthly.compose(head, report)


LISTS: dict[str, Callable[[Office, Month], Document]] = {
    "ledger": lambda office, _month: ledger_list(office),
    "deliveries": lambda office, _month: delivery_list(office),
    "monthly": monthly_list,
}


def list_pdf(document: Document) -> bytes:
    """A list as PDF; the same list gives the same bytes."""
    return pdf_of([document])


def save_list(office: Office, document: Document, path: Path) -> None:
    """Write a list as PDF, and record it. Raises UserError when the disk refuses."""
    if path.suffix.lower() != ".pdf":
        raise UserError("无法写入文件", f"“{path.name}”应以 .pdf 结尾。", field="out")
    with transaction(office.database) as session:
        write_safely(path, list_pdf(document))
        summary = f"《{document.title}》存为 PDF"
        events.record(session, office.clerk, EventKind.EXPORTED, summary)


def record_printed(office: Office, document: Document, *, copies: int) -> None:
    """A list left the printer."""
    with transaction(office.database) as session:
        summary = f"打印《{document.title}》{copies} 份"
        events.record(session, office.clerk, EventKind.PRINTED, summary)
