"""Every computed figure of a case with its steps and grounds, on screen and as 计算说明.

A new figure is one function and one line of EXPLAINED.
"""

from sqlmodel import Session, select

from app.models import Event, OfficeProfile
from app.services.acts import terms_of
from app.services.case_file import CaseFile, open_file
from app.services.explain.figure import Explained, Figure, Known
from app.services.explain.plans import forecasted, least_share, plans
from app.services.explain.sources import fine, shares, sources
from app.services.explain.sums import demanded, estimated, left, recovered
from app.services.explain.terms import court, deadlines
from app.services.marks import marks_of
from app.services.office import Office
from app.services.periods import text_of
from app.storage.database import reading

__all__ = ["EXPLAINED", "Explained", "explain", "explain_text", "explained_figures"]

EXPLAINED: tuple[Figure, ...] = (
    estimated,
    demanded,
    recovered,
    left,
    least_share,
    plans,
    forecasted,
    sources,
    shares,
    fine,
    deadlines,
    court,
)


def explain(office: Office, number: str) -> tuple[Explained, ...]:
    """Every figure of a case as it is today. Raises UserError when there is no such case."""
    with reading(office.database) as session:
        file = open_file(session, number)
        return explained_figures(office, session, file)


def explain_text(office: Office, number: str) -> str:
    """The same as a plain text to print: title, case, one numbered paragraph a figure."""
    with reading(office.database) as session:
        file = open_file(session, number)
        name = session.get_one(OfficeProfile, 1).name
        figures = explained_figures(office, session, file)
    paragraphs = (_paragraph(place, each) for place, each in enumerate(figures, start=1))
    lines = (line for paragraph in paragraphs for line in paragraph)
    return "\n".join([*_head(office, name, file), *lines]) + "\n"


def _head(office: Office, name: str, file: CaseFile) -> list[str]:
    case, policy, today = file.case, office.policy_of(file.case), office.today()
    insurance, reason = policy.insurances[case.insurance], policy.reasons[case.reason]
    return [
        "计算说明",
        "",
        f"单位：{name}",
        f"个案编号：{case.number}　当事人：{file.person.name}",
        f"险种：{insurance.label}　多领原因：{reason.label}",
        f"日期：{today.year}年{today.month}月{today.day}日",
    ]


def explained_figures(office: Office, session: Session, file: CaseFile) -> tuple[Explained, ...]:
    """The figures of a file that is already open."""
    terms = terms_of(office, session, file.case)
    adopted = _adopted(session, file)
    known = Known(terms, file, marks_of(terms, file), office.today(), adopted)
    return tuple(each for figure in EXPLAINED for each in figure(known))


def _adopted(session: Session, file: CaseFile) -> tuple[str, ...]:
    """The steps of the adopted estimate, while the periods are still those it gave."""
    own = select(Event).where(Event.case_id == file.case.id)
    now = [text_of(period) for period in file.periods]
    for event in session.exec(own.order_by(Event.id.desc())):  # type: ignore[union-attr]
        if "new" in event.details and isinstance(event.details["new"], list):
            is_current = event.details["new"] == now
            return tuple(event.details.get("steps", ())) if is_current else ()
    return ()


def _paragraph(place: int, each: Explained) -> list[str]:
    grounds = "；".join(each.grounds)
    steps = [f"    {step}" for step in each.steps]
    return ["", f"{place}. {each.figure}：{each.value}", *steps, f"    依据：{grounds}"]
