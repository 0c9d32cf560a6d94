"""Where the money comes from when the person does not pay, in its order (告知事项3-10).

What is left goes on as a debt: nothing here writes anything off.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.errors import UserError
from app.methods.heirs import Heir, Liability, liabilities
from app.money import share_rounded_up, yuan_text
from app.rules.policy import Finding, Policy

AT_THE_UNIT = "government_pension"  # survivors' money is paid by the former unit


@dataclass(frozen=True)
class Available:
    """Sums in fen, none below 0. has_died: declared dead included; asked, never concluded.

    subsidy_fen: the government's part of the personal account, never the person's to give.
    funeral_fen: of a living person, benefits due to them as a survivor; only by agreement.
    estate_fen: None while nobody knows the estate's real value. voluntary_fen: what heirs or
    relatives choose to pay, whatever the estate is worth.
    """

    has_died: bool

    card_fen: int
    account_fen: int
    subsidy_fen: int
    funeral_fen: int
    estate_fen: int | None
    heirs: tuple[Heir, ...] | None  # None: nobody looked for them yet
    voluntary_fen: int

    @property
    def usable_account_fen(self) -> int:
        return max(0, self.account_fen - self.subsidy_fen)

    @property
    def liable(self) -> tuple[Heir, ...]:
        return tuple(heir for heir in self.heirs or () if not heir.renounced)

    @property
    def answering(self) -> tuple[str, ...]:
        """The names behind `heirs_limit_fen`."""
        is_whole = self.estate_fen is not None
        return tuple(h.name for h in self.liable if is_whole or h.received_fen is not None)

    @property
    def heirs_limit_fen(self) -> int | None:
        """What the heirs who did not renounce answer for together; None while it is unknown.

        The estate as far as nobody knows what each received; else the sum of that, within it.
        """
        received = [heir.received_fen for heir in self.liable]
        known = sum(fen for fen in received if fen is not None)
        if None not in received:
            return known if self.estate_fen is None else min(known, self.estate_fen)
        return self.estate_fen if self.estate_fen is not None else known or None


@dataclass(frozen=True)
class SourceLine:
    """source: a channel of the policy book; left_fen: still owed after this line."""

    source: str
    taken_fen: int
    left_fen: int
    finding: Finding


@dataclass(frozen=True)
class Waterfall:
    """unrecoverable_fen: the part of left_fen that not even the estate covers; 0 while the estate
    is unknown. Ending a case over it takes the county's decision (domain §3).
    liabilities: how the heirs' line falls on each of them; empty where it takes nothing.
    """

    lines: tuple[SourceLine, ...]
    left_fen: int
    unrecoverable_fen: int
    liabilities: tuple[Liability, ...]


@dataclass(frozen=True)
class FineRange:
    """For information: a fine is never part of what is to be paid back."""

    least_fen: int
    most_fen: int
    finding: Finding


@dataclass(frozen=True)
class _Situation:
    policy: Policy
    insurance: str
    reason: str
    available: Available


_Step = tuple[int, Finding] | None  # what the source can give at most, and why


def waterfall(
    policy: Policy, insurance: str, *, reason: str, owed_fen: int, available: Available
) -> Waterfall:
    """Take from each source in turn what is there and still owed (domain §5.5).

    A line of 0 says why a source gives nothing. Raises UserError (owed_fen) when nothing is owed.
    """
    if owed_fen < 1:
        raise UserError("无法测算抵扣来源", "没有待追回的金额，请核对应退金额。", field="owed_fen")
    situation = _Situation(policy, insurance, reason, available)
    lines: list[SourceLine] = []
    left = owed_fen
    for source, judge in _ORDER:
        step = judge(situation) if left else None
        if step is not None:
            taken = min(left, step[0])
            left -= taken
            lines.append(SourceLine(source, taken, left, step[1]))
    shares = _shares(available, lines)
    return Waterfall(tuple(lines), left, _unrecoverable(available, left), shares)


def fine_range(policy: Policy, fraud_fen: int, *, on: date) -> FineRange:
    """2 to 5 times what was obtained by fraud (告知事项11); on: the day whose law applies.

    Raises UserError (fraud_fen) when nothing was obtained.
    """
    if fraud_fen < 1:
        raise UserError("无法测算罚款幅度", "请填写骗取金额。", field="fraud_fen")
    low, high = (policy.value(name, on).value for name in ("fine_least", "fine_most"))
    least, most = share_rounded_up(fraud_fen, low), int(fraud_fen * high)
    times = {"least": f"{low.normalize():f}", "most": f"{high.normalize():f}"}
    sums = {"amount": yuan_text(fraud_fen), "low": yuan_text(least), "high": yuan_text(most)}
    return FineRange(least, most, policy.finding("fine_range", **times, **sums))


def _card(situation: _Situation) -> _Step:
    """The balance of the pay card, first of all (三(四))."""
    there = situation.available.card_fen
    if not there:
        return None
    return there, situation.policy.finding("card_balance", amount=yuan_text(there))


def _account(situation: _Situation) -> _Step:
    """The personal account, less the government's subsidy (告知事项3、4、7、9、10)."""
    policy, there = situation.policy, situation.available
    if not there.account_fen:
        return None
    use, usable = policy.reasons[situation.reason].account, there.usable_account_fen
    if use == "agreement":
        return usable, policy.finding("account_by_agreement", amount=yuan_text(usable))
    if use == "after_death" and not there.has_died:
        return 0, policy.finding("account_not_yet")
    if there.subsidy_fen:
        sums = {"account": there.account_fen, "subsidy": there.subsidy_fen, "amount": usable}
        texts = {name: yuan_text(fen) for name, fen in sums.items()}
        return usable, policy.finding("account_less_subsidy", **texts)
    name = "account_after_death" if there.has_died else "account_offset"
    return usable, policy.finding(name, amount=yuan_text(usable))


