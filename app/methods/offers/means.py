"""What there is to take before anybody is asked to pay from an income (domain §5.5)."""

from dataclasses import dataclass

from app.methods.offers.facts import Facts
from app.methods.sources import Available
from app.rules.policy import Policy


@dataclass(frozen=True)
class Means:
    """Sums in fen; None: nobody has looked yet. Nothing goes on being paid to the dead.

    account_fen: 0 also where the account may not be touched while the person lives (告知事项7、9).
    heirs_fen: what the heirs answer for; estate_fen: what the estate is worth, inherited or not.
    """

    benefit_fen: int | None
    other_benefit_fen: int
    funeral_fen: int
    account_fen: int
    heirs_fen: int | None
    estate_fen: int | None

    @property
    def offset_fen(self) -> int:
        coming = (self.benefit_fen or 0) + self.other_benefit_fen
        return coming + self.funeral_fen + self.account_fen


def means_of(facts: Facts, policy: Policy) -> Means:
    waits_for_death = policy.reasons[facts.reason].account == "after_death"
    return Means(
        benefit_fen=0 if facts.has_died else facts.benefit_fen,
        other_benefit_fen=0 if facts.has_died else facts.other_benefit_fen,
        funeral_fen=facts.funeral_fen,
        account_fen=0 if waits_for_death and not facts.has_died else facts.account_fen,
        heirs_fen=_heirs_fen(facts),
        estate_fen=facts.estate_fen if facts.has_died else 0,
    )


def _heirs_fen(facts: Facts) -> int | None:
    if not facts.has_died:
        return 0
    if facts.heirs is None:
        return None
    if all(heir.renounced for heir in facts.heirs):
        return 0
    return Available(
        has_died=True,
        card_fen=0,
        account_fen=0,
        subsidy_fen=0,
        funeral_fen=0,
        estate_fen=facts.estate_fen,
        heirs=facts.heirs,
        voluntary_fen=0,
    ).heirs_limit_fen
