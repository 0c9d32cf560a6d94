"""The view of a RecordTable: rows to choose by keyboard, sorted by a click on the heading."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.tables.record_table import Column, RecordTable
from app.ui.theme import LIGHT, ems

ROW_EMS = 2.5
PADDING_EMS = 2  # of a cell, left and right, and what a line break wastes


class RecordView(QTableView):
    """Whole rows; Ctrl+C copies them as a table for WPS.

    Signals:
        opened(record): Enter or a double click on a row.
        chosen(record): another row is current.
        selected(): other rows are selected.
    """

    opened = Signal(object)
    chosen = Signal(object)
    selected = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        most_rows: int = 0,
        nothing: str = "",
        wraps: bool = False,
    ) -> None:
        """most_rows: as high as its records, up to so many; nothing: the words while empty;
        wraps: long texts take several lines.
        """
        super().__init__()
        self._most_rows, self._nothing = most_rows, nothing
        self.records = RecordTable(columns, self)
        self.setModel(self.records)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(wraps)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSortIndicatorClearable(True)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.selectionModel().selectionChanged.connect(self.selected)
        self._measure()

    def show_records(self, records: Sequence[Any]) -> None:
        self.records.show(records)
        self._fit()
        self._wrap_rows()

    def current(self) -> Any:
        """The record of the current row, None when there is none."""
        index = self.currentIndex()
        return self.records.record(index.row()) if index.isValid() else None

    def selection(self) -> list[Any]:
        """The records of the selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.records.record(row) for row in rows]

    def choose_row(self, row: int) -> None:
        if 0 <= row < self.records.rowCount():
            self.selectRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "records"):
            self._measure()

    def _measure(self) -> None:
        """Widths and heights in characters, so that they follow the text size."""
        self.verticalHeader().setMinimumSectionSize(ems(ROW_EMS))
        self.verticalHeader().setDefaultSectionSize(ems(ROW_EMS))
        self._fit()
        heading = self.horizontalHeader()
        for at, column in enumerate(self.records.columns):
            if column.width:
                self.setColumnWidth(at, ems(column.width))
            else:
                heading.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._nothing and not self.records.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(LIGHT.quiet))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._nothing)

    def _fit(self) -> None:
        if self._most_rows:
            rows = min(max(self.records.rowCount(), 1), self._most_rows)
            heading = self.horizontalHeader().sizeHint().height()
            self.setFixedHeight(heading + rows * ems(ROW_EMS) + 6)
        else:
            self.setMinimumHeight(ems(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self._wrap_rows()

    def _wrap_rows(self) -> None:
        """As many lines as the widest text needs; Qt's own measure forgets the padding."""
        if not self.wordWrap():
            return
        widths = [
            self.columnWidth(at) - ems(PADDING_EMS) for at in range(len(self.records.columns))
        ]
        for row in range(self.records.rowCount()):
            texts = [str(self.records.index(row, at).data()) for at in range(len(widths))]
            lines = max(
                -(-self.fontMetrics().horizontalAdvance(text) // max(width, 1))
                for text, width in zip(texts, widths, strict=True)
            )
            height = ems(ROW_EMS) + (max(lines, 1) - 1) * self.fontMetrics().lineSpacing()
            self.setRowHeight(row, height)

    def _share_room(self) -> None:
        """Hide as many columns as it takes for the rest to be read without scrolling, and let
        those grow that may.
        """
        columns = self.records.columns
        needed = sum(column.width or column.least for column in columns)
        going = sorted((c.dropped, at) for at, c in enumerate(columns) if c.dropped)
        hidden = set()
        while going and ems(needed) > self.viewport().width():
            _, at = going.pop(0)
            needed -= columns[at].width or columns[at].least
            hidden.add(at)
        spare = max(self.viewport().width() - ems(needed), 0)
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at in hidden)
            if column.most and at not in hidden:
                grown = min(ems(column.most), ems(column.width) + spare)
                spare -= grown - ems(column.width)
                self.setColumnWidth(at, grown)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.records.record(index.row()))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.records.record(index.row()))

    def _copy(self) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(self.records.columnCount())
        lines = [[str(self.records.index(row, at).data()) for at in columns] for row in rows]
        titles = [column.title for column in self.records.columns]
        table = "\n".join("\t".join(cells) for cells in [titles, *lines])
        QGuiApplication.clipboard().setText(table)
