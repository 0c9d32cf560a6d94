"""用其他程序打开: a PDF in whatever shows PDFs on this computer."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import UserError

PREFIX = "guicang-pdf-"


def remove_opened() -> None:
    """Remove what was opened elsewhere: at the end, and at the start what a crash left.

    What another program still holds open stays until the next time.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)


def open_elsewhere(title: str, write: Callable[[Path], None]) -> None:
    """write: puts the PDF at a path, in a folder that `remove_opened` takes away.

    Raises UserError when nothing on this computer shows PDFs.
    """
    folder = tempfile.mkdtemp(prefix=PREFIX)
    path = Path(folder) / f"{title}.pdf"
    write(path)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        advice = "本机没有能打开 PDF 的程序，请用“存为 PDF”，到别的电脑上打开。"
        raise UserError("无法打开", advice)
