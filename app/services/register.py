"""文书登记簿: every paper issued, over all cases."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from app.errors import UserError
from app.forms.wording import number_text
from app.models import IssuedDocument
from app.services import register_query
from app.services.office import Office
from app.services.register_query import SHORTEST, PaperStatus
from app.storage.database import reading


@dataclass(frozen=True)
class RegisterRow:
    """One issued paper. number: "" until the county gives it; served_on: None until delivered.

    is_undelivered: whether it waits for its delivery. pages: of its signed scan.
    """

    uid: str
    title: str
    form: str
    number: str
    is_numbered: bool
    issued_on: date
    dated_on: date | None
    copies: int
    case_number: str
    name: str
    village: str
    served_on: date | None
    pages: int
    is_void: bool
    is_undelivered: bool

    @property
    def status(self) -> str:
        """The last thing that became of it, in words."""
        if self.is_void:
            return PaperStatus.VOID.label
        if self.pages:
            return PaperStatus.SIGNED.label
        if self.served_on:
            return PaperStatus.SERVED.label
        return PaperStatus.UNSERVED.label if self.is_undelivered else "已出具"

    @property
    def number_shown(self) -> str:
        """The number, 待编号, or "" for a paper that has none."""
        return self.number or (PaperStatus.UNNUMBERED.label if self.is_numbered else "")


@dataclass(frozen=True)
class Register:
    """Some of the papers found, the last issued first; count: how many there are in all."""

    papers: list[RegisterRow]
    count: int


def register(
    office: Office,
    query: str = "",
    *,
    status: PaperStatus = PaperStatus.ANY,
    form: str = "",
    limit: int | None = None,
    offset: int = 0,
) -> Register:
    """The papers that match. query: words of a name, case, village, number or title, or a uid as
    the code on the paper gives it; form: a code of FORMS; "" finds all.
    """
    wanted = register_query.condition(office, query, status, form)
    order = (col(IssuedDocument.issued_on).desc(), col(IssuedDocument.id).desc())
    listed = register_query.joined(select(IssuedDocument.id)).where(wanted).order_by(*order)
    chosen = register_query.joined(select(*register_query.columns(office))).where(
        col(IssuedDocument.id).in_(listed.limit(limit).offset(offset))
    )
    count = register_query.joined(select(func.count())).where(wanted)
    numbered = register_query.numbered_forms()
    with reading(office.database) as session:
        papers = [
            RegisterRow(**row._asdict(), is_numbered=row.form in numbered)
            for row in session.exec(chosen.order_by(*order))
        ]
        return Register(papers, session.exec(count).one())


def find_paper(office: Office, named: str) -> IssuedDocument:
    """The paper as it is stored, by its number or uid. Raises UserError as `paper_named` does."""
    with reading(office.database) as session:
        return paper_named(session, named)


def paper_named(session: Session, text: str) -> IssuedDocument:
    """The paper of a number, of a uid, or of the beginning of one.

    Raises UserError (paper) when there is none, or more than one.
    """
    sought = text.strip().lower()
    named = [col(IssuedDocument.number) == number_text(text)] if number_text(text) else []
    if len(sought) >= SHORTEST:
        named.append(col(IssuedDocument.uid).startswith(sought, autoescape=True))
    found = session.exec(select(IssuedDocument).where(or_(*named))).all() if named else []
    old = {paper.replaces_id for paper in found}  # a corrected paper may keep the number
    found = [paper for paper in found if paper.id not in old]
    if len(found) == 1:
        return found[0]
    if found:
        advice = f"“{text}”对应 {len(found)} 份文书，请写全编号或者识别码。"
    else:
        advice = f"没有编号或者识别码为“{text}”的文书；识别码至少写前 {SHORTEST} 位。"
    raise UserError("找不到文书", advice, field="paper")
