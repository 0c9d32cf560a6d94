"""Sheets that others fill in: 村级采集表 and 县级答复表, as columns of COLUMNS.

What is asked is open, all else is locked. A village without the program also adds whom it found,
in the empty rows below.
"""

# ruff: noqa: E501 - one line per column is the rule of this file

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.columns import BY_FIELD
from app.exchange.ledger import LedgerEntry
from app.exchange.sheets import LISTS, SheetField, Table
from app.exchange.templates import MARK_COLUMNS, placed
from app.exchange.writing import Book, LedgerHead, frozen, sheet_field, shown_rows
from app.models.terms import HandOverKind
from app.rules.policy import Policy

VOCABULARIES = {  # of the columns that take a word of the policy book
    "case.insurance": "insurances",
    "case.benefit": "benefits",
    "case.reason": "reasons",
    "case.category": "categories",
    "case.source": "sources",
    "case.benefit_status": "benefit_statuses",
}
SPARE_ROWS = 30


@dataclass(frozen=True)
class Asked:
    """A column. is_open: to be filled in for the cases listed; is_spare: for new ones."""

    field: str
    is_open: bool = False
    is_spare: bool = False
    note: str = ""


# fmt: off
VILLAGE = (
    Asked("case.number"),
    Asked("person.name", is_spare=True),
    Asked("person.id_number", is_spare=True, note="18 位公民身份号码，末位 X 用大写。本栏已设为文本，直接输入。"),
    Asked("case.insurance", is_spare=True, note="请在列表中选择。"),
    Asked("case.benefit", is_spare=True, note="请在列表中选择；不清楚的可以不填。"),
    Asked("case.reason", is_spare=True, note="请在列表中选择；死亡、服刑、重复领取等。"),
    Asked("period.first_month", is_spare=True, note="多领的第一个月，如 2021-03。死亡的从次月起算。"),
    Asked("period.last_month", is_spare=True, note="多领的最后一个月，如 2022-06。"),
    Asked("period.monthly_fen", is_spare=True, note="每月领取多少元，如 113.00。"),
    Asked("case.claimed_fen", is_spare=True, note="多领总额（元）；填了月待遇标准的可以不填。"),
    Asked("case.category", is_open=True, is_spare=True, note="请在列表中选择；没有困难证明的选“一般人员”。"),
    Asked("person.phone", is_open=True, is_spare=True, note="本人或家属的电话，几个号码用顿号隔开。"),
    Asked("person.registered_address", is_open=True, is_spare=True),
    Asked("person.present_address", is_open=True, is_spare=True, note="现在住在哪里；外出的写明去向。"),
    Asked("card.bank", is_spare=True),
    Asked("card.account_number", is_spare=True, note="领待遇的银行账号，本栏已设为文本，直接输入。"),
    Asked("case.remarks", is_open=True, is_spare=True, note="走访情况：是否健在、家庭情况、能否退还、见到了谁、哪一天。"),
)
ANSWERS = (
    *map(Asked, ("case.township", "case.village", "case.number", "person.name", "person.id_number")),
    *map(Asked, ("case.insurance", "case.reason", "period.first_month", "period.last_month")),
    *map(Asked, ("period.amount_fen", "money.fen", "money.last_on", "case.state")),
    Asked("case.assessed_fen", is_open=True, note="县级核定的多领金额（元）；与乡镇测算一致的也请填写。"),
    Asked("notice.number", is_open=True, note="追缴告知书的编号。"),
    Asked("opinion.number", is_open=True, note="稽核意见书的文号，如 稽（待遇）字〔2026〕第 1 号。"),
    Asked("card.stop_notice_on", is_open=True, note="通知银行停止支付的日期。"),
    Asked("card.lift_notice_on", is_open=True, note="通知银行解除停止支付的日期。"),
    Asked("money.deposited_on", is_open=True, note="已到账的款项存入财政专户的日期。"),
    Asked("case.remarks", is_open=True, note="县级意见。"),
)
# fmt: on
OPEN = {  # what a sheet of a kind may change of a case listed
    kind: frozenset(one.field for one in asked if one.is_open)
    for kind, asked in ((HandOverKind.VILLAGE, VILLAGE), (HandOverKind.ANSWERS, ANSWERS))
}


def asking_table(
    head: LedgerHead,
    entries: Sequence[LedgerEntry],
    book: Book,
    asked: Sequence[Asked],
    **look: Any,
) -> Table:
    """A sheet of these cases; look: name, spare, signatures and about of the Table."""
    columns = (*placed(one.field for one in asked), *MARK_COLUMNS)
    fields = [_field(one) for one in asked] + [sheet_field(mark) for mark in MARK_COLUMNS]
    rows = shown_rows(entries, book, [each.column for each in columns])
    told = {"title": head.title, "frozen": frozen(columns), "has_totals": False, **look}
    return Table(fields=fields, rows=rows, is_protected=True, **told)


def _field(asked: Asked) -> SheetField:
    column = BY_FIELD[asked.field]
    return SheetField(
        column.title,
        column.kind.format,
        column.width,
        is_open=asked.is_open,
        is_spare=asked.is_spare,
        list_name=list_name(asked.field) if asked.field in VOCABULARIES else "",
        note=asked.note,
    )


def list_name(field: str) -> str:
    return f"{LISTS}_{BY_FIELD[field].title}"


def lists_of(policy: Policy) -> dict[str, list[str]]:
    """What the drop-downs offer, by the name of their range."""
    return {
        list_name(field): list(dict.fromkeys(w.label for w in getattr(policy, table).values()))
        for field, table in VOCABULARIES.items()
    }
