"""10,000 cases written as a styled 台账 of 60 columns, beside libraries that only write it.

Ours is the whole act: the case book read, what is handed over remembered, the file written to
disk and read back. XlsxWriter bare writes the same cells with the same formats and nothing else, of
values it holds already; pandas writes them without formats.
"""

import pickle
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from app.exchange.templates import STANDARD
from bench.measure import Figure, cost_of, tell, typical_costs

ROWS = 10_000
COLUMNS = 60
MOST_RATIO = 1.3
CHOSEN = STANDARD[:COLUMNS]
VALUES, TARGET = "values.pickle", "out.xlsx"


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cost_of("bench.exports", "prepare", folder)
        runs = (partial(cost_of, "bench.exports", part, folder) for part in PEERS)
        bare, pandas_, ours = typical_costs(*runs)
    ratio = ours.work_s / bare.work_s
    told = f"{ours.work_s:.2f} s CPU, XlsxWriter bare {bare.work_s:.2f} s"
    text = f"{ratio:.2f} × XlsxWriter bare (up to {MOST_RATIO}): {told}"
    text += f", pandas and openpyxl {pandas_.work_s:.2f} s; {ours.peak_mb:.0f} MB resident at most"
    yield Figure(f"Exporting {ROWS:,} × {COLUMNS} styled", text, ratio <= MOST_RATIO)


def prepare(folder: Path) -> float:
    """The case book, and what the sheet shows of it for the peers."""
    from app.exchange.writing import shown_rows
    from app.services.ledger import ledger_entries
    from app.storage.database import reading
    from bench.casebook import build

    office = build(folder / "office", ROWS)
    with reading(office.database) as session:
        entries = ledger_entries(session)
    rows = shown_rows(entries, office.policy_of, [each.column for each in CHOSEN])
    (folder / VALUES).write_bytes(pickle.dumps(rows))
    office.close()
    return 0.0


def xlsxwriter_bare(folder: Path) -> float:
    """The library as its manual shows it."""
    import xlsxwriter

    rows = pickle.loads((folder / VALUES).read_bytes())  # noqa: S301 - written above
    start = time.process_time()
    with xlsxwriter.Workbook(str(folder / TARGET)) as workbook:
        sheet = workbook.add_worksheet()
        looks = [{"num_format": each.column.kind.format, "border": 1} for each in CHOSEN]
        formats = [workbook.add_format(look) for look in looks]
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(at, place, value, formats[place])
    return time.process_time() - start


def pandas_openpyxl(folder: Path) -> float:
    import openpyxl  # noqa: F401 - to_excel would import it within the time taken
    import pandas as pd

    rows = pickle.loads((folder / VALUES).read_bytes())  # noqa: S301 - written above
    start = time.process_time()
    pd.DataFrame(rows).to_excel(folder / TARGET, engine="openpyxl", index=False)
    return time.process_time() - start


def guicang(folder: Path) -> float:
    import python_calamine  # noqa: F401 - as openpyxl above
    import xlsxwriter  # noqa: F401

    from app.services.exporting import export_ledger
    from app.services.office import open_office
    from bench.imports import PASSPHRASE, TODAY

    fresh = Path(tempfile.mkdtemp(dir=folder))  # nothing was handed over from it yet
    shutil.copytree(folder / "office", fresh / "office")
    office = open_office(fresh / "office", passphrase=PASSPHRASE, today=lambda: TODAY)
    start = time.process_time()
    rows = export_ledger(office, folder / TARGET, columns=CHOSEN)
    spent = time.process_time() - start
    assert rows == ROWS
    office.close()
    return spent


PEERS = ("xlsxwriter_bare", "pandas_openpyxl", "guicang")
PARTS = {"prepare": prepare, "xlsxwriter_bare": xlsxwriter_bare}
PARTS |= {"pandas_openpyxl": pandas_openpyxl, "guicang": guicang}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]](Path(sys.argv[2])))
