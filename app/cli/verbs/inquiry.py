"""Verbs of the inquiry: what was found out, what was overpaid, who is liable, how it is counted."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import Any

from app.cli.answers import Answer, day
from app.cli.calc import month
from app.cli.plain import plain
from app.cli.verbs.words import Verbs, book, code, pairs
from app.errors import UserError
from app.models.terms import CheckResult, PrisonStart
from app.money import fen_from_yuan
from app.rules.estimates import Grant
from app.rules.estimating import FindingFacts
from app.rules.periods import Period, Rates
from app.services import (
    abilities,
    cards,
    checklist,
    death_dates,
    explain,
    findings,
    liable,
    materials,
    todo,
)
from app.services.case_view import case_view
from app.services.office import Office

REFUSED = "无法登记"


def _estimate(office: Office, asked: Namespace) -> Answer:
    """What the facts give; --adopt writes it into the case as its 多领明细."""
    facts = _facts(asked.entered)
    rule = PrisonStart(asked.rule) if asked.rule else None
    found = findings.estimate(office, asked.number, facts, rule)
    if asked.adopt:
        findings.adopt_estimate(office, asked.number, facts, rule)
    return {"number": asked.number, "adopted": asked.adopt, **plain(found)}


def _facts(entered: list[str]) -> FindingFacts:
    read: dict[str, Any] = {}
    for name, value in pairs(entered, "无法测算").items():
        if name not in READ:
            known = "、".join(READ)
            raise UserError("无法测算", f"“{name}”不是测算的事实，可填：{known}。", field=name)
        if value is not None:
            read[name] = value if isinstance(value, int) else READ[name](str(value), name)
    return FindingFacts(**read)


def _rates(text: str, field: str) -> Rates:
    """2019-12:103,2020-07:108: from which month how much a month."""
    parts = (part.partition(":") for part in text.split(","))
    return [
        (month(since.strip(), field), fen_from_yuan(yuan, field=field)) for since, _, yuan in parts
    ]


def _period(text: str, field: str) -> Period:
    """2016-03:2022-06, both counted."""
    first, _, last = text.partition(":")
    return month(first, field), month(last, field)


def _grants(text: str, field: str) -> tuple[Grant, ...]:
    """NAME:2022-05:1000,NAME:2022-06:600."""
    parts = [(*part.split(":"), "", "")[:3] for part in text.split(",")]
    return tuple(
        Grant(name, month(paid, field), fen_from_yuan(yuan, field=field))
        for name, paid, yuan in parts
    )


def _day(text: str, field: str) -> date:
    return day(text, field, field)


def _whole(text: str, field: str) -> int:
    """A count, or fen; yuan are typed as …_yuan."""
    if not text.isdecimal():
        raise UserError("无法测算", f"“{field}”应为整数，现为“{text}”。", field=field)
    return int(text)


READ: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(("event", "start", "release"), _day),
    "paid_until": month,
    **dict.fromkeys(("kept", "cancelled", "months"), _period),
    **dict.fromkeys(("rates", "pension", "allowance", "paid"), _rates),
    "grants": _grants,
    **dict.fromkeys(("kept_grant", "due_fen"), _whole),
    "given_reason": lambda text, _field: text,
}


def _death_date(office: Office, asked: Namespace) -> Answer:
    entered = pairs(asked.entered, REFUSED)
    sources = death_dates.death_sources(book(office, asked.number))
    if source := entered.get("source"):
        entered["source"] = code(sources, str(source), "来源", "source")
    if asked.settle:
        reason = str(entered.get("reason") or "")
        death_dates.settle_death_date(office, asked.number, asked.settle, reason)
    else:
        death_dates.add_death_date(office, asked.number, **entered)
    return {"number": asked.number, **plain(death_dates.death_dates(office, asked.number))}


def _check(office: Office, asked: Namespace) -> Answer:
    entered = pairs(asked.entered, REFUSED)
    item = code(book(office, asked.number).checks, asked.item, "核实事项", "item")
    checklist.check(office, asked.number, item, **entered | {"result": CheckResult(asked.result)})
    return {"number": asked.number, "checklist": plain(checklist.checklist(office, asked.number))}


def _ability(office: Office, asked: Namespace) -> Answer:
    line = abilities.add_ability(office, asked.number, **pairs(asked.entered, REFUSED))
    return {"number": asked.number, **plain(line)}


def _liable(office: Office, asked: Namespace) -> Answer:
    entered = pairs(asked.entered, REFUSED)
    if relation := entered.get("relation"):
        relations = book(office, asked.number).relations
        entered["relation"] = code(relations, str(relation), "关系", "relation")
    person = liable.set_liable(office, asked.number, uid=asked.change, **entered)
    return {"number": asked.number, **plain(person)}


def _card(office: Office, asked: Namespace) -> Answer:
    entered = pairs(asked.entered, REFUSED)
    card_id = None
    if asked.change:
        known = case_view(office, asked.number).file.cards
        if not 1 <= asked.change <= len(known):
            advice = f"个案 {asked.number} 有 {len(known)} 张卡，请填写 1 起的序号。"
            raise UserError("找不到这张卡", advice, field="change")
        card_id = known[asked.change - 1].id
    card = cards.set_card(office, asked.number, card_id=card_id, **entered)
    return {"number": asked.number, **plain(card)}


def _materials(office: Office, asked: Namespace) -> Answer:
    return {"number": asked.number, "materials": plain(materials.materials(office, asked.number))}


def _explain(office: Office, asked: Namespace) -> Answer:
    return {
        "number": asked.number,
        "figures": plain(explain.explain(office, asked.number)),
        "text": explain.explain_text(office, asked.number),
    }


def _todo(office: Office, asked: Namespace) -> Answer:
    """All lists with their counts, or the cases of one of them."""
    if asked.list:
        rows = todo.todo_rows(office, asked.list, limit=asked.limit, offset=asked.offset)
        return [plain(row) for row in rows]
    answer: dict[str, Any] = plain(todo.todo(office))
    return answer


VERBS: Verbs = {
    "estimate": _estimate,
    "death-date": _death_date,
    "check": _check,
    "ability": _ability,
    "liable": _liable,
    "card": _card,
    "materials": _materials,
    "explain": _explain,
    "todo": _todo,
}
