"""Which papers of a case may be issued today, which the next step needs, and why the others not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.forms import FORMS
from app.forms.form import Group
from app.rules.policy import Finding, Policy
from app.rules.procedure.guards import out_of_place, unmet
from app.rules.procedure.kinds import Paper
from app.rules.procedure.marks import Marks
from app.services.case_file import CaseFile


@dataclass(frozen=True)
class PaperOffer:
    """One form as the case page offers it. title: its name in this province; group: where it
    belongs in the procedure; issued: how often it was, void ones too. is_needed: the next step is
    done with it. findings: what stands in its way; none when it may be issued.
    """

    form: str
    title: str
    group: Group
    issued: int
    is_needed: bool
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        return not self.findings


def paper_offers(
    policy: Policy, file: CaseFile, marks: Marks, *, step: str, on: date
) -> tuple[PaperOffer, ...]:
    """Every paper of the book, in the order of the procedure. step: the code of the next step."""
    papers = {paper.form: paper for paper in policy.papers.values()}
    order = list(Group)
    forms = [module.FORM for module in FORMS if module.FORM.code in papers]
    forms.sort(key=lambda form: order.index(form.group))
    return tuple(
        PaperOffer(
            form=form.code,
            title=papers[form.code].label,
            group=form.group,
            issued=sum(paper.form == form.code for paper in file.documents),
            is_needed=step in papers[form.code].needed_for,
            findings=tuple(in_the_way(policy, papers[form.code], file, marks, on)),
        )
        for form in forms
    )


def in_the_way(
    policy: Policy, paper: Paper, file: CaseFile, marks: Marks, on: date
) -> Iterator[Finding]:
    """What must be done before a paper may be issued, or that its step is past."""
    findings = list(unmet(policy, paper, marks, on))
    if not findings and file.case.state not in paper.states:
        findings = [out_of_place(policy, paper, file.case.state, done="出具")]
    yield from findings
