"""Where the money comes from in its order, what each heir answers for, and the range of a fine."""

from collections.abc import Iterator

from app.methods.cascade import StoppedPlan, cascade, stop_at_death
from app.methods.heirs import Liability
from app.methods.merged import merged_dues
from app.methods.schedules import allocate_dues, least_monthly, schedule_of
from app.methods.sources import Available, SourceLine, Waterfall, fine_range, waterfall
from app.models.terms import PersonStatus, PlanKind
from app.money import yuan_text
from app.rules.policy import Finding
from app.services.explain.figure import Explained, Known, explained, texts, yuan
from app.services.facts import UNCONFIRMED, heirs_of


def sources(known: Known) -> Iterator[Explained]:
    """The waterfall of what is left; after a death while offsetting, of the rest of the plan."""
    if not _is_open(known):
        return
    stopped = stopped_plan(known)
    found = _waterfall(known, stopped)
    findings = [line.finding for line in found.lines]
    steps = [*_stopped(known, stopped), *(_line(known, line) for line in found.lines)]
    rest = [*_monthly_rest(known, found), *_unrecoverable(known, found)]
    if not steps and not rest:
        return
    grounds = [finding.ground for finding in (*findings, *rest)]
    value = f"来源抵扣后尚欠 {yuan(found.left_fen)}"
    yield explained("追缴来源和顺序", value, [*steps, *texts(rest)], grounds)


def shares(known: Known) -> Iterator[Explained]:
    """What each heir answers for (告知事项5、7、9)."""
    if not _is_open(known):
        return
    found = _waterfall(known, stopped_plan(known)).liabilities
    if not found:
        return
    rule = known.policy.finding("heirs_shared")
    total = sum(one.share_fen or 0 for one in found)
    steps = [*map(_share, found), rule.text]
    yield explained("继承人应担金额", yuan(total), steps, [rule.ground])


def fine(known: Known) -> Iterator[Explained]:
    """2 to 5 times what was obtained by fraud; never part of what is demanded (告知事项11)."""
    file = known.file
    if not file.case.fraud_suspected or not file.amount_fen:
        return
    found = fine_range(known.policy, file.amount_fen, on=known.on)
    value = f"{yuan(found.least_fen)}至 {yuan(found.most_fen)}（不计入应追金额）"
    yield explained("罚款幅度（仅供了解）", value, [found.finding.text], [found.finding.ground])


def stopped_plan(known: Known) -> StoppedPlan | None:
    """The monthly offsets as the death of the person left them; None where it stopped none."""
    file, died = known.file, known.file.person.status_on
    if file.person.status != PersonStatus.DECEASED or died is None:
        return None
    own = [p.kind == PlanKind.MONTHLY and p.made_on <= died for p in file.plans_in_force]
    if not any(own):
        return None
    schedules = [schedule_of(plan) for plan in file.plans_in_force]
    paid = file.recovered_fen - file.plans_in_force[0].paid_fen
    progress = allocate_dues(merged_dues(schedules), paid)
    offset = sum(one.paid_fen for one in progress if own[one.due.plan - 1])
    kept = [schedule for schedule, is_own in zip(schedules, own, strict=True) if is_own]
    return stop_at_death(kept, offset, died_on=died)


def available(known: Known) -> Available:
    """What is there to take, as the case records it."""
    case = known.file.case
    return Available(
        has_died=known.file.person.status == PersonStatus.DECEASED,
        card_fen=sum(card.balance_fen for card in known.file.cards),
        account_fen=case.account_fen,
        subsidy_fen=case.account_subsidy_fen,
        funeral_fen=case.funeral_fen,
        estate_fen=case.estate_fen,
        heirs=heirs_of(known.file) or (),
        voluntary_fen=0,
    )


def _is_open(known: Known) -> bool:
    return known.file.case.state not in UNCONFIRMED and known.file.left_fen > 0


def _waterfall(known: Known, stopped: StoppedPlan | None) -> Waterfall:
    case, there = known.file.case, available(known)
    if stopped is not None:
        return cascade(
            known.policy, case.insurance, reason=case.reason, stopped=stopped, available=there
        )
    owed = known.file.left_fen
    return waterfall(
        known.policy, case.insurance, reason=case.reason, owed_fen=owed, available=there
    )


def _stopped(known: Known, stopped: StoppedPlan | None) -> list[str]:
    if stopped is None:
        return []
    named = {"on": str(known.file.person.status_on), "residue": yuan_text(stopped.residue_fen)}
    dropped = stopped.residue_fen - stopped.arrears_fen
    arrears = f"其中死亡当月及以前未抵扣 {yuan(stopped.arrears_fen)}，"
    later = f"以后不再抵扣的 {len(stopped.dropped)} 期 {yuan(dropped)}"
    return [known.policy.finding("plan_stopped_by_death", **named).text, arrears + later]


def _line(known: Known, line: SourceLine) -> str:
    channel = known.policy.channels[line.source].brief
    sums = f"取 {yuan(line.taken_fen)}，尚欠 {yuan(line.left_fen)}"
    return f"{channel}：{line.finding.text}{sums}"


def _monthly_rest(known: Known, found: Waterfall) -> list[Finding]:
    """What a living person's benefit would take, at the least share."""
    benefit = known.file.case.benefit_fen
    if not benefit or not found.left_fen or available(known).has_died:
        return []
    least = least_monthly(benefit, known.policy.value("monthly_floor", known.on).value)
    months = -(-found.left_fen // least)
    last = found.left_fen - least * (months - 1)
    sums = {"rest": found.left_fen, "least": least, "last": last}
    named = {name: yuan_text(fen) for name, fen in sums.items()}
    return [known.policy.finding("monthly_line", **named, months=str(months))]


def _unrecoverable(known: Known, found: Waterfall) -> list[Finding]:
    if not found.unrecoverable_fen:
        return []
    rest = yuan_text(found.unrecoverable_fen)
    return [known.policy.finding("nothing_covers", rest=rest)]


def _share(one: Liability) -> str:
    if one.heir.renounced:
        return f"{one.heir.name}：已书面放弃继承，不负清偿责任"
    if one.share_fen is None or one.most_fen is None or one.heir.received_fen is None:
        return f"{one.heir.name}：所得遗产尚未查清，待查"
    received = f"所得遗产 {yuan(one.heir.received_fen)}"
    most = f"单独最多可追 {yuan(one.most_fen)}"
    return f"{one.heir.name}：{received}，应担 {yuan(one.share_fen)}，{most}"
