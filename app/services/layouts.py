"""表式: what the clerk said of the columns of a workbook, remembered for the next of its shape."""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, select

from app.errors import UserError
from app.exchange.columns import BY_FIELD, COLUMNS
from app.exchange.mappings import SheetMapping
from app.exchange.meanings import NOTHING, Headings
from app.exchange.reading import Choices
from app.models import Layout
from app.services.office import Office
from app.storage.database import reading

__all__ = ["READABLE", "Choices", "SheetMapping", "choices_of", "remember"]  # for the window, too

ByShape = Mapping[str, Mapping[str, str]]  # the field of a column, by its letters, by shape

READABLE = tuple((column.field, column.title) for column in COLUMNS if column.is_read)


def choices_of(
    office: Office,
    *,
    sheets: Iterable[str] = (),
    by_hand: Mapping[str, str] | None = None,
    by_shape: ByShape | None = None,
) -> Choices:
    """What is remembered, with what the clerk chooses now over it.

    by_hand: a column's heading or letters, and the title or field it is to have ("" for none).
    Raises UserError when there is no such title.
    """
    with reading(office.database) as session:
        layouts = {layout.shape: layout.fields for layout in session.exec(select(Layout))}
    remembered = layouts | {shape: dict(fields) for shape, fields in (by_shape or {}).items()}
    chosen = {column: _field(title) for column, title in (by_hand or {}).items()}
    return Choices(frozenset(sheets), chosen, remembered)


def remember(session: Session, office: Office, mappings: Sequence[SheetMapping]) -> None:
    """Keep what the clerk said of the columns of these sheets; what is kept already stays."""
    for mapping in mappings:
        if mapping.said:
            fields = dict(mapping.said)
            session.merge(Layout.new(shape=mapping.shape, fields=fields, clerk=office.clerk))


def _field(title: str) -> str:
    if not title.strip():
        return NOTHING
    meaning = Headings().meaning((title,))
    column = BY_FIELD.get(title.strip()) or (meaning.column if meaning else None)
    if column is None or not column.is_read:
        titles = "、".join(title for _, title in READABLE)
        raise UserError("无法导入", f"没有“{title}”这一栏，可以对应的有：{titles}。", field="map")
    return column.field
