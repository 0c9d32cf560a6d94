"""The sums of the rules, without a case book: for checking a figure, and for tests."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date

from app.cli.answers import Answer, day
from app.errors import UserError
from app.folders import POLICY, WORKDAYS
from app.methods.schedules import check_monthly, instalments, least_monthly, monthly
from app.models.month import Month
from app.money import fen_from_yuan
from app.rules.calendar import load_calendar
from app.rules.capitals import capitals
from app.rules.findings import in_prison
from app.rules.identity import read_id
from app.rules.periods import after_death, total_fen
from app.rules.policy import load_policy
from app.rules.terms import term_end

LONGEST = 600  # months: past it a term is a typing mistake, and so are days


def month(text: str, field: str) -> Month:
    """Raises UserError naming the field when the text is no month."""
    try:
        return Month(text)
    except ValueError as error:
        raise UserError("年月无法识别", str(error), field=field) from None


def _capitals(asked: Namespace, _today: date) -> Answer:
    return [capitals(fen_from_yuan(amount, field="amount")) for amount in asked.amounts]


def _id(asked: Namespace, _today: date) -> Answer:
    return [
        {
            "number": read.number,
            "valid": read.valid,
            "kind": read.kind,
            "message": read.message,
            "birth": read.birth.isoformat() if read.birth else None,
            "sex": read.sex,
        }
        for read in map(read_id, asked.numbers)
    ]


def _plan(asked: Namespace, today: date) -> Answer:
    owed = fen_from_yuan(asked.owed, field="owed")
    benefit = fen_from_yuan(asked.benefit, field="benefit")
    first = month(asked.first, "from")
    floor = load_policy(POLICY).value("monthly_floor", today)
    if asked.monthly is not None:
        each = fen_from_yuan(asked.monthly, field="monthly")
        check_monthly(each, benefit, floor)
        schedule = monthly(owed, each, first)
    else:
        whole = asked.round == "yuan"
        schedule = instalments(owed, asked.instalments, first, whole_yuan=whole)
    return {
        "least_fen": least_monthly(benefit, floor.value),
        "each_fen": schedule.each_fen,
        "last_fen": schedule.last_fen,
        "periods": schedule.periods,
        "until": schedule.until,
    }


def _overpaid(asked: Namespace, _today: date) -> Answer:
    death = day(asked.death, "死亡日期", "death")
    spans = after_death(death, month(asked.paid_until, "paid_until"), _rates(asked))
    return {"months": sum(span.months for span in spans), "amount_fen": total_fen(spans)}


def _rates(asked: Namespace) -> list[tuple[Month, int]]:
    """2019-12:103,2020-07:108: from which month how much a month."""
    parts = (part.partition(":") for part in asked.rates.split(","))
    return [
        (month(since.strip(), "rates"), fen_from_yuan(yuan, field="rates"))
        for since, _, yuan in parts
    ]


def _prison(asked: Namespace, _today: date) -> Answer:
    """Both readings of 告知事项2 side by side: the county settles which one holds."""
    start = day(asked.start, "服刑起始日期", "start")
    release = day(asked.release, "释放日期", "release")
    policy = load_policy(POLICY)
    both = in_prison(policy, "imprisonment", start=start, release=release, rates=_rates(asked))
    return {
        rule.value: {
            "rule": rule.label,
            "months": sum(span.months for span in estimate.spans),
            "amount_fen": estimate.amount_fen,
            "steps": list(estimate.steps),
            "ground": str(estimate.ground),
        }
        for rule, estimate in both.by_rule.items()
    }


def _term(asked: Namespace, _today: date) -> Answer:
    start = day(asked.start, "起算日", "start")
    lengths = {"days": asked.days, "months": asked.months, "workdays": asked.workdays}
    if any(length is not None and not 1 <= length <= LONGEST for length in lengths.values()):
        advice = f"期限应为 1 至 {LONGEST} 的整数。"
        raise UserError("无法计算期限", advice, field="length")
    end = term_end(load_calendar(WORKDAYS), start, **lengths)
    return {
        "until": end.last_day.isoformat(),
        "counted_to": end.counted_to.isoformat(),
        "warning": end.warning,
    }


SUMS: dict[str, Callable[[Namespace, date], Answer]] = {
    "capitals": _capitals,
    "id": _id,
    "plan": _plan,
    "overpaid": _overpaid,
    "prison": _prison,
    "term": _term,
}
