"""One delivery as it is entered: who signed for it, and what its manner leaves to another."""

from collections.abc import Mapping
from datetime import date

from app.errors import UserError
from app.models.terms import PersonStatus
from app.rules.identity import read_id
from app.rules.policy import Policy
from app.rules.procedure.kinds import DeliveryManner
from app.rules.procedure.receiving import SELF, Addressee, refused_receiver
from app.rules.terms import months_after
from app.rules.words import Standing
from app.services.case_file import CaseFile, last

ADULT_MONTHS = 18 * 12  # 民法典17


def check_receiver(
    policy: Policy, file: CaseFile, manner: DeliveryManner, *, party: str, relation: str, on: date
) -> None:
    """Raises UserError naming the field when this receiver may not sign for the person."""
    whom = addressee(file, on)
    refused = refused_receiver(policy, manner, whom, party=party, relation=relation)
    if refused:
        field, advice = refused
        raise UserError("签收人有误", advice, field=field)


def check_manner(
    manners: Mapping[str, DeliveryManner], manner: DeliveryManner, filled: Mapping[str, str]
) -> None:
    """Raises UserError for a field only another manner has; a refusal leads to 留置送达.

    filled: what was entered, with its title, by field.
    """
    own = {field for each in manners.values() for field in each.asks}
    for field in own & set(filled) - set(manner.asks):
        if field == "refusal":
            raise refused_to_sign(manners)
        advice = f"“{manner.label}”不填写“{filled[field]}”，请去掉，或者改选方式。"
        raise UserError("无法登记", advice, field=field)


def refused_to_sign(manners: Mapping[str, DeliveryManner]) -> UserError:
    """What is done with a paper that the receiver refuses, and how that is proved."""
    others = [each for each in manners.values() if "refusal" in each.asks]
    lead = "".join(f"请改选“{each.label}”：{each.proof}" for each in others)
    return UserError("拒绝签收", f"受送达人拒绝签收的，{lead}", field="manner")


def addressee(file: CaseFile, on: date) -> Addressee:
    """Whom the papers of a case are for on a day, and who else answers to them."""
    plan = last(file.plans_in_force)
    others = {person.name for person in file.liable if person.renounced_on is None}
    if plan and plan.relation not in ("", SELF):
        others.add(plan.promisor_name)
    return Addressee(file.person.name, standing_of(file, on), frozenset(others - {""}))


def standing_of(file: CaseFile, on: date) -> Standing:
    """Whether the person can take a paper themselves; without an ID number they count as adult."""
    if file.person.status == PersonStatus.DECEASED:
        return "deceased"
    birth = read_id(file.person.id_number).birth if file.person.id_number else None
    return "minor" if birth and on < months_after(birth, ADULT_MONTHS) else "adult"
