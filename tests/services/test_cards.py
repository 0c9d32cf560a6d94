from datetime import date

import pytest

from app.errors import UserError
from app.models.terms import MethodCode, VerificationResult
from app.services import cases
from app.services.cards import set_card
from app.services.case_view import case_view
from tests.conftest import TODAY
from tests.services.scripts import begun, deliver, issue, take_back

CARD = {"bank": "农村商业银行", "account_number": "6295793619350252956", "balance_fen": 50_000}
NO_DAY = {"stop_notice_on": "None"}


def test_a_balance_on_the_card_is_got_back_first(office, register):
    number = register(case={"benefit_fen": 0, "can_repay": False}).number
    confirmed = VerificationResult.CONFIRMED
    cases.verify(office, number, by="李四", on=TODAY, result=confirmed)
    set_card(office, number, **CARD)
    offers = {offer.method: offer for offer in case_view(office, number).offers}
    texts = "".join(finding.text for finding in offers[MethodCode.ENFORCEMENT].findings)
    assert offers[MethodCode.ENFORCEMENT].is_open
    assert "余额 500.00 元" in texts


def test_a_changed_card_keeps_its_old_values_in_the_log(office, register):
    number = register().number
    card = set_card(office, number, **CARD)
    set_card(office, number, card_id=card.id, stop_notice_on=date(2026, 11, 1))
    view = case_view(office, number)
    assert view.file.cards[0].stop_notice_on == date(2026, 11, 1)
    assert view.events[-1].details["old"] == {"stop_notice_on": "None"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"account_number": ""}, "account_number"),
        ({"balance_fen": -1}, "balance_fen"),
        ({"stop_notice_on": date(2026, 11, 22)}, "stop_notice_on"),
        ({"lift_notice_on": TODAY}, "lift_notice_on"),
    ],
)
def test_a_refused_card_names_its_field(office, register, wrong, field):
    number = register().number
    with pytest.raises(UserError) as refused:
        set_card(office, number, **CARD | wrong)
    assert refused.value.field == field
    assert case_view(office, number).file.cards == []


def test_two_cards_of_a_case_have_two_account_numbers(office, register):
    number = register().number
    first, second = set_card(office, number, **CARD), set_card(office, number, account_number="1")
    for card_id in (None, second.id):
        with pytest.raises(UserError, match="重复") as refused:
            set_card(office, number, card_id=card_id, account_number=CARD["account_number"])
        assert refused.value.field == "account_number"
    set_card(office, number, card_id=first.id, bank="邮储银行")
    assert [card.bank for card in case_view(office, number).file.cards] == ["邮储银行", ""]


@pytest.fixture
def letter(book, clock):
    """A letter to the one bank that is known when it is issued. Returns the case."""
    number = begun(book, clock, "confirmed")
    set_card(book, number, **CARD)
    issue(book, number, "stop-payment")
    return number


def stopped(book, number):
    deliver(book, number, "stop-payment", manner="hand", party="农村商业银行")
    return [card.stop_notice_on for card in case_view(book, number).file.cards]


def test_a_delivery_taken_back_leaves_the_day_a_clerk_entered(book, clock, letter):
    [card] = case_view(book, letter).file.cards
    set_card(book, letter, card_id=card.id, stop_notice_on=clock.day)
    assert stopped(book, letter) == [clock.day]
    take_back(book, letter, "letter_served")
    assert [card.stop_notice_on for card in case_view(book, letter).file.cards] == [clock.day]


def test_the_log_says_which_cards_a_delivery_changed_and_back(book, clock, letter):
    assert stopped(book, letter) == [clock.day]
    told = case_view(book, letter).events[-1].details
    assert told["accounts"] == [CARD["account_number"]]
    assert (told["old"], told["new"]) == (NO_DAY, {"stop_notice_on": str(clock.day)})
    take_back(book, letter, "letter_served")
    back = case_view(book, letter).events[-1].details
    assert (back["old"], back["new"]) == (told["new"], NO_DAY)
    assert [card.stop_notice_on for card in case_view(book, letter).file.cards] == [None]


@pytest.mark.parametrize("tail", ["2022", "1231", "2956", "6295"])  # a year, of the ID, of CARD
def test_a_bank_is_told_about_the_cards_of_its_letter_and_no_other(book, clock, letter, tail):
    set_card(book, letter, bank="邮储银行", account_number=tail)
    assert stopped(book, letter) == [clock.day, None]
    assert case_view(book, letter).case.next_step == "stop_card"


def test_an_account_corrected_after_the_letter_takes_another_letter(book, letter):
    [card] = case_view(book, letter).file.cards
    set_card(book, letter, card_id=card.id, account_number="6295793619350252949")
    assert case_view(book, letter).case.unserved_on is None
    assert stopped(book, letter) == [None]


def test_each_bank_has_a_letter_of_its_own(book, clock, letter):
    set_card(book, letter, bank="邮储银行", account_number="2022")
    stopped(book, letter)
    issue(book, letter, "stop-payment")
    assert stopped(book, letter) == [clock.day, clock.day]
