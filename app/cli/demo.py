"""`demo`: plays the main job on a practice office and leaves papers, ledger and pictures."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.cli.answers import Answer
from app.errors import UserError
from app.services.office import Office
from app.services.practice import (
    CLUES_FILE,
    PASSPHRASE,
    create_practice_office,
    play_main_job,
)
from app.services.practice_papers import Made

MARK = "这是练习数据.txt"
PICTURES = {
    "first-start": "第一次启动",
    "login": "登录",
    "todo": "今天要办",
    "list": "个案列表",
    "case-basics": "个案·基本情况",
    "case-amounts": "个案·核实与金额",
    "case-evidence": "个案·佐证",
    "case-methods": "个案·追缴方式",
    "case-steps": "个案·办理",
    "case-papers": "个案·文书",
    "case-liable": "个案·责任人",
    "case-receipts": "个案·到账",
    "case-timeline": "个案·时间线",
    "paper": "打印预览",
    "import": "导入预览",
    "register": "登记个案",
    "papers": "文书登记簿",
    "exchange": "交接·导入",
    "exchange-export": "交接·导出",
    "exchange-stick": "交接·U盘交接",
    "exchange-rolls": "交接·名单比对",
    "settings": "设置",
}


def play(folder: Path, today: Callable[[], date]) -> Answer:
    """Every file made, with what it is. An earlier practice in the same folder is replaced.

    Raises UserError when the folder holds something else under the practice's name.
    """
    practice = folder / "练习数据"
    if practice.exists() and not (practice / MARK).exists():
        raise UserError("无法演示", f"“{practice}”不是练习数据，请另选文件夹。")
    shutil.rmtree(practice, ignore_errors=True)
    try:
        practice.mkdir(parents=True)
    except OSError:
        raise UserError("无法演示", f"不能在“{folder}”中建立文件夹，请另选位置。") from None
    note = f"练习用的个案簿，人员全部虚构。经办人：练习员，口令：{PASSPHRASE}\n"
    (practice / MARK).write_text(note, encoding="utf-8")
    office = create_practice_office(practice, today)
    try:
        made = [Made(practice, f"练习用的个案簿，口令“{PASSPHRASE}”")]
        made += play_main_job(office, folder)
        made += _pictures(office, folder / "screenshots")
    finally:
        office.close()
    return [{"file": str(each.file), "what": each.what} for each in made]


def _pictures(office: Office, folder: Path) -> list[Made]:
    """Pictures of the window's pages; drawn without a screen where there is none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.screenshots import take_screenshots

    folder.mkdir(parents=True, exist_ok=True)
    pictures = take_screenshots(office, folder, clues=folder.parent / CLUES_FILE)
    return [Made(path, f"窗口画面：{PICTURES.get(path.stem, path.stem)}") for path in pictures]
