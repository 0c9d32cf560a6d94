"""What happened in a case, in plain official sentences that several forms share."""

from datetime import date

from app.forms.facts import PaperFacts
from app.forms.wording import day_text, month_text, one_line
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.identity import read_id
from app.rules.terms import months_after

HAPPENED = {
    PersonStatus.DECEASED: ("死亡", "已死亡"),
    PersonStatus.MISSING: ("失踪", "已失踪"),
    PersonStatus.IN_PRISON: ("服刑（被采取强制措施）", "在服刑（被采取强制措施）期间"),
}
ADULT_MONTHS = 18 * 12  # 民法典17
OTHER = "other"  # 多领原因“其他”: its note says what the label does not


def situation(facts: PaperFacts) -> str:
    """基本情况: who draws which benefit; what happened, and what was overpaid; how it was found."""
    name, amount = one_line(facts.person.name), yuan_text(facts.amount_fen)
    who = f"{name}为{facts.insurance_label}待遇领取人员，待遇类别为{facts.benefit_label}。"
    what = f"{what_happened(facts)}，{_when_paid(facts)}多领上述待遇共计{amount}元。"
    findings = one_line(facts.findings).rstrip("，、；。")
    found = f"该情况于{day_text(facts.case.found_on)}发现。"
    return who + what + found + (f"核实情况：{findings}。" if findings else "")


def benefit_name(facts: PaperFacts) -> str:
    return f"{facts.insurance_label}（{facts.benefit_label}）"


def reason_text(facts: PaperFacts) -> str:
    note = one_line(facts.case.reason_note)
    if not note:
        return facts.reason_label
    return note if facts.case.reason == OTHER else f"{facts.reason_label}（{note}）"


def what_happened(facts: PaperFacts) -> str:
    person = facts.person
    if person.status not in HAPPENED:
        return f"因{reason_text(facts)}"
    event, state = HAPPENED[person.status]
    return f"当事人于{day_text(person.status_on)}{event}" if person.status_on else f"当事人{state}"


def _when_paid(facts: PaperFacts) -> str:
    if not facts.periods:
        return ""
    first = min(period.first_month for period in facts.periods)
    last = max(period.last_month for period in facts.periods)
    if first == last:
        return month_text(first)
    return f"{month_text(first)}至{month_text(last)}"


def is_minor(id_number: str | None, on: date) -> bool:
    """Under eighteen on a day (民法典17); without an ID number a person counts as adult."""
    birth = read_id(id_number).birth if id_number else None
    return birth is not None and on < months_after(birth, ADULT_MONTHS)
