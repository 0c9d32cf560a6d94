"""What an offer says: a method or a channel, open or closed, why, and what would open it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.methods.offers.facts import Facts
from app.models.terms import MethodCode
from app.rules.policy import Finding, Policy


@dataclass(frozen=True)
class Judgement:
    """reasons: what speaks for it or explains it. missing: what to do first, or at the same time;
    a closed method that nothing could open has none.
    """

    is_open: bool
    reasons: tuple[Finding, ...]
    missing: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.reasons, *self.missing)


Judge = Callable[[Facts, Policy], Judgement]


@dataclass(frozen=True)
class ChannelOffer:
    """available_fen: what it can give, never more than is left, of a monthly offset one month's;
    None: nobody can tell. A closed channel gives 0.
    """

    channel: str
    label: str
    is_open: bool
    available_fen: int | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Offer:
    """One method as the clerk sees it. findings: all of it, what is missing last.

    least_monthly_fen: 0 where no monthly offset is judged.
    """

    method: MethodCode
    label: str
    summary: str
    is_open: bool
    recommended: bool
    findings: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    papers: tuple[str, ...]
    channels: tuple[ChannelOffer, ...]
    least_monthly_fen: int
