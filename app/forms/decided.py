"""What the papers after an administrative decision share: whom it binds, how it came to stand."""

from app.forms.blocks import Words
from app.forms.facts import PaperFacts
from app.forms.wording import Values, fill, number_text, one_line
from app.models import LiablePerson
from app.models.terms import LiableRole, PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

DECISION = "decision_served"  # the act


def party(facts: PaperFacts) -> str:
    """Who has to perform: to whom the decision was served, else the person; "" for the dead."""
    served = facts.act(DECISION)
    if served and served.party:
        return one_line(served.party)
    return "" if facts.person.status == PersonStatus.DECEASED else one_line(facts.person.name)


def liable(facts: PaperFacts) -> LiablePerson | None:
    """That one among the people liable; None where it is the person, or nobody entered."""
    name = party(facts)
    return next((one.person for one in facts.liable if one_line(one.person.name) == name), None)


def unit(facts: PaperFacts, word: str) -> str:
    """“你单位” where the decision binds a unit."""
    found = liable(facts)
    return word if found and found.role == LiableRole.UNIT else ""


def bureau_contact(facts: PaperFacts) -> Values:
    """For texts with the places clerk and phone."""
    office = facts.office
    return {"clerk": one_line(office.bureau_clerk), "phone": one_line(office.bureau_phone)}


def decision_values(facts: PaperFacts) -> Values:
    served = facts.act(DECISION)
    values: Values = {
        "name": one_line(facts.person.name),
        "party": party(facts),
        "amount": yuan_text(facts.amount_fen),
        "recovered": yuan_text(facts.recovered_fen),
        "left": yuan_text(facts.left_fen),
        "capitals": capitals(facts.left_fen),
    }
    if served:
        on = served.happened_on
        values |= {"decision": reference(served.reference)}
        values |= {"year": on.year, "month": on.month, "day": on.day}
    return values


def reference(text: str) -> str:
    return number_text(text)


def remedy(facts: PaperFacts, text: dict[str, str], values: Values, otherwise: str) -> Words:
    """How the decision came to be final: after a suit, a review, or because nothing was asked."""
    for kind, code in (("suit_ended", "sued"), ("review_decided", "reviewed")):
        act = facts.act(kind)
        if act:
            shown = f"（{reference(act.reference)}）" if act.reference else ""
            return fill(text[code], values | {"reference": shown})
    served = facts.act(DECISION)
    is_over = served is not None and served.until is not None and served.until < facts.made_on
    return fill(text["over" if is_over else otherwise], values)
