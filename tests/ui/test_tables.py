from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from app.ui.tables.record_table import RECORD, Column, RecordTable
from app.ui.tables.record_view import RecordView


@dataclass
class Row:
    value: Any


COLUMNS = (Column("值", lambda row: row.value, 5),)
VALUES = [
    [5, 3_000_000_000, 7, None, None, 1],
    [date(2024, 2, 1), None, date(2023, 12, 31)],
    ["丙", "甲", None],
]


@pytest.mark.parametrize("values", VALUES, ids=["fen", "dates", "names"])
@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_sorts_by_value_and_puts_the_unknown_last(qtmodeltester, values, order):
    table = RecordTable(COLUMNS)
    table.show([Row(value) for value in values])
    table.sort(0, order)
    qtmodeltester.check(table)
    shown = [table.index(at, 0).data(RECORD).value for at in range(table.rowCount())]
    known = sorted(v for v in values if v is not None)
    if order == Qt.SortOrder.DescendingOrder:
        known.reverse()
    assert shown == known + [None] * values.count(None)


def test_the_current_row_stays_current_when_sorted(qtbot):
    view = RecordView(COLUMNS)
    qtbot.addWidget(view)
    rows = [Row(3), Row(1), Row(2)]
    view.show_records(rows)
    view.choose_row(0)
    view.records.sort(0, Qt.SortOrder.AscendingOrder)
    assert view.current() is rows[0]


def test_rows_are_copied_as_a_table(qtbot):
    view = RecordView(COLUMNS)
    qtbot.addWidget(view)
    view.show_records([Row(1), Row(2)])
    rows = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
    for at in (0, 1):
        view.selectionModel().select(view.records.index(at, 0), rows)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "值\n1\n2"


def test_enter_opens_the_current_row(qtbot):
    view = RecordView(COLUMNS)
    qtbot.addWidget(view)
    view.show_records([Row(1)])
    view.choose_row(0)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0].value == 1
