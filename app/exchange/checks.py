"""Checks of a row as a whole, once its cells are read: what is missing, and what does not agree.

Faults are told at the field a clerk would put right; a field that has one already is left alone.
"""

import re
from datetime import date
from typing import Any

from app.exchange.kinds import unknown_word
from app.exchange.problems import Fault, Kind
from app.models.month import Month, months_between
from app.money import yuan_text
from app.rules.policy import Policy
from app.rules.vocabulary import find_word

Values = dict[str, Any]  # by Column.field
Faults = dict[str, Fault]

_WITH_GROUP = re.compile(
    r"(.{1,12}?(?:村|社区|居委会))[\d一二三四五六七八九十]{1,3}(?:组|小组|村民小组|队)"
)

REQUIRED = (
    ("person.name", Kind.NAME_MISSING, "没有姓名，请补填。"),
    ("person.id_number", Kind.ID_MISSING, "没有号码，请补填公民身份号码。"),
    ("case.insurance", Kind.UNKNOWN_INSURANCE, "没有险种，请补填。"),
    ("case.reason", Kind.UNKNOWN_REASON, "没有多领原因，请补填。"),
    ("period.first_month", Kind.MONTH_MISSING, "没有多领开始时间，请填写如 2021-03。"),
)


class Benefits:
    """Finds the benefits of an insurance by their words, each word looked up once."""

    def __init__(self, policy: Policy) -> None:
        self.insurances = policy.insurances
        self.of = {insurance: policy.benefits_of(insurance) for insurance in policy.insurances}
        self._found: dict[tuple[str, str], str | None] = {}

    def find(self, insurance: str, text: str) -> str | None:
        if (insurance, text) not in self._found:
            self._found[insurance, text] = find_word(self.of[insurance], text)
        return self._found[insurance, text]


def complete(values: Values, faults: Faults, benefits: Benefits) -> None:
    """Fill in what follows from other cells, and add the faults of the row as a whole."""
    for field, kind, advice in REQUIRED:
        if field not in values and field not in faults:
            faults[field] = Fault(kind, advice)
    _split_village(values)
    _split_range(values, faults)
    one_off = _settle_benefit(values, faults, benefits)
    _settle_months(values, faults, one_off=one_off)
    _settle_amount(values, faults, one_off=one_off)
    if "card.account_number" not in values:  # a card without a number is no card
        for field in [name for name in values if name.startswith("card.")]:
            del values[field]


def check_to_come(values: Values, faults: Faults, today: date) -> None:
    """An end still to come is asked about; nobody died on a day to come."""
    last, died = values.get("period.last_month"), values.get("person.status_on")
    if last and last > Month.of(today):
        advice = f"终止时间“{last}”晚于本月 {Month.of(today)}，已照表登记，请核对。"
        faults.setdefault("period.last_month", Fault(Kind.MONTH_TO_COME, advice))
    if died and died > today:
        advice = f"{died} 晚于今天 {today}，请核对。"
        faults["person.status_on"] = Fault(Kind.DAY_TO_COME, advice)


def leave_out_death(values: Values, faults: Faults) -> None:
    """A date of death nobody can read, often a month alone, keeps no debt out: it stays blank."""
    fault = faults.get("person.status_on")
    if fault and fault.kind is Kind.DATE_UNREADABLE:
        values.pop("person.status_on", None)
        advice = f"{fault.advice}本行照收，这一栏先空着，核对后在个案页补填。"
        faults["person.status_on"] = Fault(Kind.DATE_LEFT_OUT, advice)


def check_death(values: Values, faults: Faults, policy: Policy) -> None:
    """Months paid up to the death belong to the person (告知事项1): such a start is asked about."""
    died, first = values.get("person.status_on"), values.get("period.first_month")
    reason, code = policy.reasons.get(values.get("case.reason", "")), values.get("case.benefit", "")
    benefit = policy.benefits.get(code)
    if not died or not first or not reason or not reason.ends_with_life:
        return
    due = Month.of(died).plus(1)
    if first < due and not (benefit and benefit.one_off):
        faults.setdefault(
            "person.status_on",
            Fault(
                Kind.DEATH_AFTER_START,
                f"死亡日期 {died}，多领应从 {due} 起（告知事项1），表中从 {first} 起，"
                "已照表登记，请核对。",
            ),
        )


