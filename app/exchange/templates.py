"""Which columns a 台账 shows, in which order and under which headings (导出模板).

Every office that asks for the same table wants other headings: the office keeps a template for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.exchange.columns import BY_FIELD, COLUMNS, Column
from app.exchange.meanings import plain_heading

TITLE = "无法保存导出模板"
MOST_HEADING = 40  # characters


@dataclass(frozen=True)
class Placed:
    """A column under the heading it has in one workbook."""

    column: Column
    heading: str


def placed(fields: Iterable[str]) -> tuple[Placed, ...]:
    """Columns under their own titles."""
    return tuple(Placed(BY_FIELD[field], BY_FIELD[field].title) for field in fields)


VISIBLE = tuple(column.field for column in COLUMNS if not column.hidden)
STANDARD = placed(VISIBLE)
MARK_COLUMNS = placed(column.field for column in COLUMNS if column.hidden)
BRIEF = placed(
    (
        *("case.village", "case.number", "person.name", "person.id_number", "case.category"),
        *("case.insurance", "case.reason", "period.first_month", "period.last_month"),
        *("case.claimed_fen", "case.assessed_fen", "decision.method", "plan.kind", "money.fen"),
        *("money.left_fen", "money.last_on", "case.state", "case.remarks"),
    )
)
BUILT_IN = {"全部栏目": STANDARD, "简表": BRIEF}


def chosen(pairs: Sequence[tuple[str, str]]) -> tuple[Placed, ...]:
    """Columns by field or title, each with the heading wanted, "" for its own.

    Raises UserError when one is not known, or two would stand under one heading.
    """
    if not pairs:
        raise UserError(TITLE, "请至少选择一个栏目。", field="columns")
    found = tuple(_placed(name, heading) for name, heading in pairs)
    for names, what in (
        ([each.column.title for each in found], "栏目"),
        ([plain_heading(each.heading) for each in found], "表头"),
    ):
        twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
        if twice is not None:
            raise UserError(TITLE, f"{what}“{twice}”出现了两次，请只留一个。", field="columns")
    return found


def _placed(name: str, heading: str) -> Placed:
    column = BY_TITLE.get(plain_heading(name)) or BY_FIELD.get(name.strip())
    if column is None or column.hidden:
        raise UserError(TITLE, f"没有“{name}”这个栏目，请在栏目列表中选择。", field="columns")
    heading = " ".join(heading.split()) or column.title
    if len(heading) > MOST_HEADING:
        advice = f"表头“{heading[:10]}…”超过 {MOST_HEADING} 个字，请缩短。"
        raise UserError(TITLE, advice, field="columns")
    return Placed(column, heading)


BY_TITLE = {plain_heading(column.title): column for column in COLUMNS}
