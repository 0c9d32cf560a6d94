"""What the types of the policy book cannot say: references, completeness, dates and ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.models.terms import CaseState, CategoryGroup, MethodCode
from app.rules.procedure.checks import procedure_mistakes
from app.rules.vocabulary import Sourced, Word

if TYPE_CHECKING:
    from app.rules.policy import Policy

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
        "dishonesty_months",
        "dishonesty_amount",
        *("breach_dues", "breach_days", "evidence_warning_days", "untouched_days"),
        "unsigned_days",
        "bar_warning_days",
    },
    "rungs": {
        *("notice", "audit", "opinion", "administration", "decision", "demand", "court"),
        *("labour_inspection", "police", "discipline", "list_notice", "dishonesty_list"),
    },
}
REFERENCES = (  # table, its key that names others, what those are: codes of the table of that
    ("benefits", "insurances", "insurance"),
    ("reasons", "pair", "insurance"),
    ("reasons", "group", "reason_group"),
    ("categories", "departments", "department"),
    ("categories", "documents", "proof"),
    ("proofs", "departments", "department"),
    ("checks", "groups", "reason_group"),
    ("subtypes", "of", "source"),
    ("channels", "funding", "funding_source"),
    ("fund_parts", "insurances", "insurance"),
    ("approaches", "channels", "channel"),
    ("indicators", "acts", "milestone"),
    ("paper_sets", "papers", "paper"),
    ("methods", "channels", "channel"),
)
NAMED_TERMS = {"T09A", "T10A", "T10B", "T11", "T12", "T14A", "T14B", "T17A", "T17B"}
NAMED_ENTRIES = (  # what code asks for by name; others may stand beside them
    *(("categories", "general"), ("checks", "heirs")),
    *(("legal_terms", code) for code in sorted(NAMED_TERMS)),
)


def mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    """Each mistake of a book: "table.entry", and why."""
    for where, entry in sourced(policy):
        if why := _source_mistake(policy, entry):
            yield where, why
    for kind, codes in COMPLETE.items():
        for code in codes ^ set(getattr(policy, kind)):
            yield f"{kind}.{code}", "must stand here exactly when the program knows it"
    for kind, code in NAMED_ENTRIES:
        if code not in getattr(policy, kind):
            yield f"{kind}.{code}", "is missing"
    for code, document in policy.documents.items():
        if document.until and document.until < document.since:
            yield f"documents.{code}", "ends before it begins"
    yield from _value_mistakes(policy)
    yield from _word_mistakes(policy)
    yield from procedure_mistakes(policy)


def _word_mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    for kind, named, known_as in REFERENCES:
        known = getattr(policy, f"{known_as}s")
        for code, entry in getattr(policy, kind).items():
            for word in sorted(_words(getattr(entry, named)) - set(known)):
                yield f"{kind}.{code}", f"unknown {known_as} {word!r}"
    for code, category in policy.categories.items():
        if (category.group == CategoryGroup.GENERAL) == bool(category.departments):
            yield f"categories.{code}", "departments certify hardship and special, nothing else"
        if extra := sorted(_words(category.needs) - set(category.documents)):
            yield f"categories.{code}", f"needs what is no document of it: {extra}"
    for code, method in policy.methods.items():
        for relation in set(method.applicants) - {*policy.relations, "township"}:
            yield f"methods.{code}", f"unknown applicant {relation!r}"


def _words(named: object) -> set[str]:
    """The codes an entry names: one, several, or groups of them; none where there are none."""
    if isinstance(named, str):
        return {named}
    if isinstance(named, tuple | dict):
        return {word for part in named for word in _words(part)}
    return set()


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


def sourced(policy: Policy) -> Iterator[tuple[str, Sourced]]:
    """Every entry that may name a source, and its dated parts, with "table.entry"."""
    for kind in type(policy).model_fields:
        table = getattr(policy, kind)
        for code, entry in table.items() if isinstance(table, dict) else ():
            parts = [part for _, value in entry if isinstance(value, tuple) for part in value]
            for found in (entry, *parts):
                if isinstance(found, Sourced):
                    yield f"{kind}.{code}", found
