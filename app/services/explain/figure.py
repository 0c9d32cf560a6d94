"""What every explained figure is made of, and what it may ask of a case."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.money import yuan_text
from app.rules.deadlines import Terms
from app.rules.explained import Explained
from app.rules.policy import Finding, Ground, Policy
from app.rules.procedure.marks import Marks
from app.services.case_file import CaseFile


@dataclass(frozen=True)
class Known:
    """A case on a day. adopted: the steps of the estimate its periods were taken from."""

    terms: Terms
    file: CaseFile
    marks: Marks
    on: date
    adopted: tuple[str, ...]

    @property
    def policy(self) -> Policy:
        return self.terms.policy


__all__ = ["Explained", "Figure", "Known", "difference", "explained", "texts", "yuan"]

Figure = Callable[[Known], Iterator[Explained]]


def explained(
    figure: str, value: str, steps: Iterable[str], grounds: Iterable[Ground | None]
) -> Explained:
    """Each ground once."""
    named = dict.fromkeys(str(ground) for ground in grounds if ground)
    return Explained(figure, value, tuple(steps), tuple(named))


def yuan(fen: int) -> str:
    return f"{yuan_text(fen)} 元"


def difference(first: str, second: str, rest: str) -> str:
    return f"{first} − {second} = {rest}"


def texts(findings: Iterable[Finding]) -> list[str]:
    return [finding.text for finding in findings]
