"""What can be done with a batch: undone, marked in its own file, printed; in a dialog or a page."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models import Batch
from app.services.import_lists import batch_list
from app.services.marking import mark_batch
from app.services.office import Office
from app.services.undoing import batches, undo_batch
from app.ui.background import run_with_progress
from app.ui.exchange.batches_panel import BatchesPanel
from app.ui.forms.lists_desk import ListsDesk
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label

SENT = "表格 (*.xlsx *.xls *.csv)"
COPIES = "Excel 表格 (*.xlsx)"
UNDO = "第 {} 批“{}”：移除新增的 {} 件，恢复合并过的 {} 件。撤销之后可以重新导入。"


class BatchesDesk(QObject):
    """Serves a panel. Signals: undone(): cases are gone, or as they were."""

    undone = Signal()

    def __init__(self, office: Office, messages: MessageBar, panel: BatchesPanel) -> None:
        super().__init__(panel)
        self._office, self._messages, self._panel = office, messages, panel
        self._lists = ListsDesk(office, messages, panel)
        panel.undo_asked.connect(self.undo)
        panel.mark_asked.connect(self.mark)
        panel.report_asked.connect(self.show_report)

    def reload(self) -> None:
        self._panel.show_batches(batches(self._office))

    def undo(self, batch: Batch) -> None:
        text = UNDO.format(batch.id, batch.file_name, batch.new_rows, batch.changed_rows)
        if not confirmed(self._panel, "撤销导入", text, "撤销导入"):
            return
        with refusals_shown(self._messages):
            undo_batch(self._office, batch.id or 0)
            self.reload()
            self._messages.say_done(f"第 {batch.id} 批已撤销")
            self.undone.emit()

    def mark(self, batch: Batch) -> None:
        """Ask for the file as it came, and where the copy goes."""
        title = f"选择导入时的文件“{batch.file_name}”"
        path, _ = QFileDialog.getOpenFileName(self._panel, title, batch.file_name, SENT)
        if not path:
            return
        out = ask_copy(self._panel, Path(path))
        if out is None:
            return
        with refusals_shown(self._messages):
            count = run_with_progress(
                self._panel,
                "正在标注",
                lambda _: mark_batch(self._office, batch, Path(path), out),
            )
            self._messages.say_done(f"标注副本已保存：{count} 处", str(out))

    def show_report(self, batch: Batch) -> None:
        self._lists.show_document("正在排印情况表", lambda: batch_list(self._office, batch))


def ask_copy(parent: QWidget, path: Path) -> Path | None:
    """Where the marked copy of a file goes; None when the clerk gave up."""
    suggested = str(path.with_name(f"{path.stem}（标注）.xlsx"))
    out, _ = QFileDialog.getSaveFileName(parent, "保存标注副本", suggested, COPIES)
    return Path(out).with_suffix(".xlsx") if out else None


class BatchesDialog(QDialog):
    """has_changed: whether something was undone."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_changed = False
        self.messages = MessageBar()
        self.panel = BatchesPanel()
        self.desk = BatchesDesk(office, self.messages, self.panel)
        self.desk.undone.connect(self._change)
        shut = button("关闭")
        shut.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(text_label("导入记录", "heading"))
        layout.addWidget(self.messages)
        layout.addWidget(self.panel, 1)
        layout.addLayout(foot)
        helps(self, "import")
        self.setWindowTitle("导入记录")
        self.resize(ems(62), ems(30))
        self.desk.reload()

    def _change(self) -> None:
        self.has_changed = True
