"""The numbers of a plan: what its kind needs, a part of the sum, the county's leave to go lower."""

from collections.abc import Iterable
from typing import Any

from app.errors import UserError
from app.models import Plan
from app.models.base import label
from app.models.terms import PlanKind
from app.ui.choices import TickBox
from app.ui.fields import CountEdit, DateEdit, Entry, MoneyEdit, MonthEdit
from app.ui.widgets.form import Form

OF_KIND = {
    PlanKind.LUMP: ("pay_by",),
    PlanKind.INSTALMENTS: ("periods", "first_month", "whole_yuan"),
    PlanKind.MONTHLY: ("monthly_fen", "first_month"),
}
APPROVAL = ("approved_by", "approval_number", "approval_reason")


class PlanForm(Form):
    """Shows only what counts for the kind of plan chosen."""

    def __init__(self) -> None:
        super().__init__()
        titles = {name: label(Plan, name) for name in Plan.model_fields}
        self.beside, self.is_approved = TickBox("现有计划不变"), TickBox("有县级书面批准")
        self._kind, self._may_be_beside = PlanKind.INSTALMENTS, False
        self.add("pay_by", f"{titles['pay_by']} *", DateEdit())
        self.add("periods", f"{titles['periods']} *", CountEdit("如 12"))
        self.add("monthly_fen", "每月抵扣金额 *", MoneyEdit())
        self.add("first_month", f"{titles['first_month']} *", MonthEdit())
        self.add("whole_yuan", "每期金额", TickBox("进到整元"))
        self.add("part_fen", titles["owed_fen"], MoneyEdit("不填为全部余额"))
        self.add("is_beside", "与现有计划并行", self.beside)
        self.add("is_approved", "低于最低比例", self.is_approved)
        for name in APPROVAL:
            self.add(name, f"{titles[name]} *", Entry())
        self.is_approved.changed.connect(self._arrange_fields)

    def show_kind(self, kind: PlanKind, *, may_be_beside: bool) -> None:
        self._kind, self._may_be_beside = kind, may_be_beside
        self._arrange_fields()

    def typed(self) -> dict[str, Any]:
        """As PlanEntry takes them. Raises UserError naming the field that cannot be read."""
        names = [name for name in self._counting() if name != "is_approved"]
        return {name: self._read(name) for name in names}

    def _read(self, name: str) -> Any:
        try:
            return self.fields[name].editor.value()
        except UserError as refused:
            raise UserError(refused.title, refused.advice, field=name) from None

    def _counting(self) -> Iterable[str]:
        yield from OF_KIND[self._kind]
        yield "part_fen"
        if self._may_be_beside:
            yield "is_beside"
        if self._kind == PlanKind.MONTHLY:
            yield "is_approved"
            yield from APPROVAL if self.is_approved.value() else ()

    def _arrange_fields(self) -> None:
        self.leave_out(self.fields.keys() - set(self._counting()))
