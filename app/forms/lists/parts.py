"""What all printed lists are made of: head, table with sums, signers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.forms import letters
from app.forms.blocks import Align, Block, Column, Paragraph, RowKind, Signers, TableRow, Words
from app.forms.document import Document, Layout
from app.forms.wording import Values, date_values, fill, one_line
from app.money import yuan_text

Value = str | int | None  # int: a number, or fen where the column says so
Spec = Mapping[str, Any]  # a column as the text of the list names it
HELD = " "  # in a sum: an empty cell the label does not reach over


@dataclass(frozen=True)
class ListHead:
    """Who makes the list, and on which day."""

    office: str
    made_on: date
    clerk: str = ""

    @property
    def values(self) -> Values:
        named: Values = {"office": one_line(self.office), "clerk": one_line(self.clerk)}
        return named | date_values(self.made_on)


def printed_list(code: str, text: Spec, head: ListHead, values: Values, *blocks: Block) -> Document:
    """A list of the text's title; values: what its head says besides office and day."""
    above = Paragraph(fill(text["head"], head.values | values), align=Align.LEFT)
    side = (letters.title(text["title"]), above, *blocks, signers(text))
    return Document(
        form=code,
        title=text["title"],
        layout=Layout.LEDGER,
        uid="",
        number="",
        sides=(side,),
        preparer=one_line(head.office),
        is_numbered=False,
    )


def signers(text: Spec) -> Signers:
    return Signers(tuple((fill(who, {}),) for who in text["signers"]))


def note(words: Words) -> Paragraph:
    return Paragraph(words, lines_before=0.3)


def columns_of(specs: Sequence[Spec]) -> tuple[Column, ...]:
    return tuple(
        Column(
            spec["title"],
            spec["width"],
            Align(spec.get("align", Align.LEFT)),
            spec.get("group", ""),
        )
        for spec in specs
    )


def row(specs: Sequence[Spec], values: Sequence[Value]) -> TableRow:
    """Raises ValueError when there is not a value per column."""
    return TableRow(tuple(_cells(specs, values)))


def sum_row(specs: Sequence[Spec], label: str, values: Sequence[Value]) -> TableRow:
    """values: as in a row, None where no sum stands; the label reaches as far as the first sum."""
    first = next((at for at, value in enumerate(values) if value is not None), len(values))
    cells = tuple(_cells(specs, values))
    rest = tuple(cell or (HELD,) for cell in cells[first:])
    empty: tuple[Words, ...] = ((),) * (first - 1)
    return TableRow(((label,), *empty, *rest), RowKind.SUM)


def sums_of(specs: Sequence[Spec], rows: Sequence[Sequence[Value]]) -> list[Value]:
    """What stands in a sum row over these rows."""
    columns = list(zip(*rows, strict=True)) or [()] * len(specs)
    return [
        sum(value for value in column if isinstance(value, int)) if spec.get("summed") else None
        for spec, column in zip(specs, columns, strict=True)
    ]


def empty_row(specs: Sequence[Spec], words: str) -> TableRow:
    """The only row of a list with nothing in it."""
    return TableRow(((words,), *[()] * (len(specs) - 1)), RowKind.SUM)


def _cells(specs: Sequence[Spec], values: Sequence[Value]) -> Iterator[Words]:
    for spec, value in zip(specs, values, strict=True):
        if value is None or value == "":
            yield ()
        elif isinstance(value, str):
            yield (one_line(value),)
        else:
            yield (yuan_text(value) if spec.get("kind") == "fen" else str(value),)
