"""承诺人: for 本人 the person's own name and number are printed, so nobody types them again."""

from typing import Any

from app.models import Person, Plan
from app.models.base import label
from app.models.terms import PersonStatus
from app.rules.identity import masked
from app.rules.policy import Policy
from app.services.plans import SELF
from app.ui.cases.entries import choices
from app.ui.choices import CodeCombo
from app.ui.fields import DigitEntry, Entry, IdEdit
from app.ui.widgets.form import Form


class PromisorForm(Form):
    """The ID number of another promisor is kept, and shown masked; typing replaces it."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.relation = CodeCombo(choices(policy.relations, first=("", "未填")))
        self._id_number = IdEdit()
        self._kept_id = ""
        self._told_of: tuple[int | None, int | None] | None = None
        for name, editor in (
            ("relation", self.relation),
            ("promisor_name", Entry()),
            ("promisor_id_number", self._id_number),
            ("promisor_phone", DigitEntry()),
        ):
            self.add(name, label(Plan, name), editor)
        self.relation.changed.connect(self._follow_relation)
        self._follow_relation()

    def show_promisor(self, plan: Plan | None, person: Person) -> None:
        """Of the plan; before there is one, 本人 where the person is alive."""
        shown = (person.id, plan.id if plan else None)
        if shown == self._told_of:
            return  # a reload takes nothing away from what is being typed
        self._told_of = shown
        if plan is not None:
            known = {name: getattr(plan, name) for name in self.fields}
        else:
            relation = SELF if person.status == PersonStatus.ALIVE else ""
            known = dict.fromkeys(self.fields, "") | {"relation": relation}
        self._kept_id = known["promisor_id_number"]
        self.show_values(known | {"promisor_id_number": None})
        self._id_number.setPlaceholderText(masked(self._kept_id))
        self._follow_relation()

    def promised(self) -> dict[str, Any]:
        """As PlanEntry takes it."""
        values = self.values()
        if values["relation"] == SELF:
            return {"relation": SELF}
        return values | {"promisor_id_number": values["promisor_id_number"] or self._kept_id}

    def _follow_relation(self) -> None:
        own = self.relation.value() == SELF
        self.leave_out(self.fields.keys() - {"relation"} if own else ())
