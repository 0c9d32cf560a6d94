"""The window on an office, and how a test meets its dialogs."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from app.models.terms import MethodCode, VerificationResult
from app.services import cases, decisions
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.theme import TextSize
from app.ui.window import prepared_application

TODAY = date(2026, 11, 21)
ID_NUMBER = "43062619640820532X"


@pytest.fixture(scope="session", autouse=True)
def look(qapp):
    return prepared_application(TextSize.STANDARD)


@pytest.fixture(autouse=True)
def closed_windows_are_gone(look):
    """Every widget costs time whenever the style changes."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def large(look):
    theme.apply(look, TextSize.LARGE)
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(look, TextSize.STANDARD)


@pytest.fixture
def in_sight():
    """Whether the whole of a widget can be seen in its window, as it is scrolled now."""

    def whole(widget):
        return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()

    return whole


@pytest.fixture
def window(qtbot, office):
    shown = MainWindow(office)
    qtbot.addWidget(shown, before_close_func=give_up_what_is_typed)
    shown.show()
    shown.show_page("cases")
    return shown


def give_up_what_is_typed(window):
    """Nobody is there to answer whether to leave."""
    window.page("cases").show_list()
    window.page("settings").reload()


@pytest.fixture
def page(window):
    return window.page("cases")


@pytest.fixture
def a_case(office):
    """Registered, not verified: 12,890.00 from a pension of 1,860.00 that goes on."""
    return cases.open_case(
        office,
        person={"name": "曹水冬", "id_number": ID_NUMBER, "phone": "13900000001"},
        case={
            "insurance": "employee_pension",
            "benefit": "pension",
            "reason": "duplicate_employee",
            "benefit_fen": 186_000,
            "can_repay": True,
            "village": "上洞村",
        },
        periods=[{"first_month": "2019-03", "last_month": "2021-02", "amount_fen": 1_289_000}],
    ).number


@pytest.fixture
def a_confirmed_case(office, a_case):
    confirmed = VerificationResult.CONFIRMED
    cases.verify(office, a_case, by="李四", on=TODAY, result=confirmed, findings="与发放记录一致。")
    return a_case


@pytest.fixture
def a_decided_case(office, a_confirmed_case):
    decisions.choose(office, a_confirmed_case, MethodCode.AGREEMENT, reason="仍有养老金")
    return a_confirmed_case


@pytest.fixture
def type_into():
    """What a clerk would type or choose, field by field."""

    def fill(form, **values):
        for name, value in values.items():
            editor = form.fields[name].editor
            if isinstance(value, str) and hasattr(editor, "setText"):
                editor.setText(value)
                editor.fold()
            else:
                editor.show_value(value)

    return fill


@pytest.fixture
def press(qtbot):
    def click(button):
        assert button.isEnabled(), button.text()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    return click


@pytest.fixture
def in_dialog():
    """Do something to the next modal dialog, or the next of a kind, as soon as it is there."""

    def arrange(act, kind=QDialog):
        def wait():
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, kind) or not dialog.isVisible():
                QTimer.singleShot(5, wait)
            else:
                act(dialog)

        QTimer.singleShot(0, wait)

    return arrange


@pytest.fixture
def panel(page):
    def opened(number):
        page.open_case(number)
        return page.case

    return opened
