"""今天要办: what is late stands first, and leads to its case."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.services import cases
from app.ui.main_window import MainWindow


@pytest.fixture
def late_window(qtbot, office, a_case):
    """The office half a year later, with a case nobody touched."""
    later = replace(office, today=lambda: date(2027, 5, 21))
    window = MainWindow(later)
    qtbot.addWidget(window)
    window.show()
    return window


def column(table, at):
    return [table.records.index(row, at).data() for row in range(table.records.rowCount())]


def test_the_window_begins_with_what_waits_today(qtbot, office):
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    page = window.page("todo")
    assert window._stack.currentWidget() is page
    assert page.nothing.isVisible()
    words = page.nothing.findChildren(type(page.figures))
    assert any("县级疑点表" in label.text() for label in words)


def test_late_cases_come_first_and_are_counted(late_window):
    page = late_window.page("todo")
    assert "其中已逾期 1 件" in page.figures.text()
    late = [text or "0" for text in column(page.lists.table, 2)]
    assert late == sorted(late, key=lambda text: -int(text))
    assert column(page.rows.table, 2) == ["曹水冬"]
    assert "已逾期" in column(page.rows.table, 1)[0]
    assert page.rows.sentence.text()


def test_a_case_is_opened_from_the_list_by_keys(qtbot, late_window, a_case):
    page = late_window.page("todo")
    assert late_window.focusWidget() is page.lists.table
    qtbot.keyClick(page.lists.table, Qt.Key.Key_Return)
    assert late_window.focusWidget() is page.rows.table
    qtbot.keyClick(page.rows.table, Qt.Key.Key_Return)
    opened = late_window.page("cases")
    assert late_window._stack.currentWidget() is opened
    assert opened.case.number == a_case
    assert opened.case.isVisible()


def test_every_open_case_stands_at_one_step(late_window, press):
    page = late_window.page("todo")
    press(page.lists.by_step)
    assert sum(map(int, column(page.lists.table, 1))) == 1
    assert page.rows.table.current().number


def test_a_long_list_is_read_on_demand(office, window, press):
    for place in range(103):
        cases.open_case(
            office,
            person={"name": f"甲{place}"},
            case={
                "insurance": "resident_pension",
                "benefit": "resident_pension",
                "reason": "death",
            },
            periods=[],
        )
    window.show_page("todo")
    page = window.page("todo")
    press(page.lists.by_step)
    assert page.rows.shown() == 100
    assert "还有 3 件" in page.rows.more.text()
    press(page.rows.more)
    assert page.rows.shown() == 103
    assert not page.rows.more.isVisible()
