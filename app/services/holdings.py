"""What a case can be paid from today: balances found, less what came in of them, and benefits.

A balance is entered as it was found; what a receipt took of it is taken off here, never twice.
"""

from app.methods.floors import floor_base
from app.models import Case
from app.rules.policy import Policy
from app.services.case_file import CaseFile

FROM_CARD = ("card_return", "bank_transfer")  # channels
FROM_ACCOUNT = ("personal_account",)
FROM_FUNERAL = ("funeral_offset",)


def goes_on_fen(policy: Policy, case: Case) -> int | None:
    """A month of the benefit a monthly offset is measured by (domain §5.4).

    None while nobody looked into it, 0 when nothing goes on.
    """
    return floor_base(
        policy.reasons[case.reason],
        case.insurance,
        benefit_fen=case.benefit_fen,
        other_fen=case.other_benefit_fen,
    )


def card_fen(file: CaseFile) -> int:
    """Still on the pay cards."""
    return _rest(file, sum(card.balance_fen for card in file.cards), FROM_CARD)


def account_fen(file: CaseFile) -> int:
    """Still in the personal account, the government's subsidy with it."""
    return _rest(file, file.case.account_fen, FROM_ACCOUNT)


def funeral_fen(file: CaseFile) -> int:
    """Funeral and survivors' benefits still to come."""
    return _rest(file, file.case.funeral_fen, FROM_FUNERAL)


def _rest(file: CaseFile, found_fen: int, channels: tuple[str, ...]) -> int:
    taken = sum(receipt.fen for receipt in file.receipts if receipt.channel in channels)
    return max(0, found_fen - taken)
