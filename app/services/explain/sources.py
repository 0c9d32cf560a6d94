"""Where the money comes from in its order, what each heir answers for, and the range of a fine."""

from collections.abc import Iterator

from app.methods.cascade import StoppedPlan
from app.methods.heirs import Liability
from app.methods.sources import SourceLine
from app.money import yuan_text
from app.rules.policy import Finding
from app.services.explain.figure import Explained, Known, explained, texts, yuan
from app.services.facts import UNCONFIRMED
from app.services.sources import Sources, fine_of
from app.services.sources import sources as sources_of


def sources(known: Known) -> Iterator[Explained]:
    """The waterfall of what is left; after a death while offsetting, of the rest of the plan."""
    found = _found(known)
    if found is None:
        return
    lines = found.waterfall.lines
    rest = [*([found.monthly.finding] if found.monthly else []), *_unrecoverable(known, found)]
    steps = [
        *texts(found.findings),
        *_stopped(found.stopped),
        *(_line(known, line) for line in lines),
        *texts(rest),
    ]
    if not steps:
        return
    findings = (*found.findings, *(line.finding for line in lines), *rest)
    value = f"来源抵扣后尚欠 {yuan(found.waterfall.left_fen)}"
    yield explained("追缴来源和顺序", value, steps, [each.ground for each in findings])


def shares(known: Known) -> Iterator[Explained]:
    """What each heir answers for (告知事项5、7、9)."""
    found = _found(known)
    if found is None or not found.waterfall.liabilities:
        return
    each, rule = found.waterfall.liabilities, known.policy.finding("heirs_shared")
    total = sum(one.share_fen or 0 for one in each)
    steps = [*map(_share, each), rule.text]
    yield explained("继承人应担金额", yuan(total), steps, [rule.ground])


def fine(known: Known) -> Iterator[Explained]:
    """2 to 5 times what was obtained by fraud; never part of what is demanded (告知事项11)."""
    found = fine_of(known.policy, known.file, known.on)
    if found:
        value = f"{yuan(found.least_fen)}至 {yuan(found.most_fen)}（不计入应追金额）"
        yield explained("罚款幅度（仅供了解）", value, [found.finding.text], [found.finding.ground])


def _found(known: Known) -> Sources | None:
    """None before the case is confirmed and once nothing is left."""
    file = known.file
    if file.case.state in UNCONFIRMED or file.left_fen < 1:
        return None
    return sources_of(known.policy, file, known.on)


def _stopped(stopped: StoppedPlan | None) -> list[str]:
    if stopped is None:
        return []
    dropped = stopped.residue_fen - stopped.arrears_fen
    arrears = f"其中死亡当月及以前未抵扣 {yuan(stopped.arrears_fen)}，"
    return [f"{arrears}以后不再抵扣的 {len(stopped.dropped)} 期 {yuan(dropped)}"]


def _line(known: Known, line: SourceLine) -> str:
    channel = known.policy.channels[line.source].brief
    sums = f"取 {yuan(line.taken_fen)}，尚欠 {yuan(line.left_fen)}"
    return f"{channel}：{line.finding.text}{sums}"


def _unrecoverable(known: Known, found: Sources) -> list[Finding]:
    rest = found.waterfall.unrecoverable_fen
    return [known.policy.finding("nothing_covers", rest=yuan_text(rest))] if rest else []


def _share(one: Liability) -> str:
    if one.heir.renounced:
        return f"{one.heir.name}：已书面放弃继承，不负清偿责任"
    if one.share_fen is None or one.most_fen is None or one.heir.received_fen is None:
        return f"{one.heir.name}：所得遗产尚未查清，待查"
    received = f"所得遗产 {yuan(one.heir.received_fen)}"
    most = f"单独最多可追 {yuan(one.most_fen)}"
    return f"{one.heir.name}：{received}，应担 {yuan(one.share_fen)}，{most}"
