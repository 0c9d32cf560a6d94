"""Which categories the evidence of a case proves on a day."""

from datetime import date

from app.rules.hardship import Proven, proven
from app.rules.policy import Policy
from app.services.case_file import CaseFile

GENERAL = "general"  # the category of who has none


def judged(policy: Policy, file: CaseFile, on: date) -> tuple[Proven, ...]:
    """Every category of the person, the case's first: claimed there, or named by a paper."""
    named = [file.case.category, *(piece.category for piece in file.evidence)]
    return tuple(
        proven(policy, code, file.evidence, on, person_id=file.person.id_number)
        for code in dict.fromkeys(named)
        if code != GENERAL
    )


def is_proven(policy: Policy, file: CaseFile, on: date) -> bool:
    """Whether any hardship or special category is proven on a day."""
    return any(one.is_proven for one in judged(policy, file, on))
