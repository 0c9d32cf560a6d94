"""The policy book: words, dated values and sentences of a folder of assets/policy, with grounds.

A value never travels without the article it comes from. The book is checked whole when it is
loaded; a mistake in it stops the start with file, key and why.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from app.rules.checks import mistakes
from app.rules.layers import read_layers
from app.rules.procedure.kinds import (
    DeliveryManner,
    Ending,
    MarkWords,
    MilestoneKind,
    NextStep,
    Paper,
    PaperSet,
    TodoList,
)
from app.rules.vocabulary import (
    Benefit,
    Category,
    Condition,
    DatedValue,
    LegalTerm,
    Method,
    PolicyDocument,
    Reason,
    Rung,
    Sourced,
    State,
    Strict,
    Word,
)
from app.rules.words import (
    Approach,
    Channel,
    CheckItem,
    Department,
    FundPart,
    HeadingWords,
    Indicator,
    Proof,
    Relation,
    Subtype,
)


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
    reason_groups: dict[str, Word]
    categories: dict[str, Category]
    departments: dict[str, Department]
    proofs: dict[str, Proof]
    checks: dict[str, CheckItem]
    sources: dict[str, Word]
    subtypes: dict[str, Subtype]
    benefit_statuses: dict[str, Word]
    relations: dict[str, Relation]
    channels: dict[str, Channel]
    funding_sources: dict[str, Word]
    fund_parts: dict[str, FundPart]
    approaches: dict[str, Approach]
    endings: dict[str, Ending]
    pause_reasons: dict[str, Word]
    delivery_manners: dict[str, DeliveryManner]
    letter_manners: dict[str, DeliveryManner]
    contact_manners: dict[str, Word]
    papers: dict[str, Paper]
    paper_sets: dict[str, PaperSet]
    milestone_groups: dict[str, Word]
    milestones: dict[str, MilestoneKind]
    marks: dict[str, MarkWords]
    next_steps: dict[str, NextStep]
    todo_lists: dict[str, TodoList]
    indicators: dict[str, Indicator]
    methods: dict[str, Method]
    rungs: dict[str, Rung]
    states: dict[str, State]
    conditions: dict[str, Condition]
    legal_terms: dict[str, LegalTerm]
    headings: dict[str, HeadingWords]
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

    def paper_of(self, form: str) -> Paper | None:
        """The paper printed by a form of FORMS; None where this province has none."""
        return next((paper for paper in self.papers.values() if paper.form == form), None)

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
    for where, why in mistakes(policy):
        raise ValueError(f"{layers.file_of(where)}: {where}: {why}")
    return policy
