"""按月抵扣 that a death ended: no benefit is paid after it that could be offset (告知事项7、9)."""

from app.methods.cascade import StoppedPlan, stop_at_death
from app.methods.merged import merged_dues
from app.methods.schedules import allocate_dues, schedule_of
from app.models import Plan
from app.models.terms import PersonStatus, PlanKind
from app.services.case_file import CaseFile

OWN = ("", "self")  # relations of a promise that is the person's own


def stopped_plans(file: CaseFile) -> list[Plan]:
    """The monthly plans in force of a dead person; not what a relative promised after the death."""
    person = file.person
    if person.status != PersonStatus.DECEASED or not file.left_fen:
        return []
    return [
        plan
        for plan in file.plans_in_force
        if plan.kind == PlanKind.MONTHLY
        and (plan.relation in OWN or (person.status_on and plan.made_on <= person.status_on))
    ]


def stopped_plan(file: CaseFile) -> StoppedPlan | None:
    """What the death left of them; None without one, or while the day of death is unknown."""
    stopped, plans = stopped_plans(file), file.plans_in_force
    if not stopped or file.person.status_on is None:
        return None
    paid = file.recovered_fen - plans[0].paid_fen
    numbers = {n for n, plan in enumerate(plans, start=1) if plan in stopped}
    progress = allocate_dues(merged_dues(map(schedule_of, plans)), paid)
    own = sum(one.paid_fen for one in progress if one.due.plan in numbers)
    return stop_at_death(map(schedule_of, stopped), own, died_on=file.person.status_on)
