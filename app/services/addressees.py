"""To whom a letter of a case goes next, where its form alone does not say."""

from datetime import date

from app.models.terms import PersonStatus
from app.rules.policy import Policy
from app.rules.procedure.guards import hindrances
from app.rules.procedure.marks import Marks
from app.services.case_file import CaseFile, last

ASKED = {  # groups of reasons -> the departments that know, in the order they are asked
    "death": ("police", "civil_affairs", "hospital"),
    "prison": ("prison", "court", "police"),
    "duplicate": ("social_security",),
}
ANSWERS = {"police": "household", "civil_affairs": "cremation", "hospital": "death_certificate"}
BY_STATUS = {
    PersonStatus.DECEASED: "death",
    PersonStatus.IN_PRISON: "prison",
    PersonStatus.MISSING: "missing",
}
MISSING = ("police",)
INSPECTION = "transferred_inspection"
TRANSFERS = (
    *(INSPECTION, "transferred_police"),
    *("transferred_administration", "transferred_discipline"),
)


def department_asked(policy: Policy, file: CaseFile) -> str:
    """The first that knows of the reason and has not answered yet; "" where none is named."""
    group = policy.reasons[file.case.reason].group
    if group not in ASKED:
        group = BY_STATUS.get(file.person.status, group)
    asked = MISSING if group == "missing" else ASKED.get(group, ())
    answered = {row.source for row in file.death_dates}
    waiting = [code for code in asked if ANSWERS.get(code) not in answered]
    return next(iter(waiting or asked), "")


def transfer_due(policy: Policy, file: CaseFile, marks: Marks, on: date) -> str:
    """The transfer that is open and not made yet, else the one made last; "" for none.

    Without suspicion of fraud what was refused goes to the administration first (三(四)).
    """
    order = [*TRANSFERS]
    if not file.case.fraud_suspected:
        order.remove(INSPECTION)
        order.append(INSPECTION)
    state = file.case.state
    for kind in order:
        found = hindrances(policy, kind, state=state, marks=marks, on=on)
        if kind not in marks and not any(found):
            return kind
    made = last(act for act in file.acts if act.kind in TRANSFERS and act.kind in marks)
    return made.kind if made else ""
