"""The next step of a case in words, as it is on a day: a pause stands before everything else."""

from datetime import date, timedelta

from app.models import Case
from app.rules.policy import Policy
from app.rules.procedure.progress import Shown

PAUSED = "pause_ends"


def shown_step(policy: Policy, case: Case, on: date) -> Shown | None:
    """None for a closed case. While a case is paused its step is to wait for the day after."""
    if not case.next_step or case.next_due_on is None:
        return None
    rule = policy.next_steps[case.next_step]
    ground = policy.ground(rule)
    if case.paused_until and on <= case.paused_until:
        due = case.paused_until + timedelta(1)
        text = f"已中止至 {case.paused_until}，届时自动恢复办理：{rule.label}。"
        words = ("中止期满后恢复办理", text, "steps", "resumed")
        return Shown(PAUSED, *words, due, is_overdue=False, ground=ground)
    due, words = case.next_due_on, (rule.label, rule.sentence, rule.section, rule.act)
    return Shown(case.next_step, *words, due, is_overdue=due < on, ground=ground)
