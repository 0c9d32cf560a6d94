"""Files of scans are taken in, with progress, and what became of each page is told."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.office import Office
from app.services.scans import Outcome, PageResult, Progress, take_in
from app.ui.background import Cancelled, run_with_progress
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label

ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf")
FILES = f"扫描件 ({' '.join(f'*{ending}' for ending in ENDINGS)})"
WAITING = (Outcome.WAITING, Outcome.UNKNOWN)
Work = Callable[[Progress], Iterator[PageResult]]


def words_of(result: PageResult) -> str:
    """Where the page went, or what is to be done about it."""
    if result.outcome == Outcome.FILED:
        return f"{result.paper}" + (result.words and f"。{result.words}")
    if result.guess is None:
        return result.words
    return f"{result.words}可能是{result.guess.paper}（{result.guess.why}）。"


COLUMNS = (
    Column("文件", lambda one: one.file, 11, most=16),
    Column("页", lambda one: one.page or None, 3, is_number=True),
    Column("结果", lambda one: one.outcome.label, 8.5),
    Column("说明", words_of, 0),
)


class TakenDialog(QDialog):
    """What became of each page. to_waiting: the clerk wants to see those that wait."""

    def __init__(
        self, results: Sequence[PageResult], *, given_up: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.to_waiting = False
        self.table = RecordView(COLUMNS, wraps=True)
        self.go = button("去归档", "paperclip", role="primary")
        self.close_button = button("关闭")
        self.messages = MessageBar()
        self.said = text_label(summary(results, given_up=given_up), "heading", wrap=True)
        helps(self, "scans")
        self.setWindowTitle("扫描归档")
        self.resize(ems(60), ems(30))
        self.table.show_records(results)
        self.go.setVisible(any(one.outcome in WAITING for one in results))
        self.go.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.setSpacing(10)
        for pressed in (self.close_button, self.go):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self.messages)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _go(self) -> None:
        self.to_waiting = True
        self.accept()


def scan_files(data: QMimeData) -> list[Path]:
    """The files among what is dragged that may be scans; a workbook is none."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.suffix.lower() in ENDINGS]


def take_in_files(office: Office, files: Sequence[Path], parent: QWidget) -> TakenDialog:
    """Take files in and tell what became of them; what was done before 取消 stays."""
    return _tell(lambda progress: take_in(office, files, progress), parent)


def take_in_chosen(office: Office, parent: QWidget) -> TakenDialog | None:
    """The same, of files the clerk chooses first; None when none was chosen."""
    names, _ = QFileDialog.getOpenFileNames(parent, "选择扫描件", "", FILES)
    return take_in_files(office, [Path(name) for name in names], parent) if names else None


def summary(results: Sequence[PageResult], *, given_up: bool) -> str:
    """How many pages of each outcome, in one line."""
    counts = {outcome: sum(one.outcome == outcome for one in results) for outcome in Outcome}
    refused = counts.pop(Outcome.REFUSED)
    parts = [f"{outcome.label} {count} 页" for outcome, count in counts.items() if count]
    if refused:
        parts.append(f"{refused} 个文件没有收下")
    words = "；".join(parts) or "没有收到扫描页"
    return f"已取消，其余文件没有收下。{words}" if given_up else words


def _tell(work: Work, parent: QWidget) -> TakenDialog:
    results: list[PageResult] = []

    def do(progress: Progress) -> None:
        results.extend(work(progress))

    given_up, refused = False, None
    try:
        run_with_progress(parent, "正在读取扫描件", do)
    except Cancelled:
        given_up = True
    except UserError as error:
        refused = error
    dialog = TakenDialog(results, given_up=given_up, parent=parent)
    if refused:
        dialog.messages.show_error(refused)
    dialog.exec()
    dialog.deleteLater()
    return dialog
