"""The terms that run from standing acts, counted day by day as the law says."""

from collections.abc import Iterator

from app.rules.deadlines import Deadline
from app.rules.procedure.marks import Mark
from app.services.explain.figure import Explained, Known, explained

UNITS = {"days": "日", "months": "个月", "years": "年", "workdays": "个工作日"}


def deadlines(known: Known) -> Iterator[Explained]:
    """Of each act that stands, the term it began; what was entered by hand says so."""
    for act, outcome in {act.kind: act.outcome for act in known.file.acts}.items():
        kind, mark = known.policy.milestones[act], known.marks.get(act)
        code = kind.term_for(known.file.case.reason, outcome)
        if code and mark:
            yield _deadline(known, act, mark, known.terms.deadline(code, mark.on))


def court(known: Known) -> Iterator[Explained]:
    """When a court may be asked to enforce: the span its mark has, and how that was counted."""
    if (span := known.marks.get("court_window")) is None:
        return
    counted = _judged(known) if "suit_ended" in known.marks else _decided(known)
    steps, grounds = [_counted(each) for each in counted], [each.ground for each in counted]
    if "suit_ended" not in known.marks:
        last = max(remedy.last_day for remedy in counted[:-2])
        steps.insert(-1, f"复议、诉讼期限于 {last} 届满，催告期满后最早 {span.on} 可以申请")
    value = f"{span.on} 至 {span.until}"
    yield explained("申请法院强制执行的期间", value, steps, grounds)


def _judged(known: Known) -> list[Deadline]:
    """What a court upheld is enforced within the two years of a judgment."""
    return [known.terms.deadline("T18", known.marks["suit_ended"].on)]


def _decided(known: Known) -> list[Deadline]:
    """The terms of the remedies, of the demand, and last that of the application."""
    terms, review = known.terms, known.marks.get("review_decided")
    if review:
        remedies = [terms.deadline("T10B", review.on)]
    else:
        served = known.marks["decision_served"].on
        remedies = [terms.deadline(code, served) for code in ("T09A", "T10A")]
    demand = terms.deadline("T11", known.marks["demand_served"].on)
    last = max(remedy.last_day for remedy in remedies)
    return [*remedies, demand, terms.deadline("T12", last)]


def _deadline(known: Known, act: str, mark: Mark, term: Deadline) -> Explained:
    name = "workdays_counted" if "workdays" in term.length else "days_counted"
    rule = known.policy.finding(name)
    steps, until = [_counted(term), rule.text], mark.until or term.last_day
    if until != term.last_day:
        steps.append(f"登记的期限为 {until}，以登记的为准")
    steps += [text for text in (term.warning, term.consequence) if text]
    label = known.policy.milestones[act].label
    return explained(f"{label}：{term.label}", f"到 {until}", steps, [term.ground, rule.ground])


def _counted(term: Deadline) -> str:
    [(unit, number)] = term.length.items()
    line = f"{term.label}：从 {term.start} 的次日起数 {number} {UNITS[unit]}，到 {term.counted_to}"
    if term.counted_to == term.last_day:
        return line
    return f"{line}；遇休息日，顺延到 {term.last_day}"
