"""What was made of the columns of a sheet, as the clerk reads and corrects it before the import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.exchange.cells import as_text, is_blank
from app.exchange.headings import Header
from app.exchange.meanings import Certainty
from app.exchange.problems import column_letters
from app.exchange.workbook import Sheet

SAMPLES = 3  # values shown of each column
LOOKED_AT = 500  # rows: a column empty so far is shown without


@dataclass(frozen=True)
class ColumnMapping:
    """field and title: what it means, "" for nothing known; certainty: None then.

    samples: its first values, as they stand in the cells.
    """

    letters: str
    heading: str
    field: str
    title: str
    certainty: Certainty | None
    samples: tuple[str, ...]


@dataclass(frozen=True)
class SheetMapping:
    """header_row: the last row of the header, as Excel counts; told: what titles say, by field.

    shape: the same for workbooks of the same headings in the same order.
    said: what the clerk chose for columns, by their letters.
    """

    sheet: str
    header_row: int
    columns: tuple[ColumnMapping, ...]
    told: Mapping[str, str]
    shape: str
    said: Mapping[str, str]

    @property
    def unknown(self) -> tuple[ColumnMapping, ...]:
        return tuple(column for column in self.columns if not column.field)


def mapping_of(sheet: Sheet, header: Header, told: Mapping[str, str]) -> SheetMapping:
    """Every column with a heading, known or not, from left to right."""
    columns = sorted(_columns(sheet, header), key=lambda pair: pair[0])
    return SheetMapping(
        sheet=sheet.name,
        header_row=header.row + 1,
        columns=tuple(column for _, column in columns),
        told=told,
        shape=header.shape,
        said=header.said,
    )


def _columns(sheet: Sheet, header: Header) -> Iterator[tuple[int, ColumnMapping]]:
    for mapped in header.columns:
        column = mapped.column
        yield mapped.index, _column(
            sheet, header, mapped.index, mapped.heading, (column.field, column.title),
            mapped.certainty,
        )  # fmt: skip
    for index, heading in header.unknown.items():
        yield index, _column(sheet, header, index, heading, ("", ""), None)


def _column(
    sheet: Sheet,
    header: Header,
    index: int,
    heading: str,
    meaning: tuple[str, str],
    certainty: Certainty | None,
) -> ColumnMapping:
    first = header.row + 1
    below = (row[index] for row in sheet.rows[first : first + LOOKED_AT] if index < len(row))
    filled = (as_text(cell) for cell in below if not is_blank(cell))
    samples = tuple(text for text, _ in zip(filled, range(SAMPLES), strict=False))
    return ColumnMapping(column_letters(index), heading, *meaning, certainty, samples)
