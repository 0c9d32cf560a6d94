"""导出模板: the columns of a 台账 as one office wants them, kept by name."""

from collections.abc import Sequence

from sqlmodel import Session, select

from app.errors import UserError
from app.exchange.columns import BY_FIELD
from app.exchange.templates import BUILT_IN, STANDARD, TITLE, Placed, chosen
from app.models import ExportTemplate
from app.models.terms import EventKind
from app.services import events
from app.services.office import Office
from app.storage.database import reading, transaction


def templates(office: Office) -> dict[str, tuple[Placed, ...]]:
    """All by name: those of the program first."""
    with reading(office.database) as session:
        stored = session.exec(select(ExportTemplate).order_by("name")).all()
    return BUILT_IN | {template.name: _placed(template) for template in stored}


def offered() -> dict[str, str]:
    """Every column a template may have: its title by its field."""
    return {each.column.field: each.column.title for each in STANDARD}


def template_columns(office: Office, name: str) -> tuple[Placed, ...]:
    """The columns of a template; "": all there are. Raises UserError when there is none."""
    if not name:
        return STANDARD
    known = templates(office)
    if name not in known:
        advice = f"没有导出模板“{name}”，现有：{'、'.join(known)}。"
        raise UserError("找不到导出模板", advice, field="template")
    return known[name]


def save_template(office: Office, name: str, columns: Sequence[tuple[str, str]]) -> ExportTemplate:
    """Keep a template, or change the one of that name.

    columns: field or title of each, and its heading, "" for its own. Raises UserError when the name
    or a column is refused.
    """
    fields = [[each.column.field, each.heading] for each in chosen(columns)]
    template = ExportTemplate.new(name=name, columns=fields)
    _refuse_built_in(template.name)
    with transaction(office.database) as session:
        known = _stored(session, template.name)
        old = known.columns if known else []
        if known:
            known.columns = fields
        else:
            session.add(template)
        _record(office, session, f"保存导出模板“{template.name}”", old, fields)
    return template


def remove_template(office: Office, name: str) -> None:
    """Raises UserError when there is none of that name, or the program keeps it."""
    _refuse_built_in(name)
    with transaction(office.database) as session:
        known = _stored(session, name)
        if known is None:
            raise UserError("找不到导出模板", f"没有导出模板“{name}”。", field="template")
        session.delete(known)
        _record(office, session, f"删除导出模板“{name}”", known.columns, [])


def _placed(template: ExportTemplate) -> tuple[Placed, ...]:
    """Columns a later version of the program no longer has are left out."""
    return tuple(Placed(BY_FIELD[field], heading) for field, heading in template.columns
                 if field in BY_FIELD)  # fmt: skip


def _stored(session: Session, name: str) -> ExportTemplate | None:
    return session.exec(select(ExportTemplate).where(ExportTemplate.name == name)).first()


def is_built_in(name: str) -> bool:
    """Whether the program itself keeps it."""
    return name in BUILT_IN


def _refuse_built_in(name: str) -> None:
    if is_built_in(name):
        raise UserError(TITLE, f"“{name}”是程序自带的模板，请另取一个名称。", field="template")


def _record(
    office: Office, session: Session, summary: str, old: list[list[str]], new: list[list[str]]
) -> None:
    details = {"old": old, "new": new}
    events.record(session, office.clerk, EventKind.SETTINGS_CHANGED, summary, details=details)
