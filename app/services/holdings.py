"""What a case can be paid from today: balances found, less what came in of them, and benefits.

A balance is entered as it was found; what a receipt took of it is taken off here, never twice.
"""

from app.methods.floors import floor_base
from app.methods.heirs import Heir
from app.models import Case, LiablePerson, Receipt
from app.models.terms import LiableRole
from app.rules.policy import Policy
from app.services.case_file import CaseFile

FROM_CARD = ("card_return", "bank_transfer")  # channels
FROM_ACCOUNT = ("personal_account",)
FROM_FUNERAL = ("funeral_offset",)
FROM_HEIRS = ("heir",)
FROM_ESTATE = ("heir", "estate_administrator")


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


def usable_account_fen(file: CaseFile) -> int:
    """Of the personal account what is the person's to give (告知事项4)."""
    return max(0, account_fen(file) - file.case.account_subsidy_fen)


def card_fen(file: CaseFile) -> int:
    """Still on the pay cards."""
    return _rest(file, sum(card.balance_fen for card in file.cards), FROM_CARD)


def account_fen(file: CaseFile) -> int:
    """Still in the personal account, the government's subsidy with it."""
    return _rest(file, file.case.account_fen, FROM_ACCOUNT)


def funeral_fen(file: CaseFile) -> int:
    """Funeral and survivors' benefits still to come."""
    return _rest(file, file.case.funeral_fen, FROM_FUNERAL)


def estate_fen(file: CaseFile) -> int | None:
    """What the estate can still answer for; None while its real value is unknown."""
    found = file.case.estate_fen
    return None if found is None else _rest(file, found, FROM_ESTATE)


def heirs(file: CaseFile) -> tuple[Heir, ...]:
    """Who inherits, each with what may still be asked of what they received (告知事项5、7、9)."""
    people = [person for person in file.liable if person.role == LiableRole.HEIR]
    names = {person.name for person in people}
    unnamed = sum(r.fen for r in _taken(file, FROM_HEIRS) if r.payer not in names)
    found = []
    for person in people:
        limit, unnamed = _limit(file, person, unnamed)
        found.append(Heir(person.name, person.renounced_on is not None, limit))
    return tuple(found)


def _limit(file: CaseFile, heir: LiablePerson, unnamed_fen: int) -> tuple[int | None, int]:
    """What is left of an heir's limit, and of the money nobody is named for, after it."""
    if heir.limit_fen is None or heir.renounced_on:
        return heir.limit_fen, unnamed_fen
    own = sum(r.fen for r in _taken(file, FROM_HEIRS) if r.payer == heir.name)
    left = max(0, heir.limit_fen - own)
    used = min(left, unnamed_fen)
    return left - used, unnamed_fen - used


def _rest(file: CaseFile, found_fen: int, channels: tuple[str, ...]) -> int:
    return max(0, found_fen - sum(receipt.fen for receipt in _taken(file, channels)))


def _taken(file: CaseFile, channels: tuple[str, ...]) -> list[Receipt]:
    """Reversals too: a negative receipt bears the channel and payer of the one it reverses."""
    return [receipt for receipt in file.receipts if receipt.channel in channels]
