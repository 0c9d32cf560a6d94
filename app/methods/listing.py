"""Who may come on the dishonesty list: how much and how long was withheld (人社部令45号第五条)."""

from dataclasses import dataclass
from datetime import date

from app.rules.policy import Policy


@dataclass(frozen=True)
class Withheld:
    """A debt as the list asks for it. refused: after the notice asked for the money."""

    fen: int
    months: int
    refused: bool
    broken: bool
    fraud_suspected: bool
    is_decided: bool  # an administrative decision was served


def is_listable(policy: Policy, debt: Withheld, on: date) -> bool:
    is_large = debt.fen > policy.value("dishonesty_amount", on).value * 100
    is_long = debt.months > policy.value("dishonesty_months", on).value
    if debt.fraud_suspected and (debt.refused or (is_large and debt.is_decided)):
        return True
    return (is_large or is_long) and (debt.refused or debt.broken)
