"""The terms that run from standing acts, counted day by day as the law says."""

from collections.abc import Iterator

from app.rules.deadlines import Deadline, window
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
    """When a court may be asked to enforce: remedies over, demand run, within three months."""
    if "court_window" not in known.marks:
        return
    served, demanded = known.marks["decision_served"].on, known.marks["demand_served"].on
    review = known.marks.get("review_decided")
    terms = known.terms
    if review:
        remedies = [terms.deadline("T10B", review.on)]
    else:
        remedies = [terms.deadline(code, served) for code in ("T09A", "T10A")]
    demand = terms.deadline("T11", demanded)
    open_ = window(
        known.policy,
        terms.calendar,
        served=served,
        reviewed=review.on if review else None,
        demanded=demanded,
    )
    last = max(remedy.last_day for remedy in remedies)
    steps = [_counted(each) for each in (*remedies, demand)]
    steps.append(f"复议、诉讼期限于 {last} 届满，催告期满后最早 {open_.first_day} 可以申请")
    steps.append(_counted(open_.end))
    grounds = [each.ground for each in (*remedies, demand, open_.end)]
    value = f"{open_.first_day} 至 {open_.end.last_day}"
    yield explained("申请法院强制执行的期间", value, steps, grounds)


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
