"""10,000 clues read, checked, compared and stored as cases, against pandas storing them unchecked.

What is compared is the work itself: the libraries are imported and the case book is unlocked
before, as they are when a clerk chooses a file. The whole process is told beside it.
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
LEAST_RATIO = 2.5
MOST_MB = 150
TODAY = date(2026, 11, 21)
PASSPHRASE = "bench-2026"  # noqa: S105 - of a folder that lives for seconds


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "clues.xlsx"
        write_clues(workbook, ROWS)
        peer, ours = typical_costs(
            lambda: run("pandas", workbook, folder), lambda: run("guicang", workbook, folder)
        )
    ratio, title = peer.work_s / ours.work_s, f"Importing {ROWS:,} rows"
    seconds = f"{ours.work_s:.2f} s CPU, pandas {peer.work_s:.2f} s"
    whole = f"whole process {ours.all_s:.2f} s, pandas {peer.all_s:.2f} s"
    text = f"{ratio:.1f} × faster (at least {LEAST_RATIO}): {seconds}; {whole}"
    yield Figure(title, text, ratio >= LEAST_RATIO)
    memory = f"{ours.peak_mb:.0f} MB resident at most (up to {MOST_MB}), pandas {peer.peak_mb:.0f}"
    yield Figure(f"{title}, memory", memory, ours.peak_mb <= MOST_MB)


def run(part: str, workbook: Path, folder: str) -> Cost:
    """One round in a folder of its own."""
    fresh = tempfile.mkdtemp(dir=folder)
    if part == "guicang":
        cost_of("bench.imports", "prepare", str(workbook), fresh)
    return cost_of("bench.imports", part, str(workbook), fresh)


def pandas(workbook: Path, folder: Path) -> float:
    import sqlite3

    import openpyxl  # noqa: F401 - read_excel would import it within the time taken
    import pandas as pd

    start = time.process_time()
    frame = pd.read_excel(workbook, engine="openpyxl", header=1, dtype=str)
    with sqlite3.connect(folder / "peer.db") as connection:
        frame.to_sql("clues", connection, index=False)
    return time.process_time() - start


def prepare(_workbook: Path, folder: Path) -> float:
    """An empty case book, in another process than the one measured."""
    from app.services.office import create_office

    who = {"name": "清溪镇", "clerk": "张三", "passphrase": PASSPHRASE}
    create_office(folder / "office", **who, today=lambda: TODAY).close()
    return 0.0


def guicang(workbook: Path, folder: Path) -> float:
    import python_calamine  # noqa: F401 - as openpyxl above

    from app.services.batches import store_clues
    from app.services.exchange import read_clues
    from app.services.office import open_office

    office = open_office(folder / "office", passphrase=PASSPHRASE, today=lambda: TODAY)
    start = time.process_time()
    clues = read_clues(office, workbook)
    store_clues(office, clues)
    spent = time.process_time() - start
    assert len(clues.new) == ROWS, clues.refused[:1]
    office.close()
    return spent


PARTS = {"pandas": pandas, "prepare": prepare, "guicang": guicang}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
