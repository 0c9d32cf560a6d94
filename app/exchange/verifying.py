"""A workbook just made is read again by the other library before anybody is told it is saved."""

import io
from collections.abc import Sequence

from app.exchange.sheets import HEADER_ROW, POSITION, Table, fen_of


def check_workbook(content: bytes, tables: Sequence[Table]) -> None:
    """Count, sums and filled cells of every sheet.

    Raises OSError when they are not those of its table: it was not written as it should be.
    """
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for table in tables:
            sheet = workbook.get_sheet_by_name(table.name)
            rows = sheet.to_python(skip_empty_area=False)
            if why := _difference(table, rows):
                raise OSError(f"{table.name}: {why} read back otherwise than written")


def _difference(table: Table, rows: Sequence[Sequence[object]]) -> str:
    """What differs; "" for nothing."""
    header = [POSITION, *(field.heading for field in table.fields)]
    if [str(cell) for cell in rows[HEADER_ROW][: len(header)]] != header:
        return "headings"
    body = rows[HEADER_ROW + 1 :][: len(table.rows)]
    if len(body) < len(table.rows):
        return "rows"
    written, read = zip(*table.rows, strict=True), list(zip(*body, strict=True))[1:]
    for field, ours, theirs in zip(table.fields, written, read, strict=False):
        if sum(v not in (None, "") for v in ours) != sum(v != "" for v in theirs):
            return f"filled cells of {field.heading}"
        if field.summed and sum(map(fen_of, ours)) != sum(map(fen_of, theirs)):
            return f"sum of {field.heading}"
    return ""
