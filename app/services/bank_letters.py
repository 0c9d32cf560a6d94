"""Letters to a bank (停止支付, 解除停止支付): the cards one is about, kept with it when issued."""

from collections.abc import Iterator

from app.models import IssuedDocument, PayCard
from app.services.case_file import CaseFile


def cards_to_stop(file: CaseFile) -> tuple[PayCard, ...]:
    """Cards of one bank that was not told yet: each bank gets a letter of its own."""
    return _of_one_bank([card for card in file.cards if card.stop_notice_on is None])


def cards_to_lift(file: CaseFile) -> tuple[PayCard, ...]:
    """Cards of one bank that was told to stop and not yet to pay again."""
    stopped = [card for card in file.cards if card.stop_notice_on and not card.lift_notice_on]
    return _of_one_bank(stopped)


def accounts_told(file: CaseFile, sets_card: str) -> list[str]:
    """The accounts that a letter issued now is about, by the day it gives the cards; "" none."""
    by_field = {"stop_notice_on": cards_to_stop, "lift_notice_on": cards_to_lift}
    return [card.account_number for card in by_field[sets_card](file)] if sets_card else []


def named_cards(file: CaseFile, paper: IssuedDocument) -> Iterator[PayCard]:
    """The cards a letter is about. One whose account number was corrected since is not: the bank
    was told another.
    """
    yield from (card for card in file.cards if card.account_number in paper.accounts)


def _of_one_bank(cards: list[PayCard]) -> tuple[PayCard, ...]:
    return tuple(card for card in cards if card.bank == cards[0].bank)
