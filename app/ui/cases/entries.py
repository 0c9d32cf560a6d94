"""The fields of a person and of a case, as registering and correcting both ask for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.models import Case, Person
from app.models.base import label
from app.models.terms import PersonStatus, Term
from app.rules.policy import Policy
from app.rules.vocabulary import Word
from app.ui.choices import Choice, CodeCombo, TickBox
from app.ui.fields import DateEdit, DigitEntry, Entry, IdEdit, MoneyEdit
from app.ui.widgets.form import Form

NOT_CHOSEN: Choice = ("", "请选择")
REPAY: tuple[Choice, ...] = (
    (None, "尚未判断"),
    (True, "有偿还能力"),
    (False, "无偿还能力"),
)


def choices(words: Mapping[str, Word], *, first: Choice | None = None) -> list[Choice]:
    """The words of a vocabulary to choose from."""
    before = [first] if first else []
    return [*before, *((code, word.label) for code, word in words.items())]


def terms(kind: Iterable[Term]) -> list[Choice]:
    return [(term, term.label) for term in kind]


def add_person_fields(form: Form, id_number: IdEdit) -> None:
    form.add("name", f"{label(Person, 'name')} *", Entry())
    form.add("id_number", label(Person, "id_number"), id_number)
    form.add("id_doubtful", label(Person, "id_doubtful"), TickBox("与证件一致，校验不符"))
    form.add("phone", label(Person, "phone"), DigitEntry())
    form.add("status", label(Person, "status"), CodeCombo(terms(PersonStatus)))
    form.add("status_on", label(Person, "status_on"), DateEdit())
    form.add("registered_address", label(Person, "registered_address"), Entry())
    form.add("present_address", label(Person, "present_address"), Entry())


def add_reason_fields(form: Form, policy: Policy) -> None:
    """What was overpaid and how it was found."""
    form.add("benefit", f"{label(Case, 'benefit')} *", CodeCombo(choices(policy.benefits)))
    reasons = choices(policy.reasons, first=NOT_CHOSEN)
    form.add("reason", f"{label(Case, 'reason')} *", CodeCombo(reasons))
    form.add("reason_note", label(Case, "reason_note"), Entry("原因为“其他”时请写明"))
    sources = choices(policy.sources, first=("", "未填"))
    form.add("source", label(Case, "source"), CodeCombo(sources))
    form.add("found_on", f"{label(Case, 'found_on')} *", DateEdit())
    form.add("personal_number", label(Case, "personal_number"), DigitEntry())


def add_means_fields(form: Form, policy: Policy) -> None:
    """What the choice of a method rests on, and where the person lives."""
    statuses = choices(policy.benefit_statuses, first=("", "未填"))
    form.add("benefit_status", label(Case, "benefit_status"), CodeCombo(statuses))
    form.add("category", label(Case, "category"), CodeCombo(choices(policy.categories)))
    form.add("benefit_fen", f"{label(Case, 'benefit_fen')}（没有填 0）", MoneyEdit("尚未查清"))
    form.add("can_repay", label(Case, "can_repay"), CodeCombo(REPAY))
    form.add("account_fen", label(Case, "account_fen"), MoneyEdit())
    form.add("account_subsidy_fen", label(Case, "account_subsidy_fen"), MoneyEdit())
    form.add("other_benefit_fen", label(Case, "other_benefit_fen"), MoneyEdit())
    form.add("funeral_fen", label(Case, "funeral_fen"), MoneyEdit())
    form.add("township", label(Case, "township"), Entry())
    form.add("village", label(Case, "village"), Entry())


def benefit_choices(policy: Policy, insurance: str) -> list[Choice]:
    """Only what this insurance pays."""
    return [NOT_CHOSEN, *choices(policy.benefits_of(insurance))]


def without_blank_sums(values: dict[str, Any]) -> dict[str, Any]:
    """An empty account is 0 in the records; an empty monthly benefit stays unknown."""
    sums = ("account_fen", "account_subsidy_fen", "other_benefit_fen", "funeral_fen")
    return {name: 0 if name in sums and v is None else v for name, v in values.items()}
