"""Workbooks in and out, wherever they are asked for: the dialogs, and what is said after them."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services import exporting
from app.services.office import Office
from app.ui.background import run_with_progress
from app.ui.exchange.import_dialog import ImportDialog
from app.ui.messages import MessageBar, refusals_shown

WORKBOOKS = "Excel 表格 (*.xlsx)"


class WorkbookDesk(QObject):
    """Signals: imported(): cases were stored."""

    imported = Signal()

    def __init__(self, office: Office, messages: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._messages, self._window = office, messages, parent

    def start_import(self) -> None:
        """Ask for the file, show what is in it, and take it."""
        dialog = ImportDialog(self._office, self._window)
        dialog.exec()
        if dialog.batch is not None:
            self.imported.emit()
            batch = dialog.batch
            self._messages.say_done(
                f"“{batch.file_name}”已导入：新增 {batch.new_rows} 件，"
                f"未导入 {batch.refused_rows} 行"
            )
        dialog.deleteLater()

    def export_ledger(self) -> None:
        suggested = f"追缴台账{self._office.today():%Y%m%d}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self._window, "导出台账", suggested, WORKBOOKS)
        if not path:
            return
        target = Path(path).with_suffix(".xlsx")
        with refusals_shown(self._messages):
            rows = run_with_progress(
                self._window,
                "正在导出台账",
                lambda _: exporting.export_ledger(self._office, target),
            )
            self._messages.say_done(f"台账已导出：{rows} 行", str(target))
