"""政策与口径: the policy the office follows, and what the county settled of it."""

from collections.abc import Mapping
from typing import Any

from app.errors import UserError
from app.models import OfficeProfile
from app.models.base import label
from app.models.terms import PrisonStart
from app.rules.policy import Policy
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import CountEdit, MoneyEdit
from app.ui.widgets.form import Form

PREFIX = "term_"


class RulesForm(Form):
    """Terms the county did not set run as the policy book says; their fields stay empty."""

    def __init__(self, followed: Policy, policies: Mapping[str, Policy]) -> None:
        super().__init__()
        titles = {name: label(OfficeProfile, name) for name in OfficeProfile.model_fields}
        provinces = [(code, f"{policy.name}　{policy.title}") for code, policy in policies.items()]
        starts = [(rule, f"{rule.value}　{rule.label}") for rule in PrisonStart]
        self.add("policy", f"{titles['policy']} *", CodeCombo(provinces), columns=2)
        self.add("prison_start", f"{titles['prison_start']} *", CodeCombo(starts))
        self.add("prison_start_confirmed", "起算规则", TickBox("已经县级确认"))
        self._terms = {c: t for c, t in followed.legal_terms.items() if t.adjustable and t.days}
        for code, term in self._terms.items():
            title, hint = f"{term.label}（日）", f"不填为 {term.days} 日"
            self.add(PREFIX + code, title, CountEdit(hint))
        self.add("living_floor_fen", titles["living_floor_fen"], MoneyEdit("用于提示抵扣过高"))
        self.add("cutoff_day", f"{titles['cutoff_day']}（日）", CountEdit("不填为月末"))

    def show_values(self, values: Mapping[str, Any]) -> None:
        """As OfficeProfile holds them."""
        days = values.get("term_days") or {}
        terms = {PREFIX + code: days.get(code) for code in self._terms}
        super().show_values({**values, **terms})

    def values(self) -> dict[str, Any]:
        read = super().values()
        terms = {code: read.pop(PREFIX + code) for code in self._terms}
        return read | {"term_days": {code: days for code, days in terms.items() if days}}

    def mark(self, refused: UserError) -> bool:
        if refused.field != "term_days":
            return super().mark(refused)
        first = PREFIX + next(iter(self._terms))
        return super().mark(UserError(refused.title, refused.advice, field=first))
