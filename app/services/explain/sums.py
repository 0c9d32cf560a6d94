"""测算, 应追, 已追回 and 未退余额: how each comes about."""

from collections.abc import Iterator

from app.methods.balances import balances
from app.models import OverpaidPeriod, Receipt
from app.services.amounts import amounts
from app.services.explain.figure import Explained, Known, difference, explained, texts, yuan


def estimated(known: Known) -> Iterator[Explained]:
    """The overpaid periods, line by line; as they were counted where an estimate was adopted."""
    file, policy = known.file, known.policy
    if not file.periods:
        return
    by_hand = [*map(_period, file.periods), f"合计 {yuan(file.estimated_fen)}"]
    ground = policy.ground(policy.reasons[file.case.reason])
    steps = known.adopted or tuple(by_hand)
    yield explained("测算多领金额", yuan(file.estimated_fen), steps, [ground])


def demanded(known: Known) -> Iterator[Explained]:
    """The county's 核定 once entered, until then the estimate."""
    file, policy = known.file, known.policy
    if not file.amount_fen:
        return
    sums = amounts(policy, file)
    is_assessed = file.case.assessed_fen is not None
    rule = policy.finding("demanded_assessed" if is_assessed else "demanded_estimated")
    steps = [f"测算 {yuan(sums.estimated_fen)}"] if file.periods else []
    if sums.assessed_fen is not None and not sums.findings:
        steps.append(f"县级核定 {yuan(sums.assessed_fen)}")
    steps += [*texts(sums.findings), rule.text]
    yield explained("应追金额", yuan(file.amount_fen), steps, [rule.ground])


def recovered(known: Known) -> Iterator[Explained]:
    """Every receipt and reversal, with the balance after it."""
    file = known.file
    if not file.receipts:
        return
    left = balances(file.amount_fen, [receipt.fen for receipt in file.receipts])
    lines = [
        f"{_receipt(known, receipt)}，未退余额 {yuan(balance)}"
        for receipt, balance in zip(file.receipts, left, strict=True)
    ]
    rule = known.policy.finding("recovered_counted")
    total = yuan(file.recovered_fen)
    steps = [*lines, f"合计 {total}", rule.text]
    yield explained("已追回金额", total, steps, [rule.ground])


def left(known: Known) -> Iterator[Explained]:
    file = known.file
    if not file.amount_fen:
        return
    rest, rule = yuan(file.left_fen), known.policy.finding("left_counted")
    demanded, recovered = yuan(file.amount_fen), yuan(file.recovered_fen)
    line = difference(f"应追 {demanded}", f"已追回 {recovered}", rest)
    yield explained("未退余额", rest, [line, rule.text], [rule.ground])


def _period(period: OverpaidPeriod) -> str:
    months = f"{period.first_month} 至 {period.last_month}"
    if period.monthly_fen is None:
        when = period.first_month if period.months == 1 else months
        return f"{when}，登记金额 {yuan(period.amount_fen)}"
    counted = period.months * period.monthly_fen
    line = f"{months}，{period.months} 个月 × {yuan(period.monthly_fen)} = {yuan(counted)}"
    if counted == period.amount_fen:
        return line
    return f"{line}，以登记金额 {yuan(period.amount_fen)}为准"


def _receipt(known: Known, receipt: Receipt) -> str:
    channel = known.policy.channels[receipt.channel].brief
    kind = "冲正" if receipt.fen < 0 else "到账"
    return f"{receipt.received_on} {kind}（{channel}）{yuan(receipt.fen)}"
