"""A table of records. Columns are data; sorting compares values, not their text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole
RECORD = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Column:
    """value: what is sorted by; show: its words; width in characters, 0 takes what is left,
    which is at least `least`.

    most: a column that grows to so many characters where there is room; 0 does not grow.
    dropped: where the window is too narrow, columns go in this order, 1 first; 0 stays.
    """

    title: str
    value: Callable[[Any], Any]
    width: float
    show: Callable[[Any], str] = str
    is_number: bool = False
    most: float = 0
    dropped: int = 0
    least: float = 6


class RecordTable(QAbstractTableModel):
    """Shows `records`, one per row. Holds no session and asks no database."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._records: list[Any] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show(self, records: Sequence[Any]) -> None:
        """Other records, in the order the clerk has sorted by."""
        self.beginResetModel()
        self._records = list(records)
        self._sort()
        self.endResetModel()

    def record(self, row: int) -> Any:
        return self._records[row]

    def row_of(self, wanted: Callable[[Any], bool]) -> int:
        """The first row whose record is the wanted one, -1 when none is."""
        return next((row for row, one in enumerate(self._records) if wanted(one)), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        column, record = self.columns[index.column()], self._records[index.row()]
        if role == DISPLAY:
            value = column.value(record)
            return "" if value is None else column.show(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return record if role == RECORD else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by value; -1 keeps the order the records came in."""
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order) if column >= 0 else None
        before = self._records[:]
        self._sort()
        places = {id(record): row for row, record in enumerate(self._records)}
        for index in self.persistentIndexList():
            row = places[id(before[index.row()])]
            self.changePersistentIndex(index, self.index(row, index.column()))
        self.layoutChanged.emit()

    def _sort(self) -> None:
        if self._order is None:
            return
        column, order = self._order
        value = self.columns[column].value
        known = [record for record in self._records if value(record) is not None]
        blank = [record for record in self._records if value(record) is None]
        known.sort(key=value, reverse=order == Qt.SortOrder.DescendingOrder)
        self._records = known + blank  # what is not known stands last in both directions


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
