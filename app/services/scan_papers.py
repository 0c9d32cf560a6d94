"""Issued papers as scans are filed to them, found by what the codes or a clerk name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from app.errors import UserError
from app.models import Case, IssuedDocument, Person


@dataclass(frozen=True)
class PaperLine:
    """An issued paper in words; number: of the paper, "" until the county gave it."""

    uid: str
    title: str
    number: str
    issued_on: date
    case_number: str
    name: str

    def __str__(self) -> str:
        numbered = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{numbered}，{self.name}，个案 {self.case_number}"


def line_of(session: Session, paper: IssuedDocument) -> PaperLine:
    case = session.get_one(Case, paper.case_id)
    person = session.get_one(Person, case.person_id)
    title = paper.content["title"]
    return PaperLine(paper.uid, title, paper.number, paper.issued_on, case.number, person.name)


def papers_of(session: Session, uids: Sequence[str]) -> list[IssuedDocument]:
    """Those of the papers that this case book has issued."""
    return list(session.exec(select(IssuedDocument).where(col(IssuedDocument.uid).in_(uids))))


def find_paper(session: Session, named: str) -> IssuedDocument:
    """The paper of a uid, or of a number. Raises UserError when it is none, or not only one."""
    name = named.strip()
    is_it = or_(col(IssuedDocument.uid) == name, col(IssuedDocument.number) == name)
    found = session.exec(select(IssuedDocument).where(is_it)).all() if name else []
    if len(found) != 1:
        why = "有几份文书都是" if found else "没有编号或识别码为"
        raise UserError("找不到文书", f"{why}“{named}”，请核对文书编号。", field="paper")
    return found[0]
