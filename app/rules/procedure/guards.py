"""Whether an act, an ending or a way of service is open today; if not, what to do first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.models.terms import CaseState
from app.rules.policy import Finding, Policy
from app.rules.procedure.kinds import Ending, Guarded, MilestoneKind, Paper
from app.rules.procedure.marks import Marks, outcome_words


@dataclass(frozen=True)
class Opening:
    """An act as the page offers it. findings: what stands in its way; none when it is open."""

    code: str
    kind: MilestoneKind
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        return not self.findings


def openings(policy: Policy, *, state: CaseState, marks: Marks, on: date) -> tuple[Opening, ...]:
    """Every act of the book that people enter and that begins with no paper, in its order."""
    return tuple(
        Opening(code, kind, tuple(hindrances(policy, code, state=state, marks=marks, on=on)))
        for code, kind in policy.milestones.items()
        if not (kind.by_scan or kind.of_paper)
    )


def hindrances(
    policy: Policy, code: str, *, state: CaseState, marks: Marks, on: date
) -> Iterator[Finding]:
    """What keeps an act from being recorded on a day."""
    kind = policy.milestones[code]
    if kind.by_scan:
        text = f"“{kind.label}”在归档签收的扫描件时自动登记。"
        yield Finding(text, policy.ground(kind))
        return
    if state not in kind.states:
        yield out_of_place(policy, kind, state)
        return
    if kind.once and code in marks:
        text = f"已于 {marks[code].on} 登记“{kind.label}”；登记有误的，请先撤回。"
        yield Finding(text, policy.ground(kind))
    yield from unmet(policy, kind, marks, on)


def out_of_place(
    policy: Policy, entry: MilestoneKind | Ending | Paper, state: CaseState, *, done: str = "登记"
) -> Finding:
    """Says in which states an entry is done, for a case that stands in none of them."""
    where = "、".join(allowed.label for allowed in entry.states)
    text = f"个案现为“{state.label}”，“{entry.label}”在“{where}”时{done}。"
    return Finding(text, policy.ground(entry))


def unmet(policy: Policy, guarded: Guarded, marks: Marks, on: date) -> Iterator[Finding]:
    """The guards of an entry that are not met on a day, each with what to do."""
    ground = policy.ground(guarded)
    texts = (*_not_standing(policy, guarded, marks), *_not_in_time(policy, guarded, marks, on))
    for text in dict.fromkeys(texts):  # what is missing has not run out either: said once
        yield Finding(text, ground)


def too_early(guarded: Guarded, marks: Marks, on: date) -> date | None:
    """The latest day of what must stand before an act, when that is after the act's own day."""
    needed = {*guarded.after, *guarded.at_least}
    before = [marks[name].on for name in needed if name in marks]
    either = [marks[name].on for name in guarded.any_of if name in marks]
    before += [min(either)] if either else []
    return max((day for day in before if day > on), default=None)


def would_lack(guarded: Guarded, before: Marks, without: Marks) -> bool:
    """Whether what an entry needed stood in `before` but not in `without`."""

    def lost(names: Iterable[str]) -> bool:
        return any(name in before for name in names) and not any(name in without for name in names)

    each = {*guarded.after, *guarded.passed, *guarded.within}
    return (
        any(lost([name]) for name in each)
        or lost(guarded.any_of)
        or any(
            _times(before, n) >= least > _times(without, n) for n, least in guarded.at_least.items()
        )
    )


def _times(marks: Marks, name: str) -> int:
    return marks[name].times if name in marks else 0


def _not_standing(policy: Policy, guarded: Guarded, marks: Marks) -> Iterator[str]:
    yield from (_missing(policy, name) for name in guarded.after if name not in marks)
    if guarded.any_of and not any(name in marks for name in guarded.any_of):
        either = (f"（{n}）{_missing(policy, name)}" for n, name in enumerate(guarded.any_of, 1))
        yield "以下具备一项就能办理：" + "".join(either)
    yield from (_in_the_way(policy, name) for name in guarded.unless if name in marks)
    for name, times in guarded.at_least.items():
        done = _times(marks, name)
        if done < times:
            yield f"“{policy.milestones[name].label}”应至少登记 {times} 次，现有 {done} 次。"


def _not_in_time(policy: Policy, guarded: Guarded, marks: Marks, on: date) -> Iterator[str]:
    yield from filter(None, (_not_passed(policy, marks, name, on) for name in guarded.passed))
    yield from (_missing(policy, n) for n in guarded.within if not _is_within(marks, n, on))


def _missing(policy: Policy, name: str) -> str:
    if name in policy.marks:
        return policy.marks[name].missing
    return f"请先登记“{_label(policy, name)}”。"


def _in_the_way(policy: Policy, name: str) -> str:
    if name in policy.marks:
        return policy.marks[name].standing
    return f"已登记“{_label(policy, name)}”，仍然有效，现不能办理。"


def _is_within(marks: Marks, name: str, on: date) -> bool:
    mark = marks.get(name)
    return mark is not None and mark.on <= on and (mark.until is None or on <= mark.until)


def _not_passed(policy: Policy, marks: Marks, name: str, on: date) -> str:
    if name not in marks:
        return _missing(policy, name)
    until = marks[name].until
    if until is None or on > until:
        return ""
    return f"“{_label(policy, name)}”的期限到 {until}，期满后才能办理。"


def _label(policy: Policy, name: str) -> str:
    if name in policy.marks:
        return policy.marks[name].label
    code, _, outcome = name.partition(".")
    kind = policy.milestones[code]
    if not outcome:
        return kind.label
    return f"{kind.label}：{outcome_words(policy, kind)[outcome]}"
