"""10,000 clues read, checked, compared and stored as cases, against pandas storing them unchecked.

What is compared is the work itself: the libraries are imported and the case book is unlocked
before, as they are when a clerk chooses a file. Ours includes the process that opens the workbook,
from its start to its end. The whole process is told beside it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import Cost, Figure, cost_of, tell, typical_costs

if TYPE_CHECKING:  # a process that opens a workbook loads this module, too
    from app.services.office import Office

ROWS = 10_000
COLUMNS = 25
ASKED = {"to preview": 1.0, "stored": 2.0}  # seconds, on a machine that does nothing else
LEAST = {"to preview": 2.5, "stored": 1.5}  # times faster than the peer, however busy it is
MOST_MB = 200
TODAY = date(2026, 11, 21)
PASSPHRASE = "bench-2026"  # noqa: S105 - of a folder that lives for seconds


def figures() -> Iterator[Figure]:
    from bench.workbooks import write_clues

    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "clues.xlsx"
        write_clues(workbook, ROWS)
        peer, preview, ours = typical_costs(
            *(partial(run, part, workbook, folder) for part in ("pandas", "preview", "stored"))
        )
    title = f"Importing {ROWS:,} × {COLUMNS}"
    for what, cost in (("to preview", preview), ("stored", ours)):
        ratio = peer.work_s / cost.work_s
        seconds = f"{cost.work_s:.2f} s CPU (asked: {ASKED[what]}), pandas {peer.work_s:.2f} s"
        text = f"{ratio:.1f} × faster (at least {LEAST[what]}): {seconds}"
        yield Figure(f"{title}, {what}", text, ratio >= LEAST[what])
    memory = f"{ours.peak_mb:.0f} MB resident at most (up to {MOST_MB}), pandas {peer.peak_mb:.0f}"
    yield Figure(f"{title}, memory", memory, ours.peak_mb <= MOST_MB)


def run(part: str, workbook: Path, folder: str) -> Cost:
    """One round in a folder of its own."""
    fresh = tempfile.mkdtemp(dir=folder)
    if part != "pandas":
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


def preview(workbook: Path, folder: Path) -> float:
    """From the choice of the file to the table of what it would bring."""
    from app.services.exchange import read_clues

    office = _unlocked(folder)
    start = _cpu()
    clues = read_clues(office, workbook)
    spent = _cpu() - start
    assert len(clues.new) == ROWS, clues.refused[:1]
    office.close()
    return spent


def stored(workbook: Path, folder: Path) -> float:
    from app.services.batches import store_clues
    from app.services.exchange import read_clues

    office = _unlocked(folder)
    start = _cpu()
    store_clues(office, read_clues(office, workbook))
    spent = _cpu() - start
    office.close()
    return spent


def _unlocked(folder: Path) -> "Office":
    from app.services.office import open_office

    return open_office(folder / "office", passphrase=PASSPHRASE, today=lambda: TODAY)


def _cpu() -> float:
    """CPU seconds so far of this process and of those it started that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


PARTS = {"pandas": pandas, "prepare": prepare, "preview": preview, "stored": stored}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3])))
