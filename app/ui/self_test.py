"""自检 of the whole program on this computer: every check in turn, and the report in a file."""

import json
import locale
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinterInfo

from app import __version__
from app.errors import UserError
from app.forms.fonts import check_printable
from app.log import anonymous
from app.services import self_test as checks
from app.services.self_test import Trial
from app.ui import theme
from app.ui.forms.paper_view import PdfPages

GOOD, BAD = "正常", "有问题"
RARE = "𬀩㛃𠅤"
REINSTALL = "请重新安装归仓。"


@dataclass(frozen=True)
class Checked:
    """What one check found. details: where in the program it went wrong, for the maintainer."""

    check: str
    result: str
    words: str
    seconds: float = 0.0
    details: str = ""


def fonts(_trial: Trial) -> str:
    if theme.FAMILY not in QFontDatabase.families():
        raise UserError("缺少界面字体", REINSTALL)
    check_printable([RARE])
    return f"界面和打印的字体都在，生僻字“{RARE}”能打印"


def preview(trial: Trial) -> str:
    pages = PdfPages(trial.pdf)
    if not pages.count():
        raise UserError("没有文书可以预览", "请先看“文书”一项。")
    grey = pages.image(0, 400).convertToFormat(QImage.Format.Format_Grayscale8)
    if sum(dot < 128 for dot in bytes(grey.constBits())) < 1000:
        raise UserError("预览是空白的", REINSTALL)
    return f"{pages.count()} 页，画面有字"


def printers(_trial: Trial) -> str:
    count = len(QPrinterInfo.availablePrinterNames())
    if not count:
        return "没有安装；文书可以存为 PDF，到别的电脑上打印"
    chosen = QPrinterInfo.defaultPrinterName()
    return f"{count} 台，默认的是“{chosen}”" if chosen else f"{count} 台，没有设默认打印机"


Check = Callable[[Trial], str]
CHECKS: tuple[tuple[str, Check], ...] = (
    ("数据文件夹", checks.data_folder),
    ("字体", fonts),
    ("加密", checks.encryption),
    ("个案簿", checks.case_book),
    ("导入", checks.workbook),
    ("文书", checks.paper),
    ("预览", preview),
    ("打印机", printers),
    ("读码", checks.codes),
    ("备份副本", checks.copy),
)


def checked(data: Path, today: Callable[[], date]) -> Generator[Checked, None, None]:
    """Each check as it is done. Needs a QApplication; takes a few seconds, leaves nothing."""
    with tempfile.TemporaryDirectory(prefix="归仓 自检 ", ignore_cleanup_errors=True) as folder:
        trial = Trial(Path(folder), data, today)
        try:
            for title, check in CHECKS:
                began = time.monotonic()
                done = _tried(title, check, trial)
                yield replace(done, seconds=round(time.monotonic() - began, 1))
        finally:
            trial.close()


def _tried(title: str, check: Check, trial: Trial) -> Checked:
    try:
        return Checked(title, GOOD, check(trial))
    except UserError as refused:
        return Checked(title, BAD, f"{refused.title}。{refused.advice}")
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is what we are asked to find
        return Checked(title, BAD, "程序出错，请把自检结果发给维护人员。", details=anonymous(error))


def verdict(done: Sequence[Checked]) -> str:
    """One sentence for the phone."""
    bad = [each.check for each in done if each.result != GOOD]
    if bad:
        return f"归仓 {__version__}：有问题的是{'、'.join(bad)}。"
    return f"归仓 {__version__}：{len(done)} 项全部正常。"


def report(done: Sequence[Checked]) -> dict[str, object]:
    """Everything the maintainer asks for; no names, no folders."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    return {
        "结论": verdict(done),
        "电脑": f"{platform.system()} {platform.release()} {platform.version()}",
        "屏幕": f"{size.width()}×{size.height()}，缩放 {screen.devicePixelRatio():g}",
        "窗口": QGuiApplication.platformName(),
        "代码页": locale.getpreferredencoding(do_setlocale=False),
        "安装版": bool(getattr(sys, "frozen", False)),
        "用时（秒）": round(sum(each.seconds for each in done), 1),
        "各项": [_line(each) for each in done],
    }


def report_text(done: Sequence[Checked]) -> str:
    return json.dumps(report(done), ensure_ascii=False, indent=1)


def _line(each: Checked) -> dict[str, object]:
    line = {"项目": each.check, "结果": each.result, "说明": each.words, "秒": each.seconds}
    return line | ({"出错位置": each.details} if each.details else {})


def run_self_test(file: Path, data: Path, today: Callable[[], date]) -> int:
    """Write the report; the exit code is 0 when everything works, 1 when something does not.

    Raises UserError when the report cannot be written.
    """
    from app.ui.theme import TextSize
    from app.ui.window import prepared_application

    prepared_application(TextSize.STANDARD)
    done = list(checked(data, today))
    checks.keep_report(file, report_text(done))
    print(verdict(done))
    return 0 if all(each.result == GOOD for each in done) else 1
