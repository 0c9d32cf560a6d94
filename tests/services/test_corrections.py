"""What a slip may and may not undo, and what a closed case refuses: see corrections.toml."""

from datetime import date

import pytest

from app.errors import UserError
from app.rules.terms import months_after
from app.services.case_view import case_view
from app.services.office import open_office
from app.services.todo import todo, todo_rows
from tests.conftest import PASSPHRASE
from tests.data.cases import examples
from tests.services.scripts import begun, play


@pytest.mark.parametrize("example", examples("corrections.toml"))
def test_a_slip_is_mended_and_the_rest_refused(book, clock, example):
    number = begun(book, clock, example["begin"])
    play(book, clock, number, example["steps"])


def count(book, code):
    return next(one.count for one in todo(book).lists if one.code == code)


def test_an_unpaid_due_stays_in_its_list_whatever_step_stands_in_front(book, clock):
    number = begun(book, clock, "agreed")
    reminded = {"on": date(2022, 11, 7), "do": "reminded", "party": "本人"}
    play(book, clock, number, [reminded | {"until": date(2022, 11, 14), "next": "break_agreement"}])
    assert count(book, "instalments_overdue") == 1
    [row] = todo_rows(book, "instalments_overdue", limit=9)
    assert (row.what, row.due_on) == ("2022-10-31 到期未还", date(2022, 10, 31))
    play(book, clock, number, [{"on": clock.day, "do": "card", "next": "stop_card"}])
    assert count(book, "instalments_overdue") == 1
    broken = {"do": "agreement_broken", "note": "两次上门未还"}
    play(book, clock, number, [{"on": date(2022, 11, 15), **broken}])
    assert count(book, "instalments_overdue") == 0


def test_a_paper_ends_with_the_months_its_kind_is_believed(book, clock, policy):
    """Nothing is printed on it: what ends it is months_valid, stored with it."""
    number = begun(book, clock, "served")
    code, months = next(
        (code, word.months_valid) for code, word in policy.categories.items() if word.months_valid
    )
    document = policy.categories[code].documents[0]
    proof = {"do": "prove", "category": code, "document": document}
    play(book, clock, number, [{"on": clock.day, "issued_on": date(2022, 9, 1), **proof}])
    [piece] = case_view(book, number).file.evidence
    assert piece.valid_until is None
    assert piece.valid_through == months_after(date(2022, 9, 1), months)
    clock.day = piece.valid_through
    assert count(book, "evidence_ending") == 1


def test_a_computer_whose_clock_lost_its_date_is_told_so(book, clock):
    clock.day = date(2022, 8, 17)
    with pytest.raises(UserError, match="请校准电脑日期") as refused:
        open_office(book.folder, passphrase=PASSPHRASE, today=clock)
    assert refused.value.title == "电脑日期有误"
    clock.day = date(2022, 8, 18)
    open_office(book.folder, passphrase=PASSPHRASE, today=clock).close()
