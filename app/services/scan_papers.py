"""Issued papers as scans are filed to them, found by what the codes or a clerk name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

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
