"""责任人 in words: what each answers for now, by what is left and what each heir received."""

from dataclasses import dataclass

from app.methods.heirs import Liability, liabilities
from app.models import LiablePerson
from app.models.terms import LiableRole
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.rules.vocabulary import label as word
from app.services.case_file import CaseFile
from app.services.holdings import heirs

_WHY = {
    LiableRole.RECIPIENT: "liable_recipient",
    LiableRole.GUARDIAN: "liable_guardian",
    LiableRole.UNIT: "liable_unit",
    LiableRole.OTHER: "liable_other",
}


@dataclass(frozen=True)
class LiableLine:
    """One person liable, in words. share_fen: as it was entered; proportional_fen: of an heir, by
    what each received; most_fen: what this one alone may be asked for. None: unknown, or no limit.
    """

    person: LiablePerson
    role: str
    relation: str
    share_fen: int | None
    proportional_fen: int | None
    most_fen: int | None
    finding: Finding


def liabilities_of(policy: Policy, file: CaseFile) -> tuple[LiableLine, ...]:
    """Each person liable, in the order entered: what heirs answer for, and why the others do."""
    people = [person for person in file.liable if person.role == LiableRole.HEIR]
    each = liabilities(max(file.left_fen, 0), heirs(file)).each
    shares = {heir.uid: share for heir, share in zip(people, each, strict=True)}
    return tuple(_line(policy, person, shares.get(person.uid)) for person in file.liable)


def shares_finding(policy: Policy, file: CaseFile) -> Finding | None:
    """When money came in since the shares were entered, and they ask for more than is left."""
    shares = sum(person.share_fen or 0 for person in file.liable)
    if shares <= max(file.left_fen, 0):
        return None
    sums = {"shares": yuan_text(shares), "left": yuan_text(max(file.left_fen, 0))}
    return policy.finding("shares_above_left", **sums)


def _line(policy: Policy, person: LiablePerson, heir: Liability | None) -> LiableLine:
    return LiableLine(
        person=person,
        role=person.role.label,
        relation=word(policy.relations, person.relation),
        share_fen=person.share_fen,
        proportional_fen=heir.share_fen if heir else None,
        most_fen=heir.most_fen if heir else None,
        finding=_finding(policy, person, heir),
    )


def _finding(policy: Policy, person: LiablePerson, heir: Liability | None) -> Finding:
    name = person.name
    if heir is None:
        return policy.finding(_WHY[person.role], name=name)
    if person.renounced_on:
        return policy.finding("liable_heir_renounced", name=name, on=str(person.renounced_on))
    if heir.share_fen is None or heir.most_fen is None:
        return policy.finding("liable_heir_unknown", name=name)
    sums = {"most": yuan_text(heir.most_fen), "share": yuan_text(heir.share_fen)}
    return policy.finding("liable_heir", name=name, **sums)
