"""What is made of a batch once it is issued: one PDF, single files, copies counted, its list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from app.errors import UserError
from app.forms.document import Document
from app.forms.lists import printed
from app.forms.lists.printed import PrintedPaper
from app.models import Case, IssuedDocument
from app.models.terms import EventKind
from app.services import events, printing
from app.services.batch_printing import Batch, BatchPaper, Outcome, Progress, no_progress
from app.services.composing import document_of, pdf_of
from app.services.events import Act
from app.services.ledger import chunks
from app.services.office import Office
from app.services.printed_lists import list_head, list_pdf
from app.services.printing import count_copies
from app.storage.database import reading, transaction
from app.storage.files import file_name, probe_writable, write_safely


@dataclass(frozen=True)
class Printed:
    """A paper of a batch with what it says."""

    paper: BatchPaper
    issued: IssuedDocument
    document: Document


def batch_pdf(
    office: Office, batch: Batch, *, by_copies: bool, progress: Progress = no_progress
) -> bytes:
    """All papers in one file, each on sheets of its own, the list of them last.

    by_copies: each as many times as it is signed; else once.
    """
    with reading(office.database) as session:
        papers = list(_stored(session, batch))
        listed = _list(office, session, papers, by_copies=by_copies)
    times = [one for one in papers for _ in range(_copies(one.paper, by_copies))]
    return pdf_of([*_told(times, progress), listed], two_sided=True)


def batch_list(office: Office, batch: Batch, *, by_copies: bool) -> Document:
    """批量打印清单."""
    with reading(office.database) as session:
        return _list(office, session, list(_stored(session, batch)), by_copies=by_copies)


def check_target(path: Path) -> None:
    """Raises UserError when nothing can be written there: asked before anything is issued."""
    probe_writable(path if path.suffix.lower() == ".pdf" else path / "x.pdf")


def save_batch(
    office: Office, batch: Batch, path: Path, *, by_copies: bool, progress: Progress = no_progress
) -> list[Path]:
    """Write a batch as one PDF, or (a path without .pdf) as single files into a folder.

    Returns the files, the list among them. What was written is recorded even when the disk refuses
    the next one or `progress` gives up. Raises UserError when the disk refuses, or nothing of the
    batch is printed.
    """
    _refuse_empty(batch)
    if path.suffix.lower() != ".pdf":
        return _save_singly(office, batch, path, progress)
    write_safely(path, batch_pdf(office, batch, by_copies=by_copies, progress=progress))
    with transaction(office.database) as session:
        _record_exported(office, session, _stored(session, batch))
    return [path]


def asks_reason(office: Office, batch: Batch) -> bool:
    """Whether some paper was printed as often as it is signed already."""
    if any(paper.issued_id is None for paper in batch.printed):
        return any(paper.asks_reason for paper in batch.printed)
    with reading(office.database) as session:
        return any(printing.asks_reason(one.issued) for one in _stored(session, batch))


def record_batch_print(
    office: Office, batch: Batch, *, by_copies: bool, jobs: int = 1, reason: str = ""
) -> None:
    """Count the copies that left the printer. jobs: how often the whole was printed.

    Raises UserError (reason) when `asks_reason` and there is none: ask before printing.
    """
    with transaction(office.database) as session:
        for one in _stored(session, batch):
            copies = _copies(one.paper, by_copies) * jobs
            count_copies(office, session, one.issued, copies=copies, reason=reason)


def _refuse_empty(batch: Batch) -> None:
    if not batch.printed:
        why = batch.papers[0].why if batch.papers else "请先选择个案。"
        raise UserError("没有可以打印的文书", why)


def _stored(session: Session, batch: Batch) -> Iterator[Printed]:
    for some in chunks(batch.printed):
        ids = [paper.issued_id for paper in some]
        query = select(IssuedDocument).where(col(IssuedDocument.id).in_(ids))
        stored = {issued.id: issued for issued in session.exec(query)}
        for paper in some:
            issued = stored[paper.issued_id]
            yield Printed(paper, issued, document_of(issued))


def _copies(paper: BatchPaper, by_copies: bool) -> int:
    return paper.wanted.copies if by_copies else 1


def _list(office: Office, session: Session, papers: list[Printed], *, by_copies: bool) -> Document:
    from app.forms.layout import pages_of

    rows = [
        PrintedPaper(
            village=one.paper.village,
            name=one.paper.name,
            case_number=one.paper.case_number,
            title=one.document.title,
            copies=_copies(one.paper, by_copies),
            pages=len(pages_of(one.document.filled())),
            is_again=one.paper.outcome == Outcome.AGAIN,
        )
        for one in papers
    ]
    return printed.compose(list_head(office, session), rows)


def _save_singly(office: Office, batch: Batch, folder: Path, progress: Progress) -> list[Path]:
    """Named by number (that of the case until the paper has one), name and title."""
    with reading(office.database) as session:
        papers = list(_stored(session, batch))
        listed = _list(office, session, papers, by_copies=False)
    taken: set[str] = set()
    written: list[Path] = []
    try:
        for one, document in zip(papers, _told(papers, progress), strict=True):
            number = one.issued.number or one.paper.case_number
            name = file_name(f"{number} {one.paper.name} {document.title}")
            path = folder / f"{_free(name, taken)}.pdf"
            write_safely(path, pdf_of([document]))
            written.append(path)
    finally:
        with transaction(office.database) as session:
            _record_exported(office, session, papers[: len(written)])
    path = _unused(folder, file_name(f"{listed.title} {batch.label} {office.today()}"))
    write_safely(path, list_pdf(listed))
    return [*written, path]


def _told(papers: list[Printed], progress: Progress) -> Iterator[Document]:
    """What the papers say, one after the other; who waits is told and may give up."""
    for at, one in enumerate(papers):
        progress(at, len(papers), one.paper.name)
        yield one.document
    progress(len(papers), len(papers))


def _unused(folder: Path, name: str) -> Path:
    """The list of an earlier batch is kept nowhere else: it is not written over."""
    path, at = folder / f"{name}.pdf", 2
    while path.exists():
        path, at = folder / f"{name}（{at}）.pdf", at + 1
    return path


def _free(name: str, taken: set[str]) -> str:
    """Windows knows no difference between large and small letters."""
    free, at = name, 2
    while free.upper() in taken:
        free, at = f"{name}（{at}）", at + 1
    taken.add(free.upper())
    return free


def _record_exported(office: Office, session: Session, papers: Iterable[Printed]) -> None:
    acts = []
    for one in papers:
        case = session.get_one(Case, one.issued.case_id)
        summary = f"《{one.document.title}》存为 PDF"
        acts.append(Act(EventKind.EXPORTED, summary, case.id, case.state))
    events.record_many(session, office.clerk, acts)
