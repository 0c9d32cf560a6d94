"""Whether the papers of a case prove a hardship or special category on a day (《通知》三(三)).

A category is proven only when every paper it needs is there, verified and valid on that day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.models import Evidence
from app.rules.certificates import certificate_problem
from app.rules.policy import Finding, Policy
from app.rules.terms import months_after
from app.rules.wanted import (
    Wanted,
    certificate_kind,
    department_names,
    entitled,
    fits,
    groups_of,
    wanted_of,
)

SELF = "self"  # the relation 本人


@dataclass(frozen=True)
class Proven:
    """A category on a day. valid: the papers that count; until: the last day they do together.

    missing: of each of these groups one paper is needed. warnings: what to look into; nothing
    of it takes a proof away that `is_proven` states.
    """

    category: str
    on: date
    valid: tuple[Evidence, ...]
    until: date | None
    missing: tuple[tuple[Wanted, ...], ...]
    warnings: tuple[Finding, ...]

    @property
    def is_proven(self) -> bool:
        return bool(self.valid) and not self.missing


def proven(
    policy: Policy, category: str, evidence: Sequence[Evidence], on: date, *, person_id: str | None
) -> Proven:
    """Judge all evidence of a case for one category.

    person_id: the person's ID number, None while it is not known: a certificate must bear it.
    """
    word = policy.categories[category]
    own = [piece for piece in evidence if piece.category == category]
    valid = [p for p in own if not any(objections(policy, p, on, person_id=person_id))]
    groups = groups_of(word)
    covers = [[piece for piece in valid if fits(word, group, piece)] for group in groups]
    pairs = zip(groups, covers, strict=True)
    missing = [wanted_of(policy, word, group) for group, have in pairs if not have]
    warnings = (text for piece in own for text in _warned(policy, piece, on, person_id))
    return Proven(
        category=category,
        on=on,
        valid=tuple(valid),
        until=_together(policy, covers),
        missing=tuple(missing),
        warnings=tuple(warnings),
    )


def objections(
    policy: Policy, piece: Evidence, on: date, *, person_id: str | None
) -> Iterator[Finding]:
    """Why a paper does not count on a day; nothing when it does."""
    yield from _unentitled(policy, piece)
    if why := certificate_refusal(policy, piece, person_id=person_id):
        yield policy.finding("certificate_wrong", paper=piece.document, why=why)
    if piece.verified_on is None:
        yield policy.finding("evidence_unverified", paper=piece.document)
    if piece.issued_on > on:
        days = {"issued": str(piece.issued_on), "on": str(on)}
        yield policy.finding("evidence_not_yet", paper=piece.document, **days)
    until = valid_through(policy, piece)
    if until is not None and until < on:
        yield _dated(policy, "evidence_expired", piece, until)


def valid_through(policy: Policy, piece: Evidence) -> date | None:
    """The last day a paper is believed; None when nothing names one.

    The earliest of: the day printed on it, the months of its category, the months of its kind.
    """
    certified, proof = piece.issued_on, policy.proofs.get(piece.document)
    ends = [policy.categories[piece.category].valid_through(certified, piece.valid_until)]
    if proof and proof.months_valid:
        ends.append(months_after(certified, proof.months_valid))
    return min((day for day in ends if day), default=None)


def expires_soon(policy: Policy, piece: Evidence, on: date) -> bool:
    """Whether a paper still counts, but not for long (evidence_warning_days)."""
    until = valid_through(policy, piece)
    if until is None or until < on:
        return False
    return until - on <= timedelta(int(policy.value("evidence_warning_days", on).value))


def certificate_refusal(policy: Policy, piece: Evidence, *, person_id: str | None) -> str:
    """Why a number proves no 重度残疾 of its holder, with what to do; "" also for no number."""
    category = policy.categories[piece.category]
    if not piece.document_number or not certificate_kind(policy, category, piece.document):
        return ""
    holder = person_id if piece.whose == SELF else piece.holder_id_number
    return certificate_problem(piece.document_number, person_id=holder or None)


def _unentitled(policy: Policy, piece: Evidence) -> Iterator[Finding]:
    """Given by somebody else than those entitled, or to somebody outside the household."""
    givers = entitled(policy, policy.categories[piece.category], piece.document)
    if piece.department not in givers:
        names = department_names(policy, givers)
        yield policy.finding("evidence_department", paper=piece.document, departments=names)
    relation = policy.relations.get(piece.whose)
    is_kin = relation is not None and relation.may_hold_papers and bool(piece.holder_name)
    if piece.whose != SELF and not is_kin:
        yield policy.finding("evidence_holder", paper=piece.document)


def _warned(policy: Policy, piece: Evidence, on: date, person_id: str | None) -> Iterator[Finding]:
    """The objections to a paper; of a paper that counts, what to see to before it is too late."""
    objected = tuple(objections(policy, piece, on, person_id=person_id))
    yield from objected
    category, until = policy.categories[piece.category], valid_through(policy, piece)
    if not objected and until and expires_soon(policy, piece, on):
        yield _dated(policy, "evidence_expiring", piece, until)
    if category.needs and not any(fits(category, group, piece) for group in category.needs):
        names = {"paper": piece.document, "category": category.label}
        yield policy.finding("evidence_other_paper", **names)
    if certificate_kind(policy, category, piece.document):
        yield from _certificate_warned(policy, piece)


def _certificate_warned(policy: Policy, piece: Evidence) -> Iterator[Finding]:
    if not piece.document_number:
        yield policy.finding("certificate_unnumbered", paper=piece.document)
    if piece.whose != SELF and piece.whose in policy.relations:
        whose, name = policy.relations[piece.whose].label, piece.holder_name
        yield policy.finding("certificate_of_kin", paper=piece.document, whose=whose, name=name)


def _dated(policy: Policy, condition: str, piece: Evidence, until: date) -> Finding:
    givers = entitled(policy, policy.categories[piece.category], piece.document)
    named = {"until": str(until), "departments": department_names(policy, givers)}
    return policy.finding(condition, paper=piece.document, **named)


def _together(policy: Policy, covers: Sequence[Sequence[Evidence]]) -> date | None:
    """The last day on which every group still has a paper; None while nothing ends it."""
    lasts = []
    for have in covers:
        ends = [valid_through(policy, piece) for piece in have]
        known = [day for day in ends if day]
        if ends and len(known) == len(ends):
            lasts.append(max(known))
    return min(lasts, default=None)
