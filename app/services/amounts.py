"""测算 beside 核定: the sums of a case next to each other, with what they differ by.

Nothing is overwritten: the county's sum is the one demanded, ours stays beside it (domain §2).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.services.case_file import CaseFile


@dataclass(frozen=True)
class Amounts:
    """claimed_fen: the sum the clue came with; assessed_fen: 核定. None while there is none.

    difference_fen: what the county's sum (assessed, until then claimed) is above our estimate;
    None while one of the two is missing.
    """

    estimated_fen: int
    claimed_fen: int | None
    assessed_fen: int | None
    demanded_fen: int
    difference_fen: int | None
    findings: tuple[Finding, ...]


def amounts(policy: Policy, file: CaseFile) -> Amounts:
    """The sums of a case, with a sentence for each that differs from the estimate."""
    case, estimated = file.case, file.estimated_fen
    county = case.assessed_fen if case.assessed_fen is not None else case.claimed_fen
    return Amounts(
        estimated_fen=estimated,
        claimed_fen=case.claimed_fen,
        assessed_fen=case.assessed_fen,
        demanded_fen=file.amount_fen,
        difference_fen=None if county is None or not estimated else county - estimated,
        findings=tuple(_findings(policy, file)),
    )


def _findings(policy: Policy, file: CaseFile) -> Iterator[Finding]:
    case, estimated = file.case, file.estimated_fen
    if not estimated:
        return
    assessed, claimed = case.assessed_fen, case.claimed_fen
    if assessed is not None and assessed != estimated:
        yield policy.finding("assessed_differs", **_named(assessed, estimated))
    elif assessed is None and claimed is not None and claimed != estimated:
        yield policy.finding("claimed_differs", **_named(claimed, estimated))


def _named(county_fen: int, estimated_fen: int) -> dict[str, str]:
    apart = county_fen - estimated_fen
    return {
        "county": yuan_text(county_fen),
        "estimated": yuan_text(estimated_fen),
        "more": "多" if apart > 0 else "少",
        "apart": yuan_text(abs(apart)),
    }
