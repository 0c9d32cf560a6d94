"""One act as it is entered: is it open, is it whole, when does its term end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.errors import UserError
from app.models import Milestone
from app.models.base import label
from app.models.terms import PlanKind
from app.rules.deadlines import Terms
from app.rules.policy import Finding, Policy
from app.rules.procedure.guards import hindrances, too_early, unmet
from app.rules.procedure.kinds import Guarded, MilestoneKind
from app.rules.procedure.marks import Marks, outcome_words
from app.services.case_file import CaseFile
from app.services.days import check_day
from app.services.office import Office


@dataclass(frozen=True)
class MilestoneEntry:
    """What the clerk enters of an act; which fields count says its kind. Codes for words."""

    kind: str
    happened_on: date
    until: date | None = None
    party: str = ""
    manner: str = ""
    reference: str = ""
    outcome: str = ""
    witness: str = ""
    fen: int | None = None
    note: str = ""


def check_entry(
    office: Office, policy: Policy, file: CaseFile, marks: Marks, entry: MilestoneEntry
) -> MilestoneKind:
    """The kind of an act that may be recorded as it is entered.

    Raises UserError naming the field refused; "kind" when something must be done before.
    """
    kind = policy.milestones.get(entry.kind)
    if kind is None:
        raise UserError("无法登记", "请在列表中选择办理事项。", field="kind")
    title = f"暂不能登记“{kind.label}”"
    check_day(office, entry.happened_on, "日期", field="happened_on")
    on = entry.happened_on
    _refuse(title, hindrances(policy, entry.kind, state=file.case.state, marks=marks, on=on))
    before = too_early(kind, marks, on)
    if before:
        raise UserError(title, f"日期早于前一步的 {before}，请核对。", field="happened_on")
    _check_fields(kind, kind, entry)
    for guarded, field in _chosen(policy, kind, entry):
        _refuse(title, unmet(policy, guarded, marks, on), field=field)
        _check_fields(kind, guarded, entry)
    return kind


def end_of(terms: Terms, file: CaseFile, entry: MilestoneEntry) -> date | None:
    """The day the clerk entered, or the end of the term the act begins.

    A lump sum promised for a later day gives a served notice until then.
    """
    kind = terms.policy.milestones[entry.kind]
    if entry.until or not kind.term:
        return entry.until
    term = kind.term_by_reason.get(file.case.reason, kind.term)
    until = terms.deadline(term, entry.happened_on).last_day
    if kind.document == "refund_notice":
        lumps = [p.pay_by for p in file.plans_in_force if p.kind == PlanKind.LUMP and p.pay_by]
        until = max([until, *lumps])
    return until


def summary_of(policy: Policy, act: Milestone) -> str:
    """The act in one line, for the timeline."""
    kind = policy.milestones[act.kind]
    words = outcome_words(policy, kind)
    parts = [f"{act.happened_on} {kind.label}", words.get(act.outcome, ""), act.party]
    if act.until:
        parts.append(f"至 {act.until}")
    return "，".join(part for part in parts if part)


def refuse_if_built_on(policy: Policy, file: CaseFile, slip: Milestone) -> None:
    """Raises UserError when a later act needs this one: the last is taken back first."""
    own = slip.kind
    for later in reversed(file.acts):
        kind = policy.milestones[later.kind]
        needs = {name.partition(".")[0] for name in (*kind.after, *kind.passed)}
        is_only = sum(act.kind == own for act in file.acts) == 1
        if (later.id or 0) > (slip.id or 0) and own in needs and is_only:
            advice = f"请先撤回其后登记的“{kind.label}”（{later.happened_on}）。"
            raise UserError("无法撤回", advice, field="kind")


def _chosen(
    policy: Policy, kind: MilestoneKind, entry: MilestoneEntry
) -> Iterable[tuple[Guarded, str]]:
    """The words chosen that have guards of their own: a manner, an ending."""
    for field, vocabulary in (("manner", kind.manners), ("outcome", kind.outcomes_from)):
        code = getattr(entry, field)
        if not vocabulary or not code:
            continue
        words = getattr(policy, vocabulary)
        if code not in words:
            raise UserError("无法登记", f"请在列表中选择“{_title(field)}”。", field=field)
        if isinstance(words[code], Guarded):
            yield words[code], field
    if kind.outcomes and entry.outcome and entry.outcome not in kind.outcomes:
        raise UserError("无法登记", f"请在列表中选择“{_title('outcome')}”。", field="outcome")


def _check_fields(kind: MilestoneKind, guarded: Guarded, entry: MilestoneEntry) -> None:
    """Refuses what is missing, and what the form of this act does not ask."""
    for field in guarded.requires:
        if getattr(entry, field) in ("", None) or str(getattr(entry, field)).isspace():
            advice = f"登记“{kind.label}”，请填写“{_title(field)}”。"
            raise UserError("还差一项", advice, field=field)
    asked = {*kind.asks, "kind", "happened_on"}
    for name, value in vars(entry).items():
        if value not in ("", None) and name not in asked:
            advice = f"“{kind.label}”不填写“{_title(name)}”，请去掉。"
            raise UserError("无法登记", advice, field=name)


def _title(field: str) -> str:
    return label(Milestone, field)


def _refuse(title: str, findings: Iterable[Finding], field: str = "kind") -> None:
    found = list(findings)
    if found:
        raise UserError(title, "".join(f"{f.text}（{f.ground}）" for f in found), field=field)
