"""自检, what needs no window: encryption, case book, import, paper, codes, a copy.

Played on a practice office in a folder that is thrown away; the office's own data stays untouched.
Each check returns what it found, in words that can be read out on the phone, or raises.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import UserError
from app.models import IssuedDocument
from app.services import batches, exchange, practice_stories, printing, scans, summaries
from app.services.office import DATABASE_FILE, Office
from app.services.practice import CLUES_FILE, create_practice_office, write_clue_workbook
from app.storage import keys
from app.storage.copies import copy_database
from app.storage.files import probe_writable, write_safely

LEAST_MB = 500  # free on the disk of the data
PAPER = "refund-notice"  # the last paper issued here
PASSPHRASE = "自检口令2026"  # noqa: S105 - protects nothing


@dataclass
class Trial:
    """What one check leaves for the next. folder: thrown away; data: the office's own."""

    folder: Path
    data: Path
    today: Callable[[], date]
    office: Office | None = None
    paper: IssuedDocument | None = None
    pdf: bytes = b""

    def close(self) -> None:
        if self.office is not None:
            self.office.close()


def data_folder(trial: Trial) -> str:
    """Nothing is left behind there."""
    probe_writable(trial.data / "自检.tmp")
    free_mb = shutil.disk_usage(trial.data).free // 1024**2
    if free_mb < LEAST_MB:
        raise UserError("磁盘快满了", f"只剩 {free_mb} MB，请清理出 {LEAST_MB} MB 以上的空间。")
    return f"可以保存文件，还有 {free_mb / 1024:.1f} GB 空间"


def encryption(trial: Trial) -> str:
    file = trial.folder / "自检.key"
    made = keys.new_keys("自检", PASSPHRASE)
    file.write_bytes(made.file_content)
    if keys.unlock(file, PASSPHRASE) != ("自检", made.data_key):
        raise RuntimeError("another key came back")
    try:
        keys.unlock(file, PASSPHRASE + "？")
    except UserError:
        return "口令正确能打开，口令错误打不开"
    raise RuntimeError("a wrong passphrase was taken")


def case_book(trial: Trial) -> str:
    folder = trial.folder / "个案簿"
    trial.office = create_practice_office(folder, trial.today)
    if (folder / DATABASE_FILE).read_bytes().startswith(b"SQLite"):
        raise RuntimeError("the file is not encrypted")
    return "练习个案簿已建好，文件已加密"


def workbook(trial: Trial) -> str:
    office = _office(trial)
    clues = trial.folder / CLUES_FILE
    write_clue_workbook(clues)
    batch = batches.store_clues(office, exchange.read_clues(office, clues))
    return f"从 Excel 表格导入 {batch.new_rows if batch else 0} 件个案"


def paper(trial: Trial) -> str:
    office = _office(trial)
    numbers = {row.name: row.number for row in summaries.case_rows(office)}
    for wanted in practice_stories.play(office, numbers):
        trial.paper = printing.issue(wanted.office, wanted.number, wanted.form, wanted.choices)
        if wanted.form == PAPER:
            break
    if trial.paper is None:
        raise UserError("没有可以出具的文书", "请重新安装归仓。")
    trial.pdf = printing.issued_pdf(office, trial.paper.id or 0)
    return f"出具《{trial.paper.content['title']}》一份，含生僻字"


def codes(trial: Trial) -> str:
    """The paper comes back as if it had been scanned."""
    if not trial.pdf:
        raise UserError("没有文书可以读", "请先看“文书”一项。")
    file = trial.folder / "签收.pdf"
    file.write_bytes(trial.pdf)
    results = list(scans.take_in(_office(trial), [file]))
    filed = [each for each in results if each.outcome == scans.Outcome.FILED]
    if not filed or len(filed) < len(results):
        raise UserError("读不出文书上的码", f"{len(results)} 页中读出 {len(filed)} 页。")
    return f"{len(filed)} 页的码都读出来了，自动归档"


def copy(trial: Trial) -> str:
    office = _office(trial)
    target = trial.folder / "副本.db"
    copy_database(office.database, office.data_key, target)
    return f"个案簿复制了一份，核对无误，{target.stat().st_size // 1024} KB"


def keep_report(file: Path, text: str) -> None:
    """Raises UserError when the disk refuses."""
    write_safely(file, text.encode())


def _office(trial: Trial) -> Office:
    if trial.office is None:
        raise UserError("没有个案簿", "请先看“个案簿”一项。")
    return trial.office
