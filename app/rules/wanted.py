"""Which papers a category asks for, what each proves and who may give it (《通知》一、三(三))."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Evidence
from app.rules.policy import Policy
from app.rules.vocabulary import Category
from app.rules.words import Proof

CERTIFICATE = "disability_certificate"  # the rule of Proof.number


@dataclass(frozen=True)
class Wanted:
    """A paper that would help, what it proves, and codes of the departments that give it."""

    paper: str
    proves: str
    departments: tuple[str, ...]


def entitled(policy: Policy, category: Category, paper: str) -> tuple[str, ...]:
    """Codes of the departments that may give a paper for a category."""
    proof = policy.proofs.get(paper)
    if proof is None or not proof.departments:
        return category.departments
    return tuple(code for code in category.departments if code in proof.departments)


def certificate_kind(policy: Policy, category: Category, paper: str) -> bool:
    """Whether a paper is a 残疾人证, by whatever name, so that its number can be read."""
    known: Sequence[Proof | None] = [policy.proofs.get(paper)]
    if known == [None]:
        known = [policy.proofs[name] for name in category.documents]
    return any(proof and proof.number == CERTIFICATE for proof in known)


def groups_of(category: Category) -> tuple[tuple[str, ...], ...]:
    """Of each group one paper is needed; any one document where the book names no groups."""
    return category.needs or (category.documents,)


def fits(category: Category, group: tuple[str, ...], piece: Evidence) -> bool:
    """Where the book asks for no particular papers, a paper by another name will do as well."""
    return not category.needs or piece.document in group


def wanted_of(policy: Policy, category: Category, group: tuple[str, ...]) -> tuple[Wanted, ...]:
    return tuple(
        Wanted(paper, policy.proofs[paper].proves, entitled(policy, category, paper))
        for paper in group
    )


def department_names(policy: Policy, codes: Sequence[str]) -> str:
    return "、".join(policy.departments[code].brief for code in codes)
