"""Signed papers come back: files are read, each page goes to its paper or waits for a hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import Attachment, IssuedDocument
from app.models.base import new_uid
from app.models.terms import EventKind, Term
from app.scans.pages import count_pages, read_file
from app.scans.reading import ScannedPage, scanned
from app.services import events
from app.services.evidence import forget_if_undone
from app.services.office import Office
from app.services.scan_filing import file_to_paper
from app.services.scan_guesses import Guess, guesses
from app.services.scan_papers import PaperLine, line_of, papers_of
from app.storage import attachments
from app.storage.database import reading, transaction

Progress = Callable[[int, int], None]
NAME_LENGTH = 200


class Outcome(Term):
    """What became of a page given."""

    FILED = "filed", "已归档"
    KNOWN = "known", "以前已收"
    WAITING = "waiting", "待归档"
    UNKNOWN = "unknown", "待归档，码不认识"
    REFUSED = "refused", "没有收下"


@dataclass(frozen=True)
class PageResult:
    """One page given, or (page 0) a file that was refused. page_id: for `assign` and the like.

    paper: what it is filed to. guess: offered for a page that waits. words: what to know of it.
    """

    file: str
    page: int
    outcome: Outcome
    words: str = ""
    page_id: int | None = None
    paper: PaperLine | None = None
    guess: Guess | None = None


def take_in(
    office: Office, paths: Sequence[Path], progress: Progress | None = None
) -> Iterator[PageResult]:
    """Take files in, one transaction each: what was yielded is kept, whatever comes after.

    A file that cannot be read is refused whole, the others go on. progress: pages done, of all.
    """
    total, done = sum(map(_pages_in, paths)), 0
    for path in paths:
        try:
            pages = []
            for page in scanned(read_file(path), path.name, _known(office)):
                pages.append(page)
                done += 1
                if progress:
                    progress(min(done, total), total)
        except UserError as refused:
            yield PageResult(path.name, 0, Outcome.REFUSED, refused.advice)
        else:
            yield from _keep(office, path.name, pages)


def _pages_in(path: Path) -> int:
    """How much there is to do; a file that will be refused is nothing."""
    try:
        return count_pages(read_file(path), path.name)
    except UserError:
        return 0


def _known(office: Office) -> Callable[[str], bool]:
    def is_known(pixels_sha256: str) -> bool:
        with reading(office.database) as session:
            return _same(session, pixels_sha256) is not None

    return is_known


def _same(session: Session, pixels_sha256: str) -> Attachment | None:
    same = select(Attachment).where(col(Attachment.pixels_sha256) == pixels_sha256)
    return session.exec(same).first()


def _keep(office: Office, name: str, pages: Iterable[ScannedPage]) -> list[PageResult]:
    """All pages of one file, in one transaction."""
    with transaction(office.database) as session:
        file_uid = new_uid()
        results: dict[int, PageResult] = {}
        by_paper: dict[str, list[Attachment]] = {}
        unfiled: list[Attachment] = []
        for page in pages:
            if known := _same(session, page.pixels_sha256):
                results[page.number] = _known_result(session, name, page.number, known)
                continue
            if not page.jpeg:  # it was known when it was read
                words = "这一页刚被丢弃，请再收一次这个文件。"
                results[page.number] = PageResult(name, page.number, Outcome.REFUSED, words)
                continue
            kept = _store(office, session, name, page, file_uid)
            named = papers_of(session, page.uids)
            if len(named) == 1:
                by_paper.setdefault(named[0].uid, []).append(kept)
            else:
                results[page.number] = _unfiled(name, kept, page, named)
                unfiled.append(kept)
        for uid, own in by_paper.items():
            paper = papers_of(session, [uid])[0]
            words = file_to_paper(office, session, paper, own)
            line = line_of(session, paper)
            for kept in own:
                number = kept.page or 0
                filed = PageResult(name, number, Outcome.FILED, words, kept.id, line)
                results[number] = filed
        _tell_waiting(office, session, name, results.values())
        guessed = guesses(session, unfiled)
    return [_with_guess(results[number], guessed) for number in sorted(results)]


def _store(
    office: Office, session: Session, name: str, page: ScannedPage, file_uid: str
) -> Attachment:
    stored = attachments.seal(office.attachments, office.data_key, page.jpeg)
    forget_if_undone(session, office.attachments / stored.stored_name)
    kept = Attachment.new(
        **vars(stored),
        title=name[:NAME_LENGTH],
        page=page.number,
        file_uid=file_uid,
        code=page.uids[0] if len(page.uids) == 1 else "",
        pixels_sha256=page.pixels_sha256,
        given_on=office.today(),
    )
    session.add(kept)
    session.flush()
    return kept


def _known_result(session: Session, name: str, number: int, known: Attachment) -> PageResult:
    if known.document_id is not None:
        line = line_of(session, session.get_one(IssuedDocument, known.document_id))
        words = f"已归档于{line}，不再重复保存。"
        return PageResult(name, number, Outcome.KNOWN, words, known.id, line)
    where = "已归档于个案" if known.case_id else "已在待归档扫描中"
    return PageResult(name, number, Outcome.KNOWN, f"{where}，不再重复保存。", known.id)


def _unfiled(
    name: str, kept: Attachment, page: ScannedPage, named: list[IssuedDocument]
) -> PageResult:
    if named:
        words = f"这一页上有 {len(named)} 份文书的码，请分开扫描，或者由您指定归到哪一份。"
        return PageResult(name, page.number, Outcome.WAITING, words, kept.id)
    if page.uids:
        words = "码指向的文书不在本个案簿中：可能是别的单位出具的，或者个案已删除。"
        return PageResult(name, page.number, Outcome.UNKNOWN, words, kept.id)
    words = "没有读到码，请指定归到哪份文书。"
    return PageResult(name, page.number, Outcome.WAITING, words, kept.id)


def _tell_waiting(
    office: Office, session: Session, name: str, results: Iterable[PageResult]
) -> None:
    unfiled = (Outcome.WAITING, Outcome.UNKNOWN)
    count = sum(result.outcome in unfiled for result in results)
    if count:
        summary = f"收到扫描件“{name}”，{count} 页待归档"
        events.record(session, office.clerk, EventKind.SCANNED, summary)


def _with_guess(result: PageResult, guessed: dict[int | None, Guess]) -> PageResult:
    guess = guessed.get(result.page_id) if result.page_id else None
    return replace(result, guess=guess)
