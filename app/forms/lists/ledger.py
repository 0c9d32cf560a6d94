"""追缴台账 on paper: a row per case, subtotals by village, for those who sign for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
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
from app.forms.wording import official_text, one_line

TEXT = "lists/ledger"


@dataclass(frozen=True)
class LedgerRow:
    """values: of the columns behind the number, in their order."""

    village: str
    values: tuple[Value, ...]


def ledger_columns() -> list[dict[str, Any]]:
    """The columns behind the number, as the text names them."""
    specs: list[dict[str, Any]] = official_text(TEXT)["columns"][1:]
    return specs


def compose(head: ListHead, rows: Sequence[LedgerRow]) -> Document:
    """Rows of one village stand together already."""
    text = official_text(TEXT)
    table = Table(columns_of(text["columns"]), tuple(_rows(text, rows)))
    return printed_list("list-ledger", text, head, {}, table)


def _rows(text: dict[str, Any], rows: Sequence[LedgerRow]) -> Iterator[TableRow]:
    specs, number = text["columns"], 0
    if not rows:
        yield empty_row(specs, text["nothing"])
        return
    everything: list[tuple[Value, ...]] = []
    for village, found in groupby(rows, key=lambda each: one_line(each.village)):
        numbered = [(number + at, *each.values) for at, each in enumerate(found, 1)]
        number += len(numbered)
        yield from (row(specs, values) for values in numbered)
        names = {"village": village or text["no_village"], "count": len(numbered)}
        yield sum_row(specs, text["sum"].format(**names), sums_of(specs, numbered))
        everything += numbered
    yield sum_row(specs, text["total"].format(count=number), sums_of(specs, everything))
