from datetime import date

import pytest

from app.errors import UserError
from app.models.terms import MethodCode, VerificationResult
from app.services import cases
from app.services.cards import set_card
from app.services.case_view import case_view
from tests.conftest import TODAY

CARD = {"bank": "农村商业银行", "account_number": "6295793619350252956", "balance_fen": 50_000}


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
