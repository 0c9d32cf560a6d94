"""The pages of scans as they are shown: those of a paper, and those that wait to be filed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.models import Attachment
from app.services.office import Office
from app.services.register import paper_named
from app.services.scan_filing import pages_of
from app.services.scan_guesses import Guess, guesses
from app.storage.database import reading


@dataclass(frozen=True)
class WaitingPage:
    """A page nobody could file yet. has_code: its code names a paper, of another office perhaps."""

    page_id: int
    file: str
    page: int
    given_on: date | None
    has_code: bool
    guess: Guess | None


@dataclass(frozen=True)
class FiledPage:
    """A page of a paper's scans."""

    page_id: int
    file: str
    page: int
    given_on: date | None


def waiting(office: Office) -> list[WaitingPage]:
    """The pages that wait to be filed, oldest first, each with a guess where there is one."""
    with reading(office.database) as session:
        return list(_waiting_in(session))


def waiting_count(office: Office) -> int:
    """How many pages wait to be filed."""
    unfiled = select(func.count()).where(col(Attachment.case_id).is_(None))
    with reading(office.database) as session:
        return session.exec(unfiled).one()


def scans_of(office: Office, paper: str) -> list[FiledPage]:
    """The scanned pages of a paper. Raises UserError when there is no such paper."""
    with reading(office.database) as session:
        issued = paper_named(session, paper)
        return [_filed(page) for page in pages_of(session, issued.id or 0)]


def _waiting_in(session: Session) -> Iterator[WaitingPage]:
    unfiled = select(Attachment).where(col(Attachment.case_id).is_(None))
    pages = list(session.exec(unfiled.order_by(col(Attachment.id))))
    guessed = guesses(session, pages)
    for page in pages:
        has_code, guess = bool(page.code), guessed.get(page.id)
        yield WaitingPage(page.id or 0, page.title, page.page or 0, page.given_on, has_code, guess)


def _filed(page: Attachment) -> FiledPage:
    return FiledPage(page.id or 0, page.title, page.page or 0, page.given_on)
