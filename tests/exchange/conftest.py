import pytest

from app.exchange.reading import read_sheets
from tests.exchange.books import HEADINGS, cells, write_book


@pytest.fixture
def clue_file(tmp_path):
    """Writes rows (dicts by heading) under one header row, from row 2 on."""

    def write(*rows, headings=HEADINGS, name="疑点.xlsx"):
        return write_book(tmp_path / name, {"疑点数据": cells(*rows, headings=headings)})

    return write


@pytest.fixture
def read_book(tmp_path, policy):
    """Reads sheets given as lists of rows, the way a workbook would be."""

    def read(sheets):
        path = write_book(tmp_path / "表.xlsx", sheets)
        return read_sheets(path.read_bytes(), path.name, policy)

    return read
