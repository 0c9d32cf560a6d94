"""县级答复: what the county writes into our sheet, as the acts it stands for."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from app.errors import UserError
from app.exchange.ledger import LedgerEntry
from app.forms.wording import number_text
from app.models import IssuedDocument
from app.services.cases import check_assessed
from app.services.office import Office
from app.services.planned import TITLE, Planned, Taken, checked_values, named
from app.services.printing import check_number
from app.services.receipts import check_deposit

ASSESSED, DEPOSITED = "case.assessed_fen", "money.deposited_on"
PAPERS = {"notice": "追缴告知书", "opinion": "稽核意见书"}
ANSWERED = frozenset({"assessed_fen"})  # of a case, beside what is simply set


def answered(
    office: Office, session: Session, entry: LedgerEntry, taken: Taken
) -> Iterator[Planned]:
    """The amount assessed, the numbers of papers, the days of deposit.

    Raises UserError, its field that of a column, when the case does not allow it.
    """
    if ASSESSED in taken:
        yield _assessed(office, entry, taken[ASSESSED])
    for owner, title in PAPERS.items():
        if f"{owner}.number" in taken:
            paper = getattr(entry, owner)
            yield _numbered(session, paper, str(taken[f"{owner}.number"]), owner, title)
    if DEPOSITED in taken:
        yield from _deposited(office, entry, taken[DEPOSITED])


def _assessed(office: Office, entry: LedgerEntry, fen: int) -> Planned:
    case = entry.case
    with named("case"):
        check_assessed(case, fen, entry.money.fen)
    values = checked_values(case, {"assessed_fen": fen}, "case")
    if fen != entry.demanded_fen:
        values["amount_changed_on"] = office.today()
    return Planned(case, values)


def _numbered(
    session: Session, paper: IssuedDocument | None, typed: str, owner: str, title: str
) -> Planned:
    field, number = f"{owner}.number", number_text(typed)
    if paper is None or not paper.content.get("is_numbered", True):
        raise UserError(TITLE, f"本案没有可以编号的《{title}》，请先出具。", field=field)
    if paper.number and paper.number != number:
        advice = f"《{title}》编号已是“{paper.number}”，要更正的请在“文书”中填写原因后更正。"
        raise UserError(TITLE, advice, field=field)
    with named(owner):
        check_number(session, paper, number)
    return Planned(paper, checked_values(paper, {"number": number}, owner))


def _deposited(office: Office, entry: LedgerEntry, on: date) -> Iterator[Planned]:
    """The money that came in by that day and was not deposited yet."""
    undone = {receipt.reverses_id for receipt in entry.receipts}
    open_ = [
        receipt
        for receipt in entry.receipts
        if receipt.fen > 0 and receipt.id not in undone and receipt.deposited_on is None
    ]
    if not open_:
        advice = "本案没有等待存入财政专户的到账；日期要更正的，请在个案页更正。"
        raise UserError(TITLE, advice, field=DEPOSITED)
    due = [receipt for receipt in open_ if receipt.received_on <= on] or open_[:1]
    for receipt in due:
        with named("money"):
            check_deposit(office, on, receipt.received_on)
        yield Planned(receipt, {"deposited_on": on})
