"""What an estimate asks: a field per fact, as the reason of the case wants them."""

from collections.abc import Callable, Sequence
from typing import Any

from app.errors import UserError
from app.rules.estimates import TITLES, Grant
from app.rules.estimating import OTHER_MONTHS, Asked, FindingFacts
from app.ui.fields import CountEdit, DateEdit, Entry, MoneyEdit, MonthEdit
from app.ui.groups import PeriodEdit, RowsEdit
from app.ui.widgets.form import Editor, Form

OTHER = tuple(Asked(field, TITLES[field]) for field in OTHER_MONTHS.asks)


def _rates() -> RowsEdit:
    return RowsEdit(("从何年月起", "每月多少元"), (MonthEdit, MoneyEdit))


def _grants() -> RowsEdit:
    return RowsEdit(("名称", "发放年月", "实发金额"), (Entry, MonthEdit, MoneyEdit))


EDITORS: dict[str, Callable[[], Editor]] = {
    "event": DateEdit,
    "start": DateEdit,
    "release": DateEdit,
    "paid_until": MonthEdit,
    "kept": PeriodEdit,
    "cancelled": PeriodEdit,
    "months": PeriodEdit,
    "rates": _rates,
    "pension": _rates,
    "allowance": _rates,
    "paid": _rates,
    "grants": _grants,
    "kept_grant": lambda: CountEdit("第几笔，如 1"),
    "due_fen": lambda: MoneyEdit("没有填 0"),
    "given_reason": lambda: Entry("如 县级另有书面认定"),
}
WIDE = ("rates", "pension", "allowance", "paid", "grants")


class EstimateForm(Form):
    def __init__(self, asked: Sequence[Asked]) -> None:
        super().__init__(2)
        for one in asked:
            wide = one.field in WIDE or len(asked) == 1
            self.add(one.field, one.title, EDITORS[one.field](), columns=2 if wide else 1)

    def facts(self) -> FindingFacts:
        """Raises UserError naming what cannot be read."""
        values: dict[str, Any] = {
            name: value for name, value in self.values().items() if value is not None
        }
        if "grants" in values:
            values["grants"] = tuple(Grant(*row) for row in values["grants"])
        if "kept_grant" in values:
            values["kept_grant"] = _place(values["kept_grant"])
        return FindingFacts(**values)


def _place(number: int) -> int:
    if number < 1:
        raise UserError("无法测算多领金额", "保留的一笔从 1 数起。", field="kept_grant")
    return number - 1
