"""Writing the 操作日志: one event per act, inside the act's own transaction, chained by hash."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, insert, select

from app.models import Case, Event
from app.models.base import now
from app.models.terms import CaseState, EventKind

GENESIS = "0" * 64


@dataclass(frozen=True)
class Act:
    """What is to be recorded; details are old and new values as plain JSON.

    clerk, at: of an act done elsewhere, as its own log tells it; None: done here and now.
    """

    kind: EventKind
    summary: str
    case_id: int | None = None
    state: CaseState | None = None
    details: dict[str, Any] = field(default_factory=dict)
    clerk: str | None = None
    at: datetime | None = None


def record(
    session: Session,
    clerk: str,
    kind: EventKind,
    summary: str,
    *,
    case: Case | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Record one act; for a case, together with the state it is in now."""
    session.flush()
    act = Act(kind, summary, case.id if case else None, case.state if case else None, details or {})
    record_many(session, clerk, [act])


def record_many(session: Session, clerk: str, acts: Sequence[Act]) -> None:
    """Record acts in order, in one statement."""
    if not acts:
        return
    last = session.exec(select(Event.chain).order_by(Event.id.desc()).limit(1)).first()  # type: ignore[union-attr]
    chain, at, rows = last or GENESIS, now(), []
    for act in acts:
        row = vars(act) | {"at": act.at or at, "clerk": act.clerk or clerk}
        chain = link(chain, row)
        rows.append(row | {"chain": chain})
    session.exec(insert(Event), params=rows)


def link(chain: str, row: dict[str, Any]) -> str:
    """The chain value of an event that follows `chain`."""
    names = ("at", "clerk", "kind", "case_id", "state", "summary", "details")
    text = json.dumps([chain, *(row[name] for name in names)], ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def chain_is_whole(events: Sequence[Event]) -> bool:
    """Whether no event of the whole log, oldest first, was changed, taken out or put in."""
    chain = GENESIS
    for event in events:
        chain = link(chain, event.model_dump())
        if chain != event.chain:
            return False
    return True
