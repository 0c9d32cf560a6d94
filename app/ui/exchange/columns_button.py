"""The button 列的对应 of an import: tells how many columns are not known, keeps what was chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.services.exchange import ClueImport
from app.services.layouts import Choices, SheetMapping, choices_of
from app.services.office import Office
from app.ui.exchange.columns_dialog import ColumnsDialog, merged


class ColumnsButton(QPushButton):
    """Signals: chosen(): the file is to be read again, with other columns or sheets."""

    chosen = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("列的对应", parent)
        self.office = office
        self.setAutoDefault(False)
        self.clicked.connect(self._ask)
        self.forget()

    def forget(self) -> None:
        """Another file: nothing is chosen yet."""
        self._by_shape: dict[str, dict[str, str]] = {}
        self._sheets: frozenset[str] = frozenset()
        self._mappings: dict[tuple[str, int], SheetMapping] = {}
        self.hide()

    def choices(self) -> Choices:
        return choices_of(self.office, sheets=self._sheets, by_shape=self._by_shape)

    def show_mappings(self, clues: ClueImport) -> None:
        """Sheets that were left out keep the mapping they had."""
        self._mappings |= {(m.sheet, m.header_row): m for m in clues.mappings}
        unknown = {(m.shape, c.letters) for m in clues.mappings for c in m.unknown}
        self.setText(f"列的对应（{len(unknown)} 列未识别）" if unknown else "列的对应")
        self.show()

    def dialog(self) -> ColumnsDialog:
        mappings = list(self._mappings.values())
        read = self._sheets or {mapping.sheet for mapping in mappings}
        return ColumnsDialog(mappings, read, self)

    def take(self, dialog: ColumnsDialog) -> None:
        """Use what was chosen in the dialog."""
        self._sheets = dialog.sheets()
        self._by_shape = merged(self._by_shape, dialog.chosen())
        self.chosen.emit()

    def _ask(self) -> None:
        dialog = self.dialog()
        if dialog.exec():
            self.take(dialog)
