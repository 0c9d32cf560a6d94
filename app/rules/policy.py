"""The policy book: words, dated values and sentences of a folder of assets/policy, with grounds.

A value never travels without the article it comes from. The book is checked whole when it is
loaded; a mistake in it stops the start with file, key and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from app.models.terms import CaseState, CategoryGroup, MethodCode
from app.rules.layers import read_layers
from app.rules.vocabulary import (
    Benefit,
    Category,
    Condition,
    DatedValue,
    LegalTerm,
    Method,
    PolicyDocument,
    Reason,
    Sourced,
    State,
    Strict,
    Word,
)

COMPLETE: dict[str, set[str]] = {  # what code asks for by name must be there, and nothing else
    "methods": {code.value for code in MethodCode},
    "states": {state.value for state in CaseState},
    "values": {
        "monthly_floor",
        "most_periods",
        "high_share",
        "expiry_warning_days",
        "fine_least",
        "fine_most",
    },
}
NAMED_TERMS = {"T09A", "T10A", "T10B", "T11", "T12", "T17A"}  # what rules/deadlines asks for


@dataclass(frozen=True)
class Ground:
    """The article a value or a decision rests on, as shown and printed."""

    document: str
    article: str

    def __str__(self) -> str:
        return f"{self.document}{self.article}"


@dataclass(frozen=True)
class PolicyValue:
    """A figure in force, with its ground."""

    value: Decimal
    ground: Ground


@dataclass(frozen=True)
class Finding:
    """A sentence that explains, with the ground it rests on."""

    text: str
    ground: Ground


class Policy(Strict):
    """All vocabularies, values and sentences. Immutable after loading.

    code: the folder it stands in; name: the province; title: the notice it follows.
    hash: SHA-256 of the files, stored with every decision and every issued paper.
    """

    code: str
    name: str
    title: str
    documents: dict[str, PolicyDocument]
    values: dict[str, DatedValue]
    insurances: dict[str, Word]
    benefits: dict[str, Benefit]
    reasons: dict[str, Reason]
    categories: dict[str, Category]
    departments: dict[str, Word]
    sources: dict[str, Word]
    benefit_statuses: dict[str, Word]
    relations: dict[str, Word]
    channels: dict[str, Word]
    methods: dict[str, Method]
    states: dict[str, State]
    conditions: dict[str, Condition]
    legal_terms: dict[str, LegalTerm]
    hash: str

    def value(self, name: str, on: date) -> PolicyValue:
        """The figure `name` in force on a day.

        Raises LookupError when the policy says nothing for that day: a gap in our data
        (a bug to fix in assets/policy), not something a clerk can put right.
        """
        in_force = [entry for entry in self.values[name].entries if entry.since <= on]
        if not in_force:
            raise LookupError(f"{name} has no value on {on}")
        return PolicyValue(in_force[-1].value, self.ground(in_force[-1]))

    def ground(self, entry: Sourced) -> Ground:
        """The ground of an entry that names a source."""
        return Ground(self.documents[str(entry.source)].title, entry.article)

    def finding(self, condition: str, **names: str) -> Finding:
        """The sentence of a condition, its {names} filled, with its ground."""
        entry = self.conditions[condition]
        return Finding(entry.text.format(**names), self.ground(entry))

    def benefits_of(self, insurance: str) -> dict[str, Benefit]:
        return {code: b for code, b in self.benefits.items() if insurance in b.insurances}

    def expiring(self, on: date) -> list[PolicyDocument]:
        """Documents whose last day is near or has passed; shown to the clerk, not enforced."""
        days = int(self.value("expiry_warning_days", on).value)
        ending = [d for d in self.documents.values() if d.until]
        return [d for d in ending if d.until and (d.until - on).days < days]


def load_policies(root: Path) -> dict[str, Policy]:
    """Every policy of the program by its code, the name of its folder.

    Raises ValueError naming file, key and why: the policy files are part of the program.
    """
    folders = [path.parent for path in sorted(root.glob("*/policy.toml"))]
    return {folder.name: load_policy(folder) for folder in folders}


def load_policy(folder: Path) -> Policy:
    """The policy of one folder, over the one its policy.toml extends.

    Raises ValueError naming file, key and why.
    """
    layers = read_layers(folder)
    try:
        policy = Policy(**layers.tables, code=folder.name, hash=layers.digest)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{layers.file_of(where)}: {where}: {first['msg']}") from error
    for where, why in _mistakes(policy):
        raise ValueError(f"{layers.file_of(where)}: {where}: {why}")
    return policy


def _mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    """What the types cannot say: references, completeness, dates and ranges."""
    for where, entry in _sourced(policy):
        if why := _source_mistake(policy, entry):
            yield where, why
    for kind, codes in COMPLETE.items():
        for code in codes ^ set(getattr(policy, kind)):
            yield f"{kind}.{code}", "must stand here exactly when the program knows it"
    for code in NAMED_TERMS - set(policy.legal_terms):
        yield f"legal_terms.{code}", "is missing"
    for code, document in policy.documents.items():
        if document.until and document.until < document.since:
            yield f"documents.{code}", "ends before it begins"
    yield from _value_mistakes(policy)
    yield from _word_mistakes(policy)


def _word_mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    for code, benefit in policy.benefits.items():
        for insurance in set(benefit.insurances) - set(policy.insurances):
            yield f"benefits.{code}", f"unknown insurance {insurance!r}"
    for code, category in policy.categories.items():
        for department in set(category.departments) - set(policy.departments):
            yield f"categories.{code}", f"unknown department {department!r}"
        if (category.group == CategoryGroup.GENERAL) == bool(category.departments):
            yield f"categories.{code}", "departments certify hardship and special, nothing else"
    for code, reason in policy.reasons.items():
        for insurance in {i for side in reason.pair or () for i in side} - set(policy.insurances):
            yield f"reasons.{code}", f"unknown insurance {insurance!r}"
    if "general" not in policy.categories:
        yield "categories.general", "is missing"


def _value_mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    for name, value in policy.values.items():
        dates = [entry.since for entry in value.entries]
        if not dates or dates != sorted(set(dates)):
            yield f"values.{name}", "dates must rise"
        most = 1 if value.unit.startswith("占") else None
        for entry in value.entries:
            if entry.value <= 0 or (most and entry.value > most):
                yield f"values.{name}", f"{entry.value} is no {value.unit}"


def _source_mistake(policy: Policy, entry: Sourced) -> str | None:
    if entry.source is None:
        plain = isinstance(entry, Word) and not entry.article
        return None if plain else "needs a source and an article"
    if entry.source not in policy.documents:
        return f"unknown document {entry.source!r}"
    return None if entry.article else "needs the article of its source"


def _sourced(policy: Policy) -> Iterator[tuple[str, Sourced]]:
    for kind in Policy.model_fields:
        table = getattr(policy, kind)
        if not isinstance(table, dict):
            continue
        for code, entry in table.items():
            if isinstance(entry, Sourced):
                yield f"{kind}.{code}", entry
            if isinstance(entry, LegalTerm):
                yield from ((f"{kind}.{code}", length) for length in entry.earlier)
            elif isinstance(entry, DatedValue):
                yield from ((f"{kind}.{code}", part) for part in entry.entries)
