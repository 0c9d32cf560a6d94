"""To which paper a waiting page may belong. A guess is only ever offered, never acted on."""

from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session, col, exists, select

from app.forms.layout import pages_of
from app.models import Attachment, IssuedDocument
from app.services.composing import document_of
from app.services.scan_papers import PaperLine, line_of, papers_of

LOOKED_AT = 20  # of the papers without a scan, the last ones issued


@dataclass(frozen=True)
class Guess:
    """A paper a page may belong to; why: in words, for the clerk."""

    paper: PaperLine
    why: str


class Lengths:
    """How many pages papers have, each laid out once: it is what takes time."""

    def __init__(self) -> None:
        self._pages: dict[str, int] = {}

    def of(self, paper: IssuedDocument) -> int:
        """Pages, as it is printed now."""
        if paper.uid not in self._pages:
            self._pages[paper.uid] = len(pages_of(document_of(paper).filled()))
        return self._pages[paper.uid]


def guesses(session: Session, waiting: list[Attachment]) -> dict[int | None, Guess]:
    """By the id of the page; pages without a guess are left out. waiting: by id."""
    found: dict[int | None, Guess] = {}
    lengths = Lengths()
    for file_uid, pages in groupby(waiting, lambda page: page.file_uid):
        own = list(pages)
        whole = select(Attachment).where(col(Attachment.file_uid) == file_uid)
        file = list(session.exec(whole.order_by(col(Attachment.page))))
        for page in own:
            guess = _by_code(session, page) or _by_neighbours(session, page, file, lengths)
            if guess := guess or _by_length(session, len(own), lengths):
                found[page.id] = guess
    return found


def _by_code(session: Session, page: Attachment) -> Guess | None:
    """A page taken out of its paper, or whose paper came into this case book later."""
    papers = papers_of(session, [page.code]) if page.code else []
    return Guess(line_of(session, papers[0]), "页上的码是这份文书") if papers else None


def _by_neighbours(
    session: Session, page: Attachment, file: list[Attachment], lengths: Lengths
) -> Guess | None:
    """Between two pages of one paper; or beside one that has more pages than were found."""
    at = file.index(page)
    before = next((one.document_id for one in file[at::-1] if one.document_id), None)
    after = next((one.document_id for one in file[at:] if one.document_id), None)
    if before and before == after:
        paper = session.get_one(IssuedDocument, before)
        return Guess(line_of(session, paper), "前后各页都是这份文书")
    for paper_id, place in ((before, "前一页"), (after, "后一页")):
        if paper_id is None:
            continue
        paper = session.get_one(IssuedDocument, paper_id)
        if lengths.of(paper) > sum(one.document_id == paper_id for one in file):
            return Guess(line_of(session, paper), f"{place}是这份文书，并且还缺页")
    return None


def _by_length(session: Session, pages: int, lengths: Lengths) -> Guess | None:
    """The last paper issued that has no scan yet and is as long as what waits of the file."""
    scans = exists().where(col(Attachment.document_id) == col(IssuedDocument.id))
    unsigned = select(IssuedDocument).where(col(IssuedDocument.copies) > 0, ~scans)
    latest = unsigned.order_by(col(IssuedDocument.id).desc()).limit(LOOKED_AT)
    for paper in session.exec(latest):
        if lengths.of(paper) == pages:
            why = f"最近打印、还没有签收扫描，也是 {pages} 页"
            return Guess(line_of(session, paper), why)
    return None
