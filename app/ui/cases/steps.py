"""Which section of a case the next step is done in, and what its button says."""

from app.models.terms import CaseState
from app.services.case_view import CaseView

BASICS, AMOUNTS, EVIDENCE, METHODS, PAPERS, RECEIPTS, TIMELINE = (
    "basics",
    "amounts",
    "evidence",
    "methods",
    "papers",
    "receipts",
    "timeline",
)

Step = tuple[str, str]  # the words of the button, the section; ("", "") when nothing is left


def next_step(view: CaseView) -> Step:
    """What the clerk does next in this program."""
    match view.case.state:
        case CaseState.CLUE | CaseState.VERIFYING:
            return "登记核实结论", AMOUNTS
        case CaseState.DISMISSED | CaseState.CLOSED:
            return "", ""
        case CaseState.RECOVERED:
            return "查看到账", RECEIPTS
    if not view.file.decisions:
        return "选定追缴方式", METHODS
    if view.plan is None:
        return "制定退还计划", METHODS
    if not view.file.documents:
        return "出具告知书", PAPERS
    return "登记到账", RECEIPTS
