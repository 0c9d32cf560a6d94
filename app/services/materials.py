"""佐证材料: what is there, what lacks, what runs out; judged at application and at decision."""

from dataclasses import dataclass
from datetime import date

from app.rules.hardship import Proven
from app.rules.materials import Material, materials_of, sentence_of
from app.rules.policy import Finding, Policy
from app.services.case_file import CaseFile, open_file
from app.services.office import Office
from app.services.proven import judged
from app.storage.database import reading

MOMENTS = {"assistance_applied": "提出申请时", "assistance_decided": "作出决定时"}
NOW = "今天"


@dataclass(frozen=True)
class Judged:
    """The evidence on one day that counts. label: which day it is; sentences: one a category."""

    label: str
    on: date
    categories: tuple[Proven, ...]
    sentences: tuple[Finding, ...]

    @property
    def is_proven(self) -> bool:
        return any(one.is_proven for one in self.categories)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(dict.fromkeys(text for one in self.categories for text in one.warnings))


def materials(office: Office, number: str) -> tuple[Material, ...]:
    """缺少材料清单: the papers of every category of the person, as they stand today."""
    with reading(office.database) as session:
        file = open_file(session, number)
    return materials_on(office.policy_of(file.case), file, office.today())


def materials_on(policy: Policy, file: CaseFile, on: date) -> tuple[Material, ...]:
    known = {"person_id": file.person.id_number}
    return tuple(
        line
        for one in judged(policy, file, on)
        for line in materials_of(policy, one.category, file.evidence, on, **known)
    )


def judged_at(office: Office, number: str) -> tuple[Judged, ...]:
    """The evidence on the days 救助帮扶 was applied for and decided, and today."""
    with reading(office.database) as session:
        file = open_file(session, number)
    return judgements(office.policy_of(file.case), file, office.today())


def judgements(policy: Policy, file: CaseFile, today: date) -> tuple[Judged, ...]:
    days = {MOMENTS[act.kind]: act.happened_on for act in file.acts if act.kind in MOMENTS}
    return tuple(_on(policy, file, label, on) for label, on in (days | {NOW: today}).items())


def _on(policy: Policy, file: CaseFile, label: str, on: date) -> Judged:
    categories = judged(policy, file, on)
    return Judged(label, on, categories, tuple(sentence_of(policy, one) for one in categories))
