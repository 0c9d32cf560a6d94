"""The papers on file of a case, as a list of materials names them."""

from collections.abc import Iterator

from app.forms.facts import Exhibit
from app.rules.policy import Policy
from app.rules.wanted import department_names
from app.services.case_file import CaseFile


def exhibits(policy: Policy, file: CaseFile) -> tuple[Exhibit, ...]:
    """What was seen, what was certified, what was issued; each once, in that order."""
    found = (*_seen(file), *proofs(policy, file), *_issued(file))
    return tuple({(one.title, one.number): one for one in found}.values())


def _seen(file: CaseFile) -> Iterator[Exhibit]:
    deaths = ((row.document, row.died_on) for row in file.death_dates if row.document)
    yield from (Exhibit(document) for document, _died_on in deaths)
    yield from (Exhibit(check.document) for check in file.checks if check.document)


def proofs(policy: Policy, file: CaseFile) -> Iterator[Exhibit]:
    """What departments certified."""
    for piece in file.evidence:
        by = piece.department
        words = department_names(policy, [by]) if by in policy.departments else by
        yield Exhibit(piece.document, piece.document_number, words, piece.issued_on)


def _issued(file: CaseFile) -> Iterator[Exhibit]:
    """The last paper of each form."""
    by_form = {paper.form: paper for paper in file.documents}
    for paper in by_form.values():
        content = paper.content
        yield Exhibit(content["title"], paper.number, content["issuer"], paper.issued_on)
