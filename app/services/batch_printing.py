"""Many cases, one form or the papers a step needs: issued in one act, printed in one job.

What a single issue would refuse is left out here, with the same sentence. A paper already issued
that still says the same is printed again; one that is made anew each time (repeats in
papers.toml) only on its day.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Protocol

from sqlmodel import Session, select

from app.errors import UserError
from app.forms import form_module
from app.forms.document import Document
from app.models import FundAccount, IssuedDocument, OfficeProfile
from app.rules.policy import Policy
from app.services.case_file import REFUND_NOTICES, CaseFile, files_of, find_case, last
from app.services.composing import document_of, drafted, same_notice, store_issued
from app.services.ledger import chunks
from app.services.office import Office
from app.services.printing import asks_reason
from app.services.village_order import village_order
from app.storage.database import transaction


class Progress(Protocol):
    """Called before each case; may raise to give up: nothing is stored then."""

    def __call__(self, done: int, total: int, what: str = "", /) -> None: ...


class Outcome(Enum):
    """What becomes of one paper of one case."""

    ISSUED = "出具"
    AGAIN = "已出具，补打"
    REFUSED = "不能出具"


@dataclass(frozen=True)
class Wanted:
    """One paper of the set. form: a code of FORMS; copies: how often it is signed."""

    form: str
    title: str
    copies: int


@dataclass(frozen=True)
class BatchPaper:
    """One paper of one case. issued_id: None when it was refused, or only looked at.

    why: the sentence of a refusal. asks_reason: it was printed as often as it is signed.
    """

    case_number: str
    name: str
    village: str
    wanted: Wanted
    outcome: Outcome
    why: str = ""
    asks_reason: bool = False
    issued_id: int | None = None


@dataclass(frozen=True)
class Batch:
    """papers: by village, name and case, those of a case in the order of the set."""

    label: str
    papers: tuple[BatchPaper, ...]

    @property
    def printed(self) -> tuple[BatchPaper, ...]:
        """Those that are printed: all but the refused."""
        return tuple(paper for paper in self.papers if paper.outcome != Outcome.REFUSED)


class _OnlyLooking(Exception):  # noqa: N818 - it rolls back, and says so
    pass


def kinds(office: Office) -> dict[str, str]:
    """What may be printed for many cases: codes of sets, then of forms, and their names."""
    policy = office.policy
    sets = {code: one.label for code, one in policy.paper_sets.items()}
    return sets | {paper.form: paper.label for paper in policy.papers.values()}


def wanted(policy: Policy, kind: str) -> tuple[str, tuple[Wanted, ...]]:
    """The label and the papers of a set or a form, by code or label.

    Raises UserError when there is no such thing.
    """
    for code, one in policy.paper_sets.items():
        if kind in (code, one.label):
            return one.label, tuple(_wanted(policy, *each) for each in one.papers.items())
    for code, paper in policy.papers.items():
        if kind in (paper.form, paper.label):
            copies = form_module(paper.form).FORM.copies
            return paper.label, (_wanted(policy, code, copies),)
    sets = "、".join(one.label for one in policy.paper_sets.values())
    advice = f"没有“{kind}”，请填写文书种类，或以下之一：{sets}。"
    raise UserError("无法批量打印", advice, field="form")


def _wanted(policy: Policy, code: str, copies: int) -> Wanted:
    paper = policy.papers[code]
    return Wanted(paper.form, paper.label, copies)


def no_progress(_done: int, _total: int, _what: str = "", /) -> None:
    return


def preview_batch(
    office: Office, numbers: Sequence[str], kind: str, progress: Progress = no_progress
) -> Batch:
    """What `issue_batch` would do today: done and taken back, so the two never differ.

    Raises UserError when there is no such form or set, or no case of a number.
    """
    with suppress(_OnlyLooking), transaction(office.database) as session:
        batch = _issued(office, session, numbers, kind, progress)
        raise _OnlyLooking
    return Batch(batch.label, tuple(replace(paper, issued_id=None) for paper in batch.papers))


def issue_batch(
    office: Office, numbers: Sequence[str], kind: str, progress: Progress = no_progress
) -> Batch:
    """Issue whatever is open for these cases, all of it or, when given up, nothing.

    Raises UserError as `preview_batch` does.
    """
    with transaction(office.database) as session:
        return _issued(office, session, numbers, kind, progress)


def _issued(
    office: Office, session: Session, numbers: Sequence[str], kind: str, progress: Progress
) -> Batch:
    label, papers = wanted(office.policy, kind)
    done: list[BatchPaper] = []
    kept = [*session.exec(select(OfficeProfile)), *session.exec(select(FundAccount))]
    cases = [find_case(session, number) for number in dict.fromkeys(numbers)]
    files = (file for some in chunks(cases) for file in files_of(session, some))
    for at, file in enumerate(files):
        progress(at, len(cases), file.person.name)
        done += [_one(office, session, file, paper) for paper in papers]
    progress(len(cases), len(cases))
    del kept  # until here the session need not ask for them again
    done.sort(key=lambda one: (*village_order(one.village, one.name), one.case_number))
    return Batch(label, tuple(done))


def _one(office: Office, session: Session, file: CaseFile, paper: Wanted) -> BatchPaper:
    case, name = file.case, file.person.name
    try:
        if known := _issued_already(office, session, file, paper):
            outcome, issued = Outcome.AGAIN, known
        else:
            outcome, issued = Outcome.ISSUED, store_issued(office, session, file, paper.form)
    except UserError as refused:
        why = refused.advice
        return BatchPaper(case.number, name, case.village, paper, Outcome.REFUSED, why)
    return BatchPaper(
        *(case.number, name, case.village, paper, outcome),
        asks_reason=outcome == Outcome.AGAIN and asks_reason(issued),
        issued_id=issued.id,
    )


def _issued_already(
    office: Office, session: Session, file: CaseFile, paper: Wanted
) -> IssuedDocument | None:
    """The last one of the form, where the same would be issued today."""
    if paper.form in REFUND_NOTICES:
        return same_notice(file)
    known, plan = last(one for one in file.documents if one.form == paper.form), last(file.plans)
    if known is None or known.amount_fen != file.amount_fen:
        return None
    if known.plan_id != (plan.id if plan else None):
        return None
    rule = office.policy_of(file.case).paper_of(paper.form)
    if rule and rule.repeats and known.issued_on < office.today():
        return None
    today = drafted(office, session, file, paper.form)
    return known if _words(document_of(known)) == _words(today) else None


def _words(document: Document) -> list[str]:
    """All it says but what it corrects, as if the county had numbered and dated it."""
    return list(replace(document, number="-", dated_on=date.min, correction=()).texts())
