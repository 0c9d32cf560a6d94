"""Workbooks in and out, wherever they are asked for: the dialogs, and what is said after them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.office import Office
from app.ui.exchange.export_dialog import ExportDialog
from app.ui.exchange.import_dialog import ImportDialog
from app.ui.messages import MessageBar


class WorkbookDesk(QObject):
    """Signals: imported(): cases were stored, or an import was undone."""

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
                f"合并 {batch.changed_rows} 件，未导入 {batch.refused_rows} 行"
            )
        elif dialog.extras.has_undone:
            self.imported.emit()
        dialog.deleteLater()

    def start_export(self, what: str = "ledger") -> None:
        """Ask which columns, how much of it, a password and where to; what: offered first."""
        dialog = ExportDialog(self._office, self._window, what=what)
        dialog.exec()
        if dialog.told:
            self._messages.say_done(*dialog.told)
        dialog.deleteLater()
