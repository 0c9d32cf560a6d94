"""批量打印清单: which papers one job printed, each how often, on how many pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.forms.blocks import Table, TableRow
from app.forms.document import Document
from app.forms.lists.parts import (
    ListHead,
    Value,
    columns_of,
    empty_row,
    printed_list,
    row,
    sum_row,
    sums_of,
)
from app.forms.wording import official_text


@dataclass(frozen=True)
class PrintedPaper:
    """copies: how often it is printed; pages: of one copy; is_again: it was issued before."""

    village: str
    name: str
    case_number: str
    title: str
    copies: int
    pages: int
    is_again: bool


def compose(head: ListHead, papers: Sequence[PrintedPaper]) -> Document:
    """批量打印清单, the papers in the order they were printed."""
    text = official_text("lists/printed")
    table = Table(columns_of(text["columns"]), tuple(_rows(text, papers)))
    return printed_list("list-printed", text, head, {}, table)


def _rows(text: dict[str, Any], papers: Sequence[PrintedPaper]) -> Iterator[TableRow]:
    specs = text["columns"]
    if not papers:
        yield empty_row(specs, text["nothing"])
        return
    rows: list[tuple[Value, ...]] = [
        (
            *(at, paper.village, paper.name, paper.case_number, paper.title, paper.copies),
            *(paper.pages, paper.copies * paper.pages, text["again"] if paper.is_again else ""),
        )
        for at, paper in enumerate(papers, 1)
    ]
    yield from (row(specs, values) for values in rows)
    yield sum_row(specs, text["total"].format(count=len(rows)), sums_of(specs, rows))
