"""How papers were handed over, as recorded: what a 送达回证 says once it is known."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Served:
    """A paper that is being served."""

    title: str
    number: str
    copies: int


@dataclass(frozen=True)
class Attempt:
    """One that failed. manner, note: in words, "" for what nobody noted."""

    on: date
    manner: str = ""
    note: str = ""


@dataclass(frozen=True)
class Handed:
    """One delivery. manner: a code of delivery_manners; proof_name: what that manner calls its
    proof. receiver: who took the papers; relation: in words, "" where it is the addressee.
    """

    on: date
    manner: str
    receiver: str
    relation: str = ""
    refusal: str = ""
    witness: str = ""
    servers: str = ""
    proof: str = ""
    proof_name: str = ""
    note: str = ""
