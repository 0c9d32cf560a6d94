"""A case on the day a paper of it is made: read once, asked by all that gather what it says."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.rules.deadlines import Terms
from app.rules.policy import Policy
from app.rules.procedure.marks import Marks
from app.services.acts import terms_of
from app.services.case_file import CaseFile
from app.services.marks import marks_of
from app.services.office import Office


@dataclass(frozen=True)
class PaperSetting:
    """marks: those that stand on `today`; terms: of the book the case was decided under."""

    file: CaseFile
    terms: Terms
    marks: Marks
    today: date

    @property
    def policy(self) -> Policy:
        """The book the case was decided under."""
        return self.terms.policy


def setting_of(office: Office, session: Session, file: CaseFile) -> PaperSetting:
    """The case as it is today."""
    terms = terms_of(office, session, file.case)
    return PaperSetting(file, terms, marks_of(terms, file), office.today())
