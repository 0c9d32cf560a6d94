"""偿还能力: what two people found out about income, dependants and debts, and what they judged."""

from dataclasses import dataclass

from app.errors import UserError
from app.models import Ability
from app.models.base import label
from app.models.terms import EventKind
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.services.acts import finish, refuse_closed
from app.services.case_file import open_file
from app.services.days import check_day
from app.services.office import Office
from app.services.people import change
from app.services.settings import living_floor
from app.storage.database import reading, transaction

SHOWN = (
    *("judged_on", "judged_by", "second_by", "household", "dependants"),
    *("income_fen", "debts_fen", "can_repay", "note"),
)


@dataclass(frozen=True)
class AbilityLine:
    """One record as it is shown. fields: title and text; findings: for the clerk to weigh."""

    ability: Ability
    fields: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def add_ability(office: Office, number: str, **entered: object) -> AbilityLine:
    """Record how two people judged the ability to repay; the case takes their answer over.

    entered: fields of Ability. Raises UserError naming the field refused.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        policy, case = office.policy_of(file.case), file.case
        refuse_closed(case, "无法登记偿还能力")
        ability = Ability.new(**entered | {"case_id": case.id})
        check_day(office, ability.judged_on, label(Ability, "judged_on"), field="judged_on")
        if _folded(ability.judged_by) == _folded(ability.second_by):
            advice = "两名核查人不能是同一人，请填写另一名核查人。"
            raise UserError("无法保存", advice, field="second_by")
        session.add(ability)
        old, new = change(case, {"can_repay": ability.can_repay})
        answer = _text("can_repay", ability.can_repay)
        summary = f"{ability.judged_by}、{ability.second_by}核查偿还能力：{answer}"
        details = {"old": old, "new": new, "uid": ability.uid}
        finish(office, session, case, EventKind.ABILITY, summary, details=details)
        return _line(policy, ability, living_floor(session))


def abilities(office: Office, number: str) -> tuple[AbilityLine, ...]:
    """Every record of a case, the last one first: that one counts."""
    with reading(office.database) as session:
        file = open_file(session, number)
        policy, floor = office.policy_of(file.case), living_floor(session)
        return tuple(_line(policy, ability, floor) for ability in reversed(file.abilities))


def ability_findings(
    policy: Policy, ability: Ability, floor_fen: int | None
) -> tuple[Finding, ...]:
    """What to think over: income a head under the local living floor, debts over a year's income.

    Neither changes what the two people judged. floor_fen: None while nobody entered it.
    """
    found = []
    if floor_fen is not None and ability.income_fen < floor_fen * ability.household:
        each = yuan_text(ability.income_fen // ability.household)
        found.append(policy.finding("income_under_floor", each=each, floor=yuan_text(floor_fen)))
    year = 12 * ability.income_fen
    if ability.debts_fen > year:
        sums = {"debts": yuan_text(ability.debts_fen), "income": yuan_text(year)}
        found.append(policy.finding("debts_over_income", **sums))
    return tuple(found)


def _line(policy: Policy, ability: Ability, floor_fen: int | None) -> AbilityLine:
    values = [(name, getattr(ability, name)) for name in SHOWN]
    fields = tuple(
        (label(Ability, name), _text(name, value)) for name, value in values if value != ""
    )
    return AbilityLine(ability, fields, ability_findings(policy, ability, floor_fen))


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "有偿还能力" if value else "没有偿还能力"
    if isinstance(value, int) and name.endswith("_fen"):
        return f"{yuan_text(value)} 元"
    return f"{value} 人" if isinstance(value, int) else str(value)


def _folded(name: str) -> str:
    return "".join(name.split())
