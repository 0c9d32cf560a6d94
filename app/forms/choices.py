"""What only the clerk knows when a paper is issued. Which form asks for what says its Form."""

from dataclasses import dataclass
from datetime import date

from app.models.terms import Term


class Ask(Term):
    """A field of Choices, and what it is called."""

    DEPARTMENT = "department", "协查单位"
    TRANSFER = "transfer", "移送事项"
    DECLARANT = "declarant", "声明人（捐助人）"
    ADDRESSEE = "addressee", "主送（告知对象）"
    DEADLINE = "deadline", "限期"
    PAPER = "paper", "送达的文书"
    RECIPIENT = "recipient", "受送达人"
    MANNER = "manner", "送达方式"
    COPIES = "copies", "送达份数"
    REASON = "reason", "更正原因"


@dataclass(frozen=True)
class Choices:
    """Empty or None: as the program would choose, or left for the pen.

    department: a code of the policy book; transfer: a transfer of it; manner: a delivery manner.
    declarant: the heir or donor who declares; addressee: who a notice is for, in place of whom it
    names by itself. paper: the uid of the one that is served, "" for all that wait; copies: of
    each. reason: why a paper in force is replaced; asked wherever it is, whatever the form asks.
    """

    department: str = ""
    transfer: str = ""
    declarant: str = ""
    addressee: str = ""
    deadline: date | None = None
    paper: str = ""
    recipient: str = ""
    manner: str = ""
    copies: int | None = None
    reason: str = ""


AS_USUAL = Choices()
