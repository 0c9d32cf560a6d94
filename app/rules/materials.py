"""缺少材料清单: of every paper a category asks for, whether it is there and how long it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Evidence
from app.models.terms import Term
from app.rules.hardship import Proven, expires_soon, objections, valid_through
from app.rules.policy import Finding, Ground, Policy
from app.rules.vocabulary import Category
from app.rules.wanted import Wanted, department_names, fits, groups_of, wanted_of


class MaterialState(Term):
    """How a paper stands on a day. Not stored."""

    HAVE = "have", "已有"
    EXPIRING = "expiring", "即将到期"
    EXPIRED = "expired", "已过期"
    MISSING = "missing", "缺少"


@dataclass(frozen=True)
class Material:
    """One line of the list. category: a code; department: names of those who give it.

    group: the papers of one category and group stand in for each other, so a line that lacks is
    needed only while `is_needed` says so. findings: why a paper that is there does not count.
    """

    category: str
    category_label: str
    group: int
    paper: str
    proves: str
    department: str
    state: MaterialState
    until: date | None
    is_needed: bool
    findings: tuple[Finding, ...]
    ground: Ground


@dataclass(frozen=True)
class _Asked:
    policy: Policy
    category: Category
    code: str
    on: date
    person_id: str | None


def materials_of(
    policy: Policy, category: str, evidence: Sequence[Evidence], on: date, *, person_id: str | None
) -> tuple[Material, ...]:
    """The papers of one category: those that are there, and for a group that lacks one, all that
    would do; nothing for 一般人员.
    """
    asked = _Asked(policy, policy.categories[category], category, on, person_id)
    own = [piece for piece in evidence if piece.category == category]
    if not asked.category.documents:
        return ()
    return tuple(
        line
        for number, group in enumerate(groups_of(asked.category), start=1)
        for line in _lines(asked, number, group, own)
    )


def sentence_of(policy: Policy, judged: Proven) -> Finding:
    """In one sentence whether a category is proven on a day, or which papers it lacks."""
    named = {"on": str(judged.on), "category": policy.categories[judged.category].label}
    if judged.is_proven:
        return policy.finding("category_proven", **named)
    papers = "；".join("或".join(f"“{one.paper}”" for one in group) for group in judged.missing)
    return policy.finding("category_unproven", papers=papers, **named)


def _lines(
    asked: _Asked, number: int, group: tuple[str, ...], own: Sequence[Evidence]
) -> Iterator[Material]:
    here = [piece for piece in own if fits(asked.category, group, piece)]
    good = [piece for piece in here if not any(_objected(asked, piece))]
    for piece in good:
        soon = expires_soon(asked.policy, piece, asked.on)
        state = MaterialState.EXPIRING if soon else MaterialState.HAVE
        yield _line(asked, number, _wanted(asked, group, piece), piece, state)
    if good:
        return
    for wanted in wanted_of(asked.policy, asked.category, group):
        known = [piece for piece in here if piece.document == wanted.paper]
        yield _line(asked, number, wanted, next(reversed(known), None), None)
    for piece in here:
        if piece.document not in group:
            yield _line(asked, number, _wanted(asked, group, piece), piece, None)


def _wanted(asked: _Asked, group: tuple[str, ...], piece: Evidence) -> Wanted:
    """The book's word for a paper; one it does not name says nothing of what it proves."""
    named = (w for w in wanted_of(asked.policy, asked.category, group) if w.paper == piece.document)
    return next(named, Wanted(piece.document, "", asked.category.departments))


def _line(
    asked: _Asked, number: int, wanted: Wanted, piece: Evidence | None, state: MaterialState | None
) -> Material:
    """state: None where no paper of the group counts."""
    policy = asked.policy
    until = valid_through(policy, piece) if piece else None
    is_over = until is not None and until < asked.on
    return Material(
        category=asked.code,
        category_label=asked.category.label,
        group=number,
        paper=wanted.paper,
        proves=wanted.proves,
        department=department_names(policy, wanted.departments),
        state=state or (MaterialState.EXPIRED if is_over else MaterialState.MISSING),
        until=until,
        is_needed=state is None,
        findings=tuple(_objected(asked, piece)) if piece else (),
        ground=policy.ground(asked.category),
    )


def _objected(asked: _Asked, piece: Evidence) -> Iterator[Finding]:
    return objections(asked.policy, piece, asked.on, person_id=asked.person_id)
