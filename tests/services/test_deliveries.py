"""送达: an act entered on the case page finds the paper it delivered."""

from datetime import date

import pytest

from app.services.case_view import case_view
from tests.services.acts import step
from tests.services.scripts import begun, issue

TOLD = {"manner": "direct", "party": "付建𬀩", "until": date(2023, 1, 31)}


@pytest.fixture
def reminded(book, clock):
    """A case with two reminders, of 20 and 31 December. Returns its number and their ids."""
    number, found = begun(book, clock, "served"), []
    for day in (20, 31):
        clock.day = date(2022, 12, day)
        found.append(issue(book, number, "reminder").id)
    return number, found


@pytest.mark.parametrize(("day", "which"), [(19, None), (20, 0), (30, 0), (31, 1)])
def test_what_was_done_before_a_paper_was_issued_did_not_deliver_it(book, reminded, day, which):
    number, papers = reminded
    act = step(book, number, "reminded", date(2022, 12, day), **TOLD)
    assert act.document_id == (None if which is None else papers[which])
    waiting = [20, 31] if which is None else [20, 31][which + 1 :]
    unserved = case_view(book, number).case.unserved_on
    assert unserved == (date(2022, 12, waiting[0]) if waiting else None)
