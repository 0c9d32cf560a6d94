"""表格导入情况: what became of the rows of one file, for its sender and for the archive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.forms.blocks import Table, TableRow
from app.forms.document import Document
from app.forms.lists.parts import (
    ListHead,
    Value,
    columns_of,
    empty_row,
    note,
    printed_list,
    row,
)
from app.forms.wording import Values, official_text, one_line


@dataclass(frozen=True)
class ImportLine:
    """A row of the file that needs a word; result: a key of the text's results."""

    sheet: str
    row: int | None
    column: str
    who: str
    heading: str
    result: str
    text: str


def compose(
    head: ListHead, file: Mapping[str, str], counts: Mapping[str, int], lines: Sequence[ImportLine]
) -> Document:
    """file: its name, number, clerk and moment, as the head of the text names them."""
    text = official_text("lists/imported")
    table = Table(columns_of(text["columns"]), tuple(_rows(text, lines)))
    told = [words.format(count=counts[name]) for name, words in text["counts"].items()]
    summary = note((text["summary"].format(counts="，".join(told)),))
    values: Values = {name: one_line(value) for name, value in file.items()}
    return printed_list("list-imported", text, head, values, summary, table)


def _rows(text: dict[str, Any], lines: Sequence[ImportLine]) -> Iterator[TableRow]:
    specs = text["columns"]
    if not lines:
        yield empty_row(specs, text["nothing"])
    for at, line in enumerate(lines, 1):
        values: tuple[Value, ...] = (
            *(at, line.sheet, line.row, line.column, line.who, line.heading),
            *(text["results"][line.result], line.text),
        )
        yield row(specs, values)
