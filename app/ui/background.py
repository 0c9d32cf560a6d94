"""Long work behind a small modal dialog: reading, importing, exporting."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label

T = TypeVar("T")


class Progress(Protocol):
    """what: the thing being worked on, in a word."""

    def __call__(self, done: int, total: int, what: str = "", /) -> None: ...


class Cancelled(Exception):  # noqa: N818 - what the clerk did, not an error
    """The clerk pressed 取消; raised inside the work at its next progress call."""


class _ProgressDialog(QDialog):
    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("请稍候")
        self.setMinimumWidth(ems(22))
        self._count = text_label("", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximum(0)  # busy until the first progress call
        cancel = button("取消")
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (text_label(text), self._bar, self._count):
            layout.addWidget(widget)
        layout.addWidget(cancel, 0, Qt.AlignmentFlag.AlignRight)

    def show_progress(self, done: object, total: object, what: str) -> None:
        self._bar.setMaximum(int(str(total)))
        self._bar.setValue(int(str(done)))
        told = f"：{what}" if what else ""
        self._count.setText(f"第 {done} 条，共 {total} 条{told}")


class _Bridge(QObject):
    """Carries calls from the worker to the window's thread."""

    progressed = Signal(object, object, str)
    finished = Signal()


def run_with_progress(parent: QWidget | None, text: str, work: Callable[[Progress], T]) -> T:
    """Do `work` in another thread and return its result, or raise its error, here.

    work: knows no Qt, opens its own transaction, calls progress(done, total, what) now and then;
    progress(0, 0) only asks whether to go on.
    Raises Cancelled when the clerk gave up; the work's transaction has then rolled back.
    """
    dialog, bridge, stop = _ProgressDialog(text, parent), _Bridge(), threading.Event()
    dialog.rejected.connect(stop.set)
    bridge.progressed.connect(dialog.show_progress)
    bridge.finished.connect(dialog.accept, Qt.ConnectionType.QueuedConnection)

    def progress(done: int, total: int, what: str = "", /) -> None:
        if stop.is_set():
            raise Cancelled
        if total and (done == total or done * 100 // total != (done - 1) * 100 // total):
            bridge.progressed.emit(done, total, what)  # repainting is slow: once a percent

    with ThreadPoolExecutor(max_workers=1) as pool:  # leaving the block waits for the thread
        future = pool.submit(work, progress)
        future.add_done_callback(lambda _: bridge.finished.emit())
        dialog.exec()
    dialog.deleteLater()
    return future.result()
