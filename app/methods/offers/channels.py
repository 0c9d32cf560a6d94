"""Every way the money can come in, under the method it belongs to: open today, and for how much.

Which channel belongs to which method is data; a channel the program does not judge is open, its
amount unknown.
"""

from collections.abc import Iterator

from app.methods.offers.offer import ChannelOffer
from app.methods.offers.steps import blocking
from app.methods.offers.verdicts import VERDICTS, Situation, Verdict, unknown
from app.models.terms import MethodCode
from app.rules.policy import Policy


def channels_of(situation: Situation) -> tuple[ChannelOffer, ...]:
    """The channels of a method, in the order of its data."""
    return tuple(_offer(situation, code) for code in _codes(situation.policy, situation.method))


def _offer(situation: Situation, code: str) -> ChannelOffer:
    facts, policy, judged = situation.facts, situation.policy, situation.judged
    if blocking(facts, policy):
        verdict = Verdict(0, judged.findings)
    else:
        verdict = VERDICTS.get(code, unknown)(situation)
    if verdict.is_open and not judged.is_open:
        verdict = Verdict(0, judged.missing)
    available = verdict.fen and min(verdict.fen, facts.left_fen)
    label = policy.channels[code].label
    return ChannelOffer(code, label, verdict.is_open, available, verdict.findings)


def _codes(policy: Policy, method: MethodCode) -> Iterator[str]:
    """A channel that no method names comes in as the first method asks for it: on demand."""
    yield from policy.methods[method].channels
    if method == MethodCode.ORDER:
        named = {code for entry in policy.methods.values() for code in entry.channels}
        yield from (code for code in policy.channels if code not in named)