def _split_village(values: Values) -> None:
    """石桥村3组 is the village 石桥村; the whole is an address, where no other is told."""
    if match := _WITH_GROUP.fullmatch(values.get("case.village", "")):
        values.setdefault("person.registered_address", values["case.village"])
        values["case.village"] = match[1]


def _split_range(values: Values, faults: Faults) -> None:
    """2016.3-2022.6 in one cell gives both ends; two ends that disagree are asked about."""
    for field in ("period.first_month", "period.last_month"):
        if isinstance(values.get(field), tuple):
            first, last = values.pop(field)
            if values.get("period.last_month", last) != last:
                faults[field] = Fault(
                    Kind.MONTH_UNREADABLE,
                    f"“{first}”至“{last}”与另一格的终止时间不一致，请核对后只填一处。",
                )
            values["period.first_month"], values["period.last_month"] = first, last


def _settle_benefit(values: Values, faults: Faults, benefits: Benefits) -> bool:
    """The code of the benefit among those of the insurance; whether it is paid only once."""
    insurance, text = values.get("case.insurance"), values.pop("case.benefit", None)
    if insurance is None or (text is None and "case.uid" in values):
        return False
    known = benefits.of[insurance]
    code = benefits.find(insurance, text) if text else next(iter(known))
    if code is None:
        title = f"{benefits.insurances[insurance].label}待遇类别"
        faults["case.benefit"] = unknown_word(Kind.UNKNOWN_BENEFIT, title, text, known)
        return False
    if not text:
        faults["case.benefit"] = Fault(
            Kind.BENEFIT_ASSUMED, f"没有待遇类别，暂按“{known[code].label}”登记，请核对。"
        )
    values["case.benefit"] = code
    return known[code].one_off


def _settle_months(values: Values, faults: Faults, *, one_off: bool) -> None:
    first, last = values.get("period.first_month"), values.get("period.last_month")
    if first and last and last < first:
        faults["period.last_month"] = Fault(
            Kind.END_BEFORE_START, f"终止时间“{last}”早于开始时间“{first}”，请核对两个年月。"
        )
    elif first and not last and "period.last_month" not in faults:
        if one_off:
            values["period.last_month"] = first
        else:
            faults["period.last_month"] = Fault(
                Kind.MONTH_MISSING, "没有多领终止时间，请填写如 2022-06。"
            )


def _settle_amount(values: Values, faults: Faults, *, one_off: bool) -> None:
    """The sheet's sum stands, else months × monthly benefit; the two are compared."""
    for field in ("case.claimed_fen", "period.monthly_fen"):
        if values.get(field) == 0:  # how people leave an amount open
            del values[field]
    first, last = values.get("period.first_month"), values.get("period.last_month")
    if one_off:
        values.pop("period.monthly_fen", None)
    claimed, monthly = values.get("case.claimed_fen"), values.get("period.monthly_fen")
    amount_faulty = "case.claimed_fen" in faults or "period.monthly_fen" in faults
    if not claimed and not monthly and not amount_faulty:
        faults["case.claimed_fen"] = Fault(
            Kind.AMOUNT_MISSING, "没有多领金额，也没有月待遇标准，请补填其中一项。"
        )
    if claimed:
        values["period.amount_fen"] = claimed
    if not first or not last or last < first or one_off:
        return
    months = months_between(first, last)
    if monthly and not claimed:
        values["period.amount_fen"] = months * monthly
    stated = values.get("period.months")
    if stated and stated != months:
        faults["period.months"] = Fault(
            Kind.MONTHS_DIFFER, f"“{stated}”与 {first} 至 {last} 的 {months} 个月不一致，请核对。"
        )
    if claimed and monthly and claimed != months * monthly:
        faults["case.claimed_fen"] = Fault(
            Kind.AMOUNT_DIFFERS,
            f"金额 {yuan_text(claimed)} 元与 {months} 个月 × {yuan_text(monthly)} 元"
            f" = {yuan_text(months * monthly)} 元不一致，已按来文金额登记，请核对。",
        )
