"""Three-way merge: what was sent, what came back, what is here now; examples in merges.toml."""

import tomllib
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select

from app.exchange.columns import BY_FIELD, COLUMNS
from app.models import BatchRow, Event, PayCard
from app.models.terms import EventKind, VerificationResult
from app.rules.identity import check_digit
from app.services.batches import Chosen, default_chosen, place_of, store_clues
from app.services.cards import set_card
from app.services.cases import correct, verify
from app.services.exchange import read_clues
from app.services.exporting import export_ledger
from app.services.ledger import ledger_entries
from app.services.periods import replace_periods
from app.storage.database import reading
from tests.conftest import make_office
from tests.exchange.books import HEADINGS, ZHANG, cells, write_book

MERGES = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "cases" / "merges.toml").read_text(encoding="utf-8")
)["merge"]
NAMES = [merge["name"] for merge in MERGES]
HEADER = 3
SENT = ZHANG | {"备注": "交出时的备注"}


def id_number(place):
    first = f"43032119500308{place:03d}"
    return first + check_digit(first)


def number(place):
    return f"2026-{place + 1:04d}"


def begin(office, place, how):
    """What happened to a case before the ledger left."""
    if how == "confirmed":
        confirmed = VerificationResult.CONFIRMED
        verify(office, number(place), by="李四", on=office.today(), result=confirmed)
    elif how == "two_periods":
        months = (("2021-03", "2021-05"), ("2021-06", "2021-12"))
        whole = [{"first_month": a, "last_month": b, "monthly_fen": 11300} for a, b in months]
        replace_periods(office, number(place), whole)


def change_here(office, place, changed):
    """What the clerk corrects after the ledger left."""
    own = {name.partition(".")[2]: v for name, v in changed.items() if "card." not in name}
    if own:
        correct(office, number(place), **own)
    card = {name.partition(".")[2]: v for name, v in changed.items() if "card." in name}
    if card:
        with reading(office.database) as session:
            cards = session.exec(select(PayCard).order_by(PayCard.id)).all()
        set_card(office, number(place), card_id=cards[place].id, **card)


def fill_in(path):
    """What people write into the workbook."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[HEADER]}
    for place, merge in enumerate(MERGES):
        for heading, value in merge.get("sheet", {}).items():
            sheet.cell(HEADER + 1 + place, at[heading]).value = None if value == "" else value
            if isinstance(value, str):
                sheet.cell(HEADER + 1 + place, at[heading]).data_type = "s" if value else "n"
    workbook.save(path)


def answered(clues):
    """The defaults, and what the examples say of conflicts."""
    default = default_chosen(clues)
    rows, words = set(default.rows), {}
    for match in clues.conflict:
        choose = MERGES[match.clue.row - HEADER - 1].get("choose")
        if choose:
            place = place_of(match.clue)
            rows.add(place)
            words |= {(place, field): side == "sheet" for field, side in choose.items()}
    return Chosen(frozenset(rows), frozenset(), words)


@pytest.fixture(scope="module")
def merged(tmp_path_factory, made_office):
    """All examples played at once: the preview, and the case book after it was stored."""
    folder = tmp_path_factory.mktemp("merges")
    with make_office(folder / "个案簿", made_office) as office:
        rows = [SENT | {"身份证号": id_number(place)} for place in range(len(MERGES))]
        book = write_book(folder / "疑点.xlsx", {"疑点": cells(*rows, headings=HEADINGS)})
        store_clues(office, read_clues(office, book))
        for place, merge in enumerate(MERGES):
            begin(office, place, merge.get("begin"))
        path = folder / "台账.xlsx"
        export_ledger(office, path)
        fill_in(path)
        for place, merge in enumerate(MERGES):
            change_here(office, place, merge.get("here", {}))
        clues = read_clues(office, path)
        batch = store_clues(office, clues, answered(clues))
        with reading(office.database) as session:
            yield {
                "clues": clues,
                "batch": batch,
                "entries": {e.case.number: e for e in ledger_entries(session)},
                "rows": {row.case_id: row for row in session.exec(select(BatchRow))},
                "events": session.exec(select(Event).where(Event.kind == EventKind.MERGED)).all(),
                "again": read_clues(office, path),
            }


def found(merged, place):
    """Where the row of an example stands in the preview, and its match or problems."""
    clues, row = merged["clues"], HEADER + 1 + place
    for kind in ("same", "changed", "conflict"):
        for match in getattr(clues, kind):
            if match.clue.row == row:
                return kind, match
    return "refused", [problem for problem in clues.refused if problem.row == row]


def test_there_are_enough_examples():
    assert len(set(NAMES)) == len(NAMES) >= 40


@pytest.mark.parametrize("place", range(len(MERGES)), ids=NAMES)
def test_a_row_that_came_back(merged, place):
    merge = MERGES[place]
    kind, match = found(merged, place)
    assert kind == merge["row"], match
    if kind == "refused":
        assert [problem.kind for problem in match] == [merge["refusal"]]
        assert all(problem.column and problem.advice for problem in match)
    else:
        told = {d.field: d.outcome.value for d in match.differences}
        assert {f: o for f, o in told.items() if o != "here"} == {
            f: o for f, o in merge.get("fields", {}).items() if o != "here"
        }
        assert told.items() >= merge.get("fields", {}).items()
    entry = merged["entries"][number(place)]
    for field, value in merge.get("after", {}).items():
        here = entry.part(field)
        assert (here if isinstance(value, int) else str(here)) == value, field
    row = merged["rows"].get(entry.case.id)
    assert (row.lost if row else {}) == merge.get("lost", {})


def test_who_lost_is_in_the_history(merged):
    lost = [event.details["lost"] for event in merged["events"] if event.details["lost"]]
    assert {"person.phone": "13900000007"} in lost
    assert any("保留本机：联系电话" in event.summary for event in merged["events"])


def test_the_same_workbook_again_changes_nothing(merged):
    again, batch = merged["again"], merged["batch"]
    assert (again.new, again.changed) == ((), ())
    waiting = [m for m in MERGES if m["row"] == "conflict" and "choose" not in m]
    assert len(again.conflict) == len(waiting)
    assert batch.changed_rows == len(merged["rows"])
    assert batch.hand_over_id == 1


def test_every_column_people_may_change_says_whether_it_may_be_empty():
    for column in COLUMNS:
        if column.is_read and column.may_be_empty:
            assert column.emptied in ("", 0, None), column.field
    assert not BY_FIELD["person.name"].may_be_empty
    assert not BY_FIELD["case.category"].may_be_empty
    assert BY_FIELD["person.phone"].may_be_empty
