"""Issued papers as scans are filed to them, found by what the codes or a clerk name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from app.forms.wording import number_text
from app.models import Case, IssuedDocument, Person
from app.services.office import Office
from app.services.search import matches
from app.storage.database import reading


@dataclass(frozen=True)
class PaperLine:
    """An issued paper in words; number: of the paper, "" until the county gave it.

    uid and title are "" where no paper is meant but the case as such.
    """

    uid: str
    title: str
    number: str
    issued_on: date | None
    case_number: str
    name: str

    def __str__(self) -> str:
        if not self.uid:
            return f"{self.name}，个案 {self.case_number}"
        numbered = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{numbered}，{self.name}，个案 {self.case_number}"


def line_of(session: Session, paper: IssuedDocument) -> PaperLine:
    """A paper in words, with its case and person."""
    case = session.get_one(Case, paper.case_id)
    person = session.get_one(Person, case.person_id)
    title = paper.content["title"]
    return PaperLine(paper.uid, title, paper.number, paper.issued_on, case.number, person.name)


def papers_of(session: Session, uids: Sequence[str]) -> list[IssuedDocument]:
    """Those of the papers that this case book has issued."""
    return list(session.exec(select(IssuedDocument).where(col(IssuedDocument.uid).in_(uids))))


def places(office: Office, query: str, *, limit: int = 20) -> list[PaperLine]:
    """Where a page may be filed: of every case found its papers, the newest first, then the case.

    query: a name, an ID number, a phone, a case number, or the number of a paper.
    """
    if not query.strip():
        return []
    numbered = select(IssuedDocument.case_id).where(
        col(IssuedDocument.number).contains(number_text(query), autoescape=True)
    )
    found = select(Case).join(Person, col(Person.id) == col(Case.person_id))
    found = found.where(or_(matches(query), col(Case.id).in_(numbered)))
    with reading(office.database) as session:
        lines: list[PaperLine] = []
        for case in session.exec(found.order_by(col(Case.id).desc()).limit(limit)):
            own = select(IssuedDocument).where(col(IssuedDocument.case_id) == case.id)
            papers = session.exec(own.order_by(col(IssuedDocument.id).desc()))
            name = session.get_one(Person, case.person_id).name
            lines += [line_of(session, paper) for paper in papers]
            lines.append(PaperLine("", "", "", None, case.number, name))
        return lines[:limit]