def _funeral(situation: _Situation) -> _Step:
    """Funeral and survivors' benefits to come (告知事项7、9); elsewhere by agreement (三(二))."""
    policy, there = situation.policy, situation.available.funeral_fen
    if not there:
        return None
    if situation.insurance == AT_THE_UNIT:
        return 0, policy.finding("funeral_at_unit")
    by_agreement = policy.reasons[situation.reason].account == "agreement"
    by_right = situation.available.has_died and not by_agreement
    name = "funeral_offset" if by_right else "funeral_due"
    return there, policy.finding(name, amount=yuan_text(there))


def _heirs(situation: _Situation) -> _Step:
    """Heirs who did not renounce, up to the real value of the estate (告知事项5、7、9)."""
    policy, there = situation.policy, situation.available
    if not there.has_died:
        return None
    if there.heirs is None:
        return 0, policy.finding("heirs_unseen")
    if not there.heirs:
        return 0, policy.finding("heirs_none")
    if not there.liable:
        names = "、".join(heir.name for heir in there.heirs)
        return 0, policy.finding("heirs_renounced", names=names)
    limit = there.heirs_limit_fen
    if limit is None:
        return 0, policy.finding("estate_unknown")
    named = {"names": "、".join(there.answering), "estate": yuan_text(limit)}
    return limit, policy.finding("heirs_liable", **named)


def _voluntary(situation: _Situation) -> _Step:
    there = situation.available.voluntary_fen
    finding = situation.policy.finding("voluntary", amount=yuan_text(there))
    return (there, finding) if there else None


_ORDER: tuple[tuple[str, Callable[[_Situation], _Step]], ...] = (
    ("card_return", _card),
    ("personal_account", _account),
    ("funeral_offset", _funeral),
    ("heir", _heirs),
    ("other", _voluntary),
)


def _shares(available: Available, lines: list[SourceLine]) -> tuple[Liability, ...]:
    taken = sum(line.taken_fen for line in lines if line.source == "heir")
    if not taken:
        return ()
    heirs = available.heirs or ()
    if len(available.liable) == 1 and available.liable[0].received_fen is None:
        whole = available.heirs_limit_fen  # who inherits alone received it all
        heirs = tuple(h if h.renounced else replace(h, received_fen=whole) for h in heirs)
    return liabilities(taken, heirs).each


def _unrecoverable(available: Available, left_fen: int) -> int:
    """An estate nobody inherits still answers for the debt, through its administrator."""
    if not available.has_died or available.estate_fen is None:
        return 0
    not_inherited = available.estate_fen - (available.heirs_limit_fen or 0)
    return max(0, left_fen - not_inherited)
