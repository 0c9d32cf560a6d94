"""What opening a package does to the cases here, in words a clerk reads before agreeing."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.exchange.columns import BY_FIELD
from app.models import Package
from app.models.base import label
from app.models.terms import Term
from app.money import yuan_text
from app.rules.policy import Policy
from app.services.record_merging import Clash, Merged
from app.services.records import MODELS, table_of

NAMES = {
    "periods": "多领明细",
    "cards": "发放卡（折）",
    "checks": "核实事项",
    "verifications": "核实结论",
    "death_dates": "死亡时间",
    "evidence": "佐证",
    "attachments": "扫描件",
    "abilities": "偿还能力",
    "liable": "责任人",
    "decisions": "追缴方式决定",
    "plans": "退还计划",
    "receipts": "到账",
    "documents": "文书",
    "milestones": "办理事项",
}


class Outcome(Term):
    """What becomes of a case of a package. Not stored."""

    NEW = "new", "新增"
    CHANGED = "changed", "有变化"
    SAME = "same", "没有变化"
    REFUSED = "refused", "没有收下"


@dataclass(frozen=True)
class ClashTold:
    """A field both sides changed, as people read it. place: which row, field: its name there."""

    place: str
    field: str
    title: str
    here: str
    theirs: str
    takes_theirs: bool


@dataclass(frozen=True)
class CaseChange:
    """uid: theirs; number: ours, of a refused one theirs; told: what changes, in a few words."""

    uid: str
    number: str
    name: str
    outcome: Outcome
    told: str = ""
    clashes: tuple[ClashTold, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Opened:
    """A package opened, or looked at. sums: of its cases, in fen, as its manifest says.

    package: what is remembered of it; None when it was only looked at.
    """

    sender: str
    sequence: int
    made_on: date
    clerk: str
    changes: tuple[CaseChange, ...]
    attachments: int
    sums: dict[str, int]
    warnings: tuple[str, ...]
    package: Package | None = field(default=None)

    def count(self, outcome: Outcome) -> int:
        return sum(change.outcome == outcome for change in self.changes)

    @property
    def clashes(self) -> int:
        return sum(len(change.clashes) for change in self.changes)


def told_rows(result: Merged) -> str:
    """What changes of a case: fields by their titles, rows by their kind."""
    parts = [_title(key, name) for key, row in result.changed.items() for name in row]
    added = [table_of(key) for key in result.added]
    parts += [f"{NAMES[t]} +{added.count(t)}" for t in dict.fromkeys(added) if t in NAMES]
    gone = [table_of(key) for key in result.removed]
    parts += [f"{NAMES[t]} -{gone.count(t)}" for t in dict.fromkeys(gone)]
    return "、".join(dict.fromkeys(parts))


def told_clash(policy: Policy, clash: Clash, *, wins: bool) -> ClashTold:
    shown = (_shown(policy, clash, clash.here), _shown(policy, clash, clash.theirs))
    return ClashTold(clash.key, clash.field, _title(clash.key, clash.field), *shown, wins)


def _title(key: str, name: str) -> str:
    table = table_of(key)
    if table == "periods":
        return NAMES["periods"]
    title = label(MODELS[table], name)
    return title if table in ("case", "person") else f"{NAMES[table]}的{title}"


def _shown(policy: Policy, clash: Clash, value: Any) -> str:
    if value in (None, "", []):
        return "空"
    if clash.key == "periods":
        spans = (f"{row['first_month']} 至 {row['last_month']}" for row in value)
        return "、".join(spans)
    if isinstance(value, bool):
        return "是" if value else "否"
    if clash.field.endswith("_fen"):
        return f"{yuan_text(value)} 元"
    column = BY_FIELD.get(f"{table_of(clash.key)}.{clash.field}")
    if column and isinstance(value, str):
        try:
            return column.text(value, policy)
        except (LookupError, AttributeError, ValueError):
            return value
    return str(value)
