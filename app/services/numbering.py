"""个案编号: one sequence a year, 2026-0001 onwards. A clerk's own numbers live beside it."""

import re

from sqlmodel import Session, col, select

from app.models import Case

_SEQUENCE = re.compile(r"\d{4}-(\d{4,})")


def next_numbers(session: Session, year: int, count: int) -> list[str]:
    """The next numbers of the year, not yet taken; call it in the transaction that uses them."""
    taken = session.exec(select(Case.number).where(col(Case.number).startswith(f"{year}-")))
    last = max((int(match[1]) for match in map(_SEQUENCE.fullmatch, taken) if match), default=0)
    return [f"{year}-{last + place:04d}" for place in range(1, count + 1)]
