"""The register of papers as SQL: its columns, and what narrows it down."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, or_, select

from app.forms import FORMS
from app.forms.wording import number_text
from app.models import Attachment, Case, IssuedDocument, Milestone, OverpaidPeriod, Person
from app.models.terms import Term
from app.services.case_file import ONE_IN_FORCE
from app.services.office import Office
from app.services.search import matches

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

SHORTEST = 6  # characters of a uid that may name a paper
Paper = IssuedDocument


class PaperStatus(Term):
    """How far a paper is: what the register is narrowed to. A paper may be in several."""

    ANY = "any", "全部"
    UNNUMBERED = "unnumbered", "待编号"
    UNSERVED = "unserved", "未送达"
    SERVED = "served", "已送达"
    SIGNED = "signed", "已签收扫描"
    VOID = "void", "已作废"


def condition(office: Office, query: str, status: PaperStatus, form: str) -> "ColumnElement[bool]":
    """For papers joined with their case and person; "" asks for nothing."""
    of_form = [col(Paper.form) == form] if form else []
    return and_(True, _found(query), _is(office, status), *of_form)


def columns(office: Office) -> Iterator[Any]:
    """The fields of register.RegisterRow that are asked of the database, each under its name."""
    pages = select(func.count()).where(col(Attachment.document_id) == col(Paper.id))
    for name in ("uid", "form", "number", "issued_on", "dated_on", "copies"):
        yield col(getattr(Paper, name))
    yield col(Paper.content)["title"].as_string().label("title")
    yield col(Case.number).label("case_number")
    yield col(Case.village)
    yield col(Person.name)
    yield _served_on(office).label("served_on")
    yield pages.scalar_subquery().label("pages")
    yield is_void().label("is_void")
    yield _is_undelivered(office).label("is_undelivered")


def joined(chosen: Any) -> Any:
    """A select over papers, joined with their case and its person."""
    of_case = chosen.select_from(Paper).join(Case, col(Case.id) == col(Paper.case_id))
    return of_case.join(Person, col(Person.id) == col(Case.person_id))


def _found(query: str) -> "ColumnElement[bool]":
    """Every word somewhere, or the whole as a number or uid."""
    if not query.strip():
        return and_(True)
    whole = [col(Paper.number).contains(number_text(query), autoescape=True)]
    if len(query.strip()) >= SHORTEST:
        whole.append(col(Paper.uid).startswith(query.strip().lower(), autoescape=True))
    return or_(*whole, and_(*map(_word_found, query.split())))


def _word_found(word: str) -> "ColumnElement[bool]":
    titled = [module.FORM.code for module in FORMS if word in module.FORM.title]
    number = col(Paper.number).contains(number_text(word), autoescape=True)
    return or_(matches(word), number, col(Paper.form).in_(titled))


def _is(office: Office, status: PaperStatus) -> "ColumnElement[bool]":
    unnumbered = and_(col(Paper.number) == "", col(Paper.form).in_(numbered_forms()))
    pages = select(Attachment.id).where(col(Attachment.document_id) == col(Paper.id))
    return {
        PaperStatus.ANY: and_(True),
        PaperStatus.UNNUMBERED: and_(unnumbered, ~is_void()),
        PaperStatus.UNSERVED: _is_undelivered(office),
        PaperStatus.SERVED: _served_on(office).is_not(None),
        PaperStatus.SIGNED: pages.exists(),
        PaperStatus.VOID: is_void(),
    }[status]


def is_void() -> "ColumnElement[bool]":
    """What CaseFile.is_void says, of every paper at once."""
    newer, later = aliased(Paper), aliased(Paper)
    replaced = select(newer.id).where(col(newer.replaces_id) == col(Paper.id))
    again = select(later.id).where(
        col(later.case_id) == col(Paper.case_id),
        col(later.form) == col(Paper.form),
        col(later.id) > col(Paper.id),
    )
    estimated = select(func.sum(OverpaidPeriod.amount_fen)).where(
        col(OverpaidPeriod.case_id) == col(Paper.case_id)
    )
    demanded = func.coalesce(Case.assessed_fen, estimated.scalar_subquery(), 0)
    outdated = or_(again.exists(), col(Paper.amount_fen) != demanded)
    return or_(replaced.exists(), and_(col(Paper.form).in_(ONE_IN_FORCE), outdated))


def _is_undelivered(office: Office) -> "ColumnElement[bool]":
    """As the to-do list has it: not older than the first that its case still waits for.

    A paper whose delivery still needs another act, as an opinion before the audit's end, does not.
    """
    ready = (_ready(form, acts) for form, acts in _acts_before(office).items())
    return and_(
        col(Paper.form).in_(served_forms(office)),
        _served_on(office).is_(None),
        ~is_void(),
        col(Case.unserved_on).is_not(None),
        col(Paper.issued_on) >= col(Case.unserved_on),
        *ready,
    )


def _acts_before(office: Office) -> dict[str, set[str]]:
    """The acts that must be recorded before a paper of a form is delivered, in any of the books."""
    needed: dict[str, set[str]] = {}
    for book in office.policies.values():
        for paper in book.papers.values():
            after = book.milestones[paper.served_by].after if paper.served_by else ()
            acts = {name for name in after if name.partition(".")[0] in book.milestones}
            needed[paper.form] = acts
    return {form: acts for form, acts in needed.items() if acts}


def _ready(form: str, acts: set[str]) -> "ColumnElement[bool]":
    """A paper of another form, or one whose case has all these acts."""
    return or_(col(Paper.form) != form, and_(*map(_is_recorded, sorted(acts))))


def _is_recorded(name: str) -> "ColumnElement[bool]":
    """An act, with the outcome named after a dot, stands in the paper's case."""
    kind, _, outcome = name.partition(".")
    act, undone = aliased(Milestone), aliased(Milestone)
    back = select(undone.id).where(col(undone.takes_back_id) == col(act.id))
    found = select(act.id).where(
        col(act.case_id) == col(Paper.case_id),
        col(act.kind) == kind,
        col(act.takes_back_id).is_(None),
        ~back.exists(),
    )
    return (found.where(col(act.outcome) == outcome) if outcome else found).exists()


def _served_on(office: Office) -> "ColumnElement[date | None]":
    """The day of the delivery recorded of a paper and not taken back."""
    undone = aliased(Milestone)
    back = select(undone.id).where(col(undone.takes_back_id) == col(Milestone.id))
    days = select(func.max(Milestone.happened_on)).where(
        col(Milestone.case_id) == col(Paper.case_id),
        col(Milestone.kind).in_(served_forms(office).values()),
        col(Milestone.document_id) == col(Paper.id),
        col(Milestone.takes_back_id).is_(None),
        ~back.exists(),
    )
    return days.scalar_subquery()


def served_forms(office: Office) -> dict[str, str]:
    """The forms that are delivered, and the act that records it, in any of the books."""
    papers = (paper for book in office.policies.values() for paper in book.papers.values())
    return {paper.form: paper.served_by for paper in papers if paper.served_by}


def numbered_forms() -> set[str]:
    """Codes of the forms to which the county gives a number."""
    return {module.FORM.code for module in FORMS if module.FORM.is_numbered}
