"""文书登记簿 on paper: a row per paper issued, the first issued first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.forms.blocks import Table, TableRow
from app.forms.document import Document
from app.forms.lists.parts import ListHead, columns_of, empty_row, note, printed_list, row
from app.forms.wording import official_text, one_line


@dataclass(frozen=True)
class RegisteredPaper:
    """number: "" until the county gives it; pages: of its signed scan; status: in words."""

    issued_on: date
    title: str
    number: str
    is_numbered: bool
    dated_on: date | None
    name: str
    village: str
    case_number: str
    served_on: date | None
    pages: int
    status: str


def compose(
    head: ListHead, papers: Sequence[RegisteredPaper], conditions: Sequence[str] = ()
) -> Document:
    """conditions: in words what narrowed the list, () for the whole register."""
    text = official_text("lists/register")
    table = Table(columns_of(text["columns"]), tuple(_rows(text, papers)))
    said = one_line("，".join(conditions))
    narrowed = text["narrowed"].format(conditions=said) if said else ""
    counted = text["total"].format(count=len(papers))
    return printed_list(
        "list-register", text, head, {"narrowed": narrowed}, table, note((counted,))
    )


def _rows(text: dict[str, Any], papers: Sequence[RegisteredPaper]) -> Iterator[TableRow]:
    specs = text["columns"]
    if not papers:
        yield empty_row(specs, text["nothing"])
    for at, paper in enumerate(papers, 1):
        unnumbered = text["unnumbered"] if paper.is_numbered else ""
        dated = (paper.dated_on or paper.issued_on) if paper.number else None
        values = (
            *(at, str(paper.issued_on), paper.title, paper.number or unnumbered),
            *(_day(dated), paper.name, paper.village, paper.case_number, _day(paper.served_on)),
            text["pages"].format(count=paper.pages) if paper.pages else "",
            paper.status,
        )
        yield row(specs, values)


def _day(day: date | None) -> str:
    return str(day) if day else ""
