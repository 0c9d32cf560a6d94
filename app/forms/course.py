"""How a case went, as papers tell it: dues and money in, papers issued, figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.methods.paid_dues import PaidDue
from app.models import IssuedDocument, PayCard
from app.rules.explained import Explained


@dataclass(frozen=True)
class Filed:
    """A piece of the case's file. form: its code, "" for papers of others; by: who gave it."""

    title: str
    number: str = ""
    by: str = ""
    dated: date | None = None
    form: str = ""


@dataclass(frozen=True)
class Course:
    """Empty for what did not happen; labels are those of the policy book.

    dues: of the plans in force, merged. recovered_by: channel and fen, reversals taken off;
    recovered_on: the day nothing was left. undeposited_fen: in, but not yet in the 财政专户.
    stopped_cards: of one bank that was told to stop paying; is_lifted: some bank was told to pay
    again. offset_from: the insurance whose benefit is offset; floor_share: the least share of it,
    as "20%". endings: the ways a case may end, by code. papers: all that were issued; filed: what
    lies in the file. explained: every figure with its steps.
    """

    dues: tuple[PaidDue, ...] = ()
    recovered_by: tuple[tuple[str, int], ...] = ()
    recovered_on: date | None = None
    undeposited_fen: int = 0
    stopped_cards: tuple[PayCard, ...] = ()
    is_lifted: bool = False
    offset_from: str = ""
    floor_share: str = ""
    endings: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[IssuedDocument, ...] = ()
    filed: tuple[Filed, ...] = ()
    explained: tuple[Explained, ...] = ()

    def paper(self, form: str) -> IssuedDocument | None:
        """The last paper issued by a form."""
        return next((one for one in reversed(self.papers) if one.form == form), None)
