"""The to-do list over a county's 100,000 cases, against one bare count that reads every case.

And one case: offers, next step and balance, computed from its file, against reading that file.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import Figure, cost_of, tell, typical_costs

if TYPE_CHECKING:
    from app.services.office import Office

CASES = 100_000
MOST_MS = 300
MOST_TIMES = 4.0
PAGE = 50
MOST_CASE_MS = 1.0
MOST_CASE_TIMES = 1.0
REPEATS = 200


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cost_of("bench.todo", "build", folder)
        floor, ours = typical_costs(
            lambda: cost_of("bench.todo", "floor", folder),
            lambda: cost_of("bench.todo", "lists", folder),
        )
        read, computed = typical_costs(
            lambda: cost_of("bench.todo", "read_case", folder),
            lambda: cost_of("bench.todo", "one_case", folder),
        )
    ms, times = ours.work_s * 1000, ours.work_s / floor.work_s
    ratio = f"{times:.1f} × a bare count over every case (up to {MOST_TIMES})"
    text = f"{ms:.0f} ms CPU (up to {MOST_MS}), {ratio}"
    yield Figure(f"To-do of {CASES:,} cases", text, ms <= MOST_MS and times <= MOST_TIMES)
    each, share = computed.work_s / REPEATS * 1000, computed.work_s / read.work_s
    ratio = f"{share:.2f} × reading it (up to {MOST_CASE_TIMES})"
    text = f"{each:.2f} ms CPU (up to {MOST_CASE_MS}), {ratio}"
    is_quick = each <= MOST_CASE_MS and share <= MOST_CASE_TIMES
    yield Figure("Offers, next step and balance of a case", text, is_quick)


def build(folder: Path) -> float:
    from bench.casebook import build as build_book

    build_book(folder / "office", CASES).close()
    return 0.0


def floor(folder: Path) -> float:
    """What SQLite needs to look at every case once."""
    from sqlalchemy import text

    from app.storage.database import reading

    office = opened(folder)
    start = time.process_time()
    with reading(office.database) as session:
        session.execute(text('SELECT insurance, count(*) FROM "case" GROUP BY insurance')).all()
    return time.process_time() - start


def lists(folder: Path) -> float:
    """Every count of the page, and the first rows of what is due."""
    from app.services.todo import todo, todo_rows

    office = opened(folder)
    start = time.process_time()
    counted = todo(office)
    rows = todo_rows(office, "due_reached", limit=PAGE)
    spent = time.process_time() - start
    assert counted.open_cases > CASES / 2, counted
    assert len(rows) == PAGE
    return spent


def read_case(folder: Path) -> float:
    from app.services.case_file import open_file
    from app.storage.database import reading

    office = opened(folder)
    with reading(office.database) as session:
        open_file(session, NUMBER)
        start = time.process_time()
        for _ in range(REPEATS):
            session.expunge_all()
            open_file(session, NUMBER)
    return time.process_time() - start


def one_case(folder: Path) -> float:
    from app.methods import METHODS
    from app.methods.balances import balances
    from app.methods.offers import ladder, offers
    from app.rules.procedure.progress import next_step, state_of
    from app.services.acts import terms_of
    from app.services.case_file import open_file
    from app.services.facts import facts_of
    from app.services.marks import marks_of
    from app.storage.database import reading

    office = opened(folder)
    with reading(office.database) as session:
        file = open_file(session, NUMBER)
        terms = terms_of(office, session, file.case)
    start = time.process_time()
    for _ in range(REPEATS):
        marks = marks_of(terms, file)
        known = facts_of(terms, file, marks, office.today())
        found = offers(known, terms.policy, METHODS)
        state = state_of(marks)
        ladder(known, terms.policy, state=state, marks=marks)
        step = next_step(terms, state, marks)
        left = balances(file.amount_fen, [receipt.fen for receipt in file.receipts])
    spent = time.process_time() - start
    assert found
    assert step
    assert left
    return spent


NUMBER = "2026-000013"  # of a case that is recovering, with papers, visits and a receipt
PARTS = {part.__name__: part for part in (build, floor, lists, read_case, one_case)}


def opened(folder: Path) -> "Office":
    from app.services.office import open_office
    from bench.imports import PASSPHRASE, TODAY

    return open_office(folder / "office", passphrase=PASSPHRASE, today=lambda: TODAY)


if __name__ == "__main__":
    tell(PARTS[sys.argv[1]](Path(sys.argv[2])))
