"""Beside an import: a marked copy for the sender, a report on paper, earlier imports."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.exchange import ClueImport
from app.services.import_lists import preview_list
from app.services.import_report import report_of
from app.services.marking import mark_file
from app.services.office import Office
from app.ui.background import run_with_progress
from app.ui.exchange.batches_desk import BatchesDialog, ask_copy
from app.ui.forms.lists_desk import ListsDesk
from app.ui.messages import MessageBar, refusals_shown
from app.ui.widgets.texts import button


class ImportExtras(QWidget):
    """has_undone: whether a batch was taken back, and the list of cases is another one."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__()
        self.has_undone = False
        self._office, self._messages = office, messages
        self._lists = ListsDesk(office, messages, self)
        self._path: Path | None = None
        self._clues: ClueImport | None = None
        self.mark = button("标注副本", "save")
        self.report = button("打印情况表", "printer")
        self.records = button("导入记录", "folder-open")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for pressed in (self.records, self.mark, self.report):
            layout.addWidget(pressed)
        self.mark.clicked.connect(self._mark)
        self.report.clicked.connect(self._show_report)
        self.records.clicked.connect(self._show_records)
        self.mark.hide()
        self.report.hide()

    def show_file(self, path: Path, clues: ClueImport) -> None:
        """The file that was read."""
        self._path, self._clues = path, clues
        self.mark.show()
        self.report.show()

    def _mark(self) -> None:
        path, clues = self._path, self._clues
        if path is None or clues is None:
            return
        out = ask_copy(self, path)
        if out is None:
            return
        with refusals_shown(self._messages):
            count = run_with_progress(
                self,
                "正在标注",
                lambda _: mark_file(self._office, path, out, report_of(clues, ())),
            )
            self._messages.say_done(f"标注副本已保存：{count} 处", str(out))

    def _show_report(self) -> None:
        if (clues := self._clues) is not None:
            self._lists.show_document(
                "正在排印情况表",
                lambda: preview_list(self._office, clues.file_name, report_of(clues, ())),
            )

    def _show_records(self) -> None:
        dialog = BatchesDialog(self._office, self)
        dialog.exec()
        self.has_undone = self.has_undone or dialog.has_changed
        dialog.deleteLater()
