"""How far recovery has come: whether there is any, then 告知书 and 稽核意见书 (《通知》三(一))."""

from collections.abc import Iterator

from app.methods.offers.facts import Facts
from app.rules.policy import Finding, Policy


def blocking(facts: Facts, policy: Policy) -> Finding | None:
    """Why nothing at all can be recovered today."""
    if not facts.is_confirmed:
        return policy.finding("not_confirmed")
    return policy.finding("nothing_left") if facts.left_fen <= 0 else None


def notice_step(facts: Facts, policy: Policy) -> Finding:
    """Where the notice stands, to the day its term is over; an agreement stands in its place."""
    if facts.keeps_agreement:
        return policy.finding("agreement_running", on=f"{facts.agreement_signed_on}")
    if facts.notice_served_on is None:
        if facts.notice_issued_on is None:
            return policy.finding("order_first")
        return policy.finding("order_unserved", on=f"{facts.notice_issued_on}")
    served = f"{facts.notice_served_on}"
    if facts.refund_due_on is None:
        return policy.finding("order_no_due", on=served)
    due = f"{facts.refund_due_on}"
    if facts.refund_overdue:
        return policy.finding("order_overdue", due=due)
    return policy.finding("order_waiting", on=served, due=due)


def opinion_step(facts: Facts, policy: Policy) -> Finding:
    """Where the audit's opinion stands, to the day its term is over, or what was agreed since."""
    if facts.keeps_agreement:
        return policy.finding("agreement_running", on=f"{facts.agreement_signed_on}")
    if facts.opinion_served_on is None:
        if facts.audit_started_on is None:
            return policy.finding("opinion_before_audit")
        return policy.finding("opinion_unserved", on=f"{facts.audit_started_on}")
    served = f"{facts.opinion_served_on}"
    if facts.opinion_due_on is None:
        return policy.finding("opinion_no_due", on=served)
    due = f"{facts.opinion_due_on}"
    if facts.opinion_overdue:
        return policy.finding("opinion_overdue", due=due)
    return policy.finding("opinion_waiting", on=served, due=due)


def whom_to_serve(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Through the prison, by announcement, or on those who answer for the dead."""
    if facts.is_in_prison:
        yield policy.finding("serve_in_prison")
    elif facts.is_missing:
        yield policy.finding("serve_missing")
    elif facts.has_died:
        yield policy.finding("serve_heirs")
        if (heirless := heirless_finding(facts, policy)) is not None:
            yield heirless


def heirless_finding(facts: Facts, policy: Policy) -> Finding | None:
    """Why nobody inherits, or that nobody knows; None when an heir answers."""
    if facts.heirs is None:
        return policy.finding("heirs_unseen")
    if not facts.heirs:
        return policy.finding("heirs_none")
    if all(heir.renounced for heir in facts.heirs):
        names = "、".join(heir.name for heir in facts.heirs)
        return policy.finding("heirs_renounced", names=names)
    return None
