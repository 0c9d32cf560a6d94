"""One act as it is entered: is it open, is it whole, when does its term end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.errors import UserError
from app.models import Milestone
from app.models.base import label
from app.models.terms import CaseState, PlanKind
from app.money import yuan_text
from app.rules.deadlines import Terms
from app.rules.policy import Finding, Policy
from app.rules.procedure.guards import (
    hindrances,
    out_of_place,
    too_early,
    unmet,
    would_lack,
)
from app.rules.procedure.kinds import DeliveryManner, Ending, Guarded, MilestoneKind
from app.rules.procedure.marks import FACTS, Mark, Marks, outcome_words, standing
from app.services.case_file import CaseFile
from app.services.days import check_day
from app.services.marks import acts_of, marks_on
from app.services.office import Office
from app.services.receiving import check_manner, check_receiver

CLOSING, NOTICE_SERVED = "closed", "notice_served"
CLEARED = {  # marks after which a case may still be dismissed
    *("audit_ended.clean", "review_decided.revoked", "suit_ended.revoked"),
}
BEFORE_FOUND = {  # acts that may lie before the day a case was found
    *("contact_failed", "announced", "reached", "visited"),
    *("benefit_paused", "benefit_stopped", "benefit_ended", "kin_told"),
}


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
    relation: str = ""
    proof: str = ""
    refusal: str = ""
    servers: str = ""
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
    marks = {**marks, **marks_on(policy, file, on)}
    _refuse(title, hindrances(policy, entry.kind, state=file.case.state, marks=marks, on=on))
    _refuse_too_early(title, file, kind, marks, entry)
    _check_fields(kind, kind, entry)
    if entry.relation and entry.relation not in policy.relations:
        advice = f"请在列表中选择“{field_title('relation')}”。"
        raise UserError("无法登记", advice, field="relation")
    if kind.ends_outcome and entry.outcome in policy.milestones and entry.outcome not in marks:
        advice = f"没有登记“{policy.milestones[entry.outcome].label}”，请核对。"
        raise UserError(title, advice, field="outcome")
    for guarded, field in _chosen(policy, kind, entry):
        if isinstance(guarded, Ending) and file.case.state not in guarded.states:
            _refuse(title, [out_of_place(policy, guarded, file.case.state)], field=field)
        _refuse(title, unmet(policy, guarded, marks, on), field=field)
        _refuse_too_early(title, file, guarded, marks, entry)
        if isinstance(guarded, DeliveryManner) and guarded.deemed_on:
            _check_deemed(office, title, marks[guarded.deemed_on], entry)
        if isinstance(guarded, DeliveryManner):
            filled = {name: field_title(name) for name in vars(entry) if not is_blank(entry, name)}
            check_manner(getattr(policy, kind.manners), guarded, filled)
        _check_fields(kind, guarded, entry)
        if isinstance(guarded, DeliveryManner):
            signer = {"party": entry.party, "relation": entry.relation}
            check_receiver(policy, file, guarded, on=on, **signer)
    _check_pays_all(title, kind, file, entry)
    return kind


def end_of(terms: Terms, file: CaseFile, entry: MilestoneEntry) -> date | None:
    """The day the clerk entered, or the end of the term the act begins.

    A lump sum promised for a later day gives a served notice until then. Raises UserError
    ("until") where the day entered would cut short what the law or the notice grants.
    """
    kind = terms.policy.milestones[entry.kind]
    term = kind.term_for(file.case.reason, entry.outcome)
    if not term:
        return entry.until
    until = _last_day(terms, term, entry.happened_on)
    if entry.until:
        if entry.until < until and not terms.policy.legal_terms[term].adjustable:
            named = terms.policy.legal_terms[term].label
            advice = f"“{named}”的期限到 {until}，不能另定得更早，请核对或留空。"
            raise UserError("“期限（截止日）”有误", advice, field="until")
        return entry.until
    if entry.kind == NOTICE_SERVED:
        lumps = [p.pay_by for p in file.plans_in_force if p.kind == PlanKind.LUMP and p.pay_by]
        until = max([until, *lumps])
    return until


def _last_day(terms: Terms, term: str, start: date) -> date:
    try:
        return terms.deadline(term, start).last_day
    except LookupError:
        label_, advice = terms.policy.legal_terms[term].label, "请核对年份。"
        why = f"{start} 还没有“{label_}”的规定，{advice}"
        raise UserError("“日期”有误", why, field="happened_on") from None


def act_label(policy: Policy, file: CaseFile, act: Milestone) -> str:
    """What was done, with the paper it was done with where its kind does not say."""
    kind = policy.milestones[act.kind]
    papers = [p for p in file.documents if p.id == act.document_id and kind.of_paper]
    return "".join([kind.label, *(f"：《{paper.content['title']}》" for paper in papers)])


def summary_of(policy: Policy, file: CaseFile, act: Milestone) -> str:
    """The act in one line, for the timeline."""
    words = outcome_words(policy, policy.milestones[act.kind])
    what = act_label(policy, file, act)
    parts = [f"{act.happened_on} {what}", words.get(act.outcome, ""), act.party]
    if act.until:
        parts.append(f"至 {act.until}")
    return "，".join(part for part in parts if part)


def refuse_if_built_on(policy: Policy, file: CaseFile, slip: Milestone, marks: Marks) -> None:
    """Raises UserError when a later act needs this one: the last is taken back first."""
    if file.case.state == CaseState.CLOSED and slip.kind != CLOSING:
        advice = "个案已结案，请先登记“重新开启”，或撤回结案。"
        raise UserError("无法撤回", advice, field="kind")
    if file.case.state == CaseState.DISMISSED and f"{slip.kind}.{slip.outcome}" in CLEARED:
        advice = "个案已据此排除，请先重新登记核实结论“确认多领”，再撤回。"
        raise UserError("无法撤回", advice, field="kind")
    facts = {name: mark for name, mark in marks.items() if name in FACTS}
    acts, at = acts_of(policy, file), file.acts.index(slip)
    for place in range(len(acts) - 1, at, -1):
        later, before = file.acts[place], facts | standing(policy, acts[:place])
        without = facts | standing(policy, [*acts[:at], *acts[at + 1 : place]])
        kind = policy.milestones[later.kind]
        guards = [kind, *(guarded for guarded, _field in _chosen(policy, kind, later))]
        if any(would_lack(guarded, before, without) for guarded in guards):
            advice = f"请先撤回其后登记的“{kind.label}”（{later.happened_on}）。"
            raise UserError("无法撤回", advice, field="kind")


def benefit_status_without(policy: Policy, file: CaseFile, slip: Milestone) -> str:
    """The benefit status once an act is taken back; what a clerk corrected since then stays."""
    now, made = file.case.benefit_status, policy.milestones[slip.kind].benefit_status
    if not made or now != made:
        return now
    statuses = [policy.milestones[act.kind].benefit_status for act in file.acts if act is not slip]
    first = next(m for m in file.milestones if policy.milestones[m.kind].benefit_status)
    return next((status for status in reversed(statuses) if status), first.benefit_before)


def _chosen(
    policy: Policy, kind: MilestoneKind, entry: MilestoneEntry | Milestone
) -> Iterable[tuple[Guarded, str]]:
    """The words chosen that have guards of their own: a manner, an ending."""
    for field, vocabulary in (("manner", kind.manners), ("outcome", kind.outcomes_from)):
        code = getattr(entry, field)
        if not vocabulary or not code:
            continue
        words = getattr(policy, vocabulary)
        if code not in words:
            raise UserError("无法登记", f"请在列表中选择“{field_title(field)}”。", field=field)
        if isinstance(words[code], Guarded):
            yield words[code], field
    if entry.outcome in kind.guards:
        yield kind.guards[entry.outcome], "outcome"
    if kind.outcomes and entry.outcome and entry.outcome not in kind.outcomes:
        raise UserError("无法登记", f"请在列表中选择“{field_title('outcome')}”。", field="outcome")


def _refuse_too_early(
    title: str, file: CaseFile, guarded: Guarded, marks: Marks, entry: MilestoneEntry
) -> None:
    """Refuses a day before the case was found, or before what the act rests on."""
    on, found_on = entry.happened_on, file.case.found_on
    if on < found_on and entry.kind not in BEFORE_FOUND:
        advice = f"日期早于发现日期 {found_on}，请核对；发现日期有误的，请先更正。"
        raise UserError(title, advice, field="happened_on")
    before = too_early(guarded, marks, on)
    if before:
        raise UserError(title, f"日期早于前一步的 {before}，请核对。", field="happened_on")


def _check_deemed(office: Office, title: str, announced: Mark, entry: MilestoneEntry) -> None:
    """A paper announced counts as served on the last day of the announcement, not before it."""
    last_day = announced.until or announced.on
    if office.today() <= last_day:
        advice = f"公告到 {last_day} 期满，期满后才视为送达。"
        raise UserError(title, advice, field="happened_on")
    if entry.happened_on != last_day:
        advice = f"公告期满视为送达，“日期”请填期满日 {last_day}。"
        raise UserError(title, advice, field="happened_on")


def _check_pays_all(title: str, kind: MilestoneKind, file: CaseFile, entry: MilestoneEntry) -> None:
    """Refuses a sum that leaves a debt where the outcome is to cover all of it."""
    guard = kind.guards.get(entry.outcome)
    if guard is None or not guard.pays_all or entry.fen is None or entry.fen >= file.left_fen:
        return
    raise UserError(
        title,
        f"“{guard.label}”应覆盖尚欠的 {yuan_text(file.left_fen)} 元，所填金额少 "
        f"{yuan_text(file.left_fen - entry.fen)} 元；请核对，余款另行退还的请先登记到账。",
        field="fen",
    )


def _check_fields(kind: MilestoneKind, guarded: Guarded, entry: MilestoneEntry) -> None:
    """Refuses what is missing, and what the form of this act does not ask."""
    for field in guarded.requires:
        if is_blank(entry, field):
            advice = f"登记“{kind.label}”，请填写“{field_title(field, guarded)}”。"
            raise UserError("还差一项", advice, field=field)
    either = guarded.requires_any
    if either and all(is_blank(entry, field) for field in either):
        titles = "”或者“".join(field_title(field, guarded) for field in either)
        raise UserError("还差一项", f"登记“{kind.label}”，请填写“{titles}”。", field=either[0])
    asked = {*kind.asks, "kind", "happened_on"}
    for name, value in vars(entry).items():
        if value not in ("", None) and name not in asked:
            advice = f"“{kind.label}”不填写“{field_title(name)}”，请去掉。"
            raise UserError("无法登记", advice, field=name)


def is_blank(entry: MilestoneEntry, field: str) -> bool:
    """Whether a field of an act was left empty, or holds spaces only."""
    return not str(getattr(entry, field) or "").strip()


def field_title(field: str, guarded: Guarded | None = None) -> str:
    """What a field is called; 送达凭证 by its manner: 邮件号, 照片、录像名称."""
    if field == "proof" and isinstance(guarded, DeliveryManner) and guarded.proof_name:
        return guarded.proof_name
    return label(Milestone, field)


def _refuse(title: str, findings: Iterable[Finding], field: str = "kind") -> None:
    found = list(findings)
    if found:
        raise UserError(title, "".join(f"{f.text}（{f.ground}）" for f in found), field=field)
