"""Who may sign for a paper: the person, an adult of the household, who stands in for a minor or
for one who has died (民事诉讼法88; 《通知》附件1告知事项5).
"""

from dataclasses import dataclass

from app.rules.policy import Policy
from app.rules.procedure.kinds import DeliveryManner
from app.rules.words import Standing

SELF = "self"  # a code of relations
OWN = "本人"
INSTEAD = {
    "minor": "当事人未满十八周岁，文书应由监护人签收，请填写签收人和关系。",
    "deceased": "当事人已死亡，文书应由承诺人、继承人等签收，请填写签收人和关系。",
}
WHO = {
    "adult": "本人、同住的成年家属、监护人或者指定的代收人",
    "minor": "父母等监护人或者指定的代收人",
    "deceased": "承诺人、继承人、遗产管理人或者实际领取人",
}


@dataclass(frozen=True)
class Addressee:
    """Whom a paper is for. others: those a case names beside the person, who sign for themselves
    or in their place: the promisor and everybody liable.
    """

    name: str
    standing: Standing
    others: frozenset[str] = frozenset()


def refused_receiver(
    policy: Policy, manner: DeliveryManner, addressee: Addressee, *, party: str, relation: str
) -> tuple[str, str] | None:
    """The field to put right and what to do; None for a receiver who may sign."""
    if not manner.receiver:
        return None
    if is_self(addressee, party) or relation == SELF:
        if not is_self(addressee, party):
            return "party", f"“{party}”不是当事人，关系不能是“本人”，请核对。"
        why = INSTEAD.get(addressee.standing)
        return ("party", why) if why else None
    if manner.receiver == "person":
        return "party", f"“{manner.label}”只能由当事人本人签收，请改选送达方式。"
    if party.strip() in addressee.others:
        return None
    if not relation:
        return "relation", "签收人不是当事人本人，请选择与当事人的关系。"
    if not policy.relations[relation].may_receive(addressee.standing):
        told, who = policy.relations[relation].label, WHO[addressee.standing]
        return "relation", f"“{told}”不能代为签收；可以签收的是{who}。"
    return None


def is_self(addressee: Addressee, party: str) -> bool:
    """Whether the receiver as typed is the person."""
    name, typed = addressee.name, "".join(party.split())
    return typed in {OWN, name, f"{name}{OWN}", f"{name}（{OWN}）"}
