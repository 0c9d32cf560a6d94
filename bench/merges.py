"""A ledger of 10,000 rows that came back: read, checked, merged three ways and stored.

The peer reads both workbooks with pandas and openpyxl, joins them on the hidden mark, finds the
cells that differ, and stores the outcome unchecked. A tenth of the rows was changed by the county;
of those a tenth here as well.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.measure import Cost, Figure, cost_of, tell, typical_costs
from bench.workbooks import write_clues

ROWS = 10_000
EVERY = 10  # of the rows, one in so many was changed
MOST_S = 3.0
TODAY = date(2026, 11, 21)
PASSPHRASE = "bench-2026"  # noqa: S105 - of a folder that lives for seconds
HEADER = 2  # rows above the first of the ledger, from 0


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        cost_of("bench.merges", "prepare", folder)
        peer, ours = typical_costs(lambda: run("pandas", folder), lambda: run("guicang", folder))
    text = (
        f"{ours.work_s:.2f} s CPU (up to {MOST_S:.1f}), pandas {peer.work_s:.2f} s;"
        f" {ours.peak_mb:.0f} MB resident at most, pandas {peer.peak_mb:.0f}"
    )
    yield Figure(f"Merging {ROWS:,} rows that came back", text, ours.work_s <= MOST_S)


def run(part: str, folder: str) -> Cost:
    """One round; the case book is copied afresh each time."""
    return cost_of("bench.merges", part, folder)


def prepare(folder: Path) -> float:
    """A case book of so many cases, its ledger as it left, and as it came back."""
    import openpyxl

    from app.services.batches import store_clues
    from app.services.cases import correct
    from app.services.exchange import read_clues
    from app.services.exporting import export_ledger
    from app.services.office import create_office

    write_clues(folder / "clues.xlsx", ROWS)
    who = {"name": "清溪镇", "clerk": "张三", "passphrase": PASSPHRASE}
    office = create_office(folder / "office", **who, today=lambda: TODAY)
    store_clues(office, read_clues(office, folder / "clues.xlsx"))
    export_ledger(office, folder / "sent.xlsx")
    workbook = openpyxl.load_workbook(folder / "sent.xlsx")
    sheet = workbook.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[HEADER + 1]}
    for place in range(0, ROWS, EVERY):
        sheet.cell(HEADER + 2 + place, at["联系电话"]).value = f"139{place:08d}"
        sheet.cell(HEADER + 2 + place, at["备注"]).value = "县级已核对"
    workbook.save(folder / "back.xlsx")
    for place in range(0, ROWS, EVERY * EVERY):
        correct(office, f"2026-{place + 1:04d}", phone=f"138{place:08d}")
    office.close()
    return 0.0


def pandas(folder: Path) -> float:
    import sqlite3

    import openpyxl  # noqa: F401 - read_excel would import it within the time taken
    import pandas as pd

    start = time.process_time()
    sent, back = (
        pd.read_excel(folder / f"{name}.xlsx", engine="openpyxl", header=HEADER, dtype=str)
        for name in ("sent", "back")
    )
    both = sent.merge(back, on="记录标识", suffixes=("", "_back"))
    names = [name for name in sent.columns if f"{name}_back" in both]
    changed = {
        name: (both[name].fillna("") != both[f"{name}_back"].fillna("")).sum() for name in names
    }
    with sqlite3.connect(folder / "peer.db") as connection:
        back.to_sql("cases", connection, index=False, if_exists="replace")
    assert changed["备注"] == ROWS // EVERY
    return time.process_time() - start


def guicang(folder: Path) -> float:
    import shutil

    import python_calamine  # noqa: F401 - as openpyxl above

    from app.services.batches import chosen_of, store_clues
    from app.services.exchange import read_clues
    from app.services.office import open_office

    fresh = Path(tempfile.mkdtemp(dir=folder)) / "office"
    shutil.copytree(folder / "office", fresh)
    office = open_office(fresh, passphrase=PASSPHRASE, today=lambda: TODAY)
    start = _cpu()
    clues = read_clues(office, folder / "back.xlsx")
    batch = store_clues(office, clues, chosen_of(clues, frozenset(), "sheet"))
    spent = _cpu() - start
    assert batch is not None
    assert (batch.changed_rows, clues.refused) == (ROWS // EVERY, ())
    assert len(clues.conflict) == ROWS // EVERY**2
    office.close()
    return spent


def _cpu() -> float:
    """Of this process and of the one that opens the workbook."""
    import os

    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


PARTS = {"prepare": prepare, "pandas": pandas, "guicang": guicang}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]](Path(sys.argv[2])))
