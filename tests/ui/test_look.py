"""What every page must keep: plain text, room on a small screen, words beside icons."""

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView

from app.folders import ASSETS
from app.models.terms import MethodCode, VerificationResult
from app.services import cases, decisions, settings
from app.ui import preferences, theme
from app.ui.cases.cases_page import CasesPage
from app.ui.exchange.import_dialog import ImportDialog
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.help.about_dialog import AboutDialog
from app.ui.login import LoginWindow
from app.ui.main_window import MainWindow
from app.ui.messages import MessageBar
from app.ui.pages import PAGES
from app.ui.theme import LIGHT, TextSize

PAYLOAD = "<b>x&A"


def fits(widget):
    least = widget.minimumSizeHint()
    return least.width() <= 1366 and least.height() <= 728


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.code)
def test_every_page_opens_with_an_empty_office(window, entry):
    window.show_page(entry.code)
    assert window.page(entry.code).isVisible()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.code)
def test_every_page_opens_with_a_full_office(window, a_decided_case, entry):
    window.show_page(entry.code)
    assert window.page(entry.code).isVisible()


@pytest.mark.parametrize(("today", "said"), [("2027-08-01", "将于"), ("2026-11-21", "")])
def test_a_policy_that_ends_is_told_on_every_page(qtbot, office, today, said):
    later = replace(office, today=lambda: date.fromisoformat(today))
    window = MainWindow(later)
    qtbot.addWidget(window)
    window.show()
    for entry in PAGES:
        window.show_page(entry.code)
        assert window._standing.isVisible() == bool(said)
        assert said in window._standing.text()


def every_view(window, number):
    page = window.page("cases")
    assert isinstance(page, CasesPage)
    yield
    page.start_register()
    yield
    page.show_list()
    page.open_case(number)
    for section in page.case.section_codes():
        page.case.show_section(section)
        yield
    page.show_list()
    parts = [("exchange", part) for part in ("import", "batches", "export", "stick", "rolls")]
    for code, part in (("papers", "register"), ("papers", "waiting"), *parts, ("settings", "")):
        window.show_page(code, part)
        yield


@pytest.mark.parametrize("size", list(TextSize))
def test_everything_fits_a_small_screen_in_both_text_sizes(window, a_decided_case, size):
    window.set_text_size(size)
    window.resize(1366, 728)
    for _ in every_view(window, a_decided_case):
        QApplication.processEvents()
        assert fits(window), window.minimumSizeHint()
        assert (window.width(), window.height()) == (1366, 728)
    window.set_text_size(TextSize.STANDARD)


def test_a_long_name_does_not_widen_the_window(window, large):
    case = cases.open_case(
        window.office,
        person={"name": "买买提·阿不都拉·吐尔逊江", "id_number": "43062619640820532X"},
        case={
            "insurance": "resident_pension",
            "benefit": "resident_pension",
            "reason": "duplicate_resident",
            "category": "severe_disability",
        },
        periods=[{"first_month": "2020-01", "last_month": "2020-02", "amount_fen": 1_234_567}],
    )
    window.resize(1366, 728)
    window.page("cases").open_case(case.number)
    QApplication.processEvents()
    assert window.width() == 1366
    assert fits(window), window.minimumSizeHint()


@pytest.mark.parametrize("is_first_start", [True, False])
def test_login_fits_in_large_text(qtbot, large, is_first_start):
    login = LoginWindow(is_first_start=is_first_start)
    qtbot.addWidget(login)
    assert fits(login)


def test_dialogs_fit_in_large_text(qtbot, large, office):
    for dialog in (ImportDialog(office), PaperDialog("告知书"), AboutDialog(office)):
        qtbot.addWidget(dialog)
        assert fits(dialog)


def test_text_size_is_switched_by_keys_and_remembered(qtbot, window, office):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window, Qt.Key.Key_Equal, control)
    assert QApplication.font().pointSize() == TextSize.LARGE.value
    assert theme.ems(1) > 20
    assert preferences.text_size(office.folder) == TextSize.LARGE
    qtbot.keyClick(window, Qt.Key.Key_Minus, control)
    assert QApplication.font().pointSize() == TextSize.STANDARD.value


def test_what_people_typed_is_shown_as_plain_text(window, office):
    settings.change_profile(office, name=PAYLOAD, agency=PAYLOAD)
    case = cases.open_case(
        office,
        person={"name": PAYLOAD, "phone": PAYLOAD, "present_address": PAYLOAD},
        case={
            "insurance": "resident_pension",
            "benefit": "resident_pension",
            "reason": "death",
            "village": PAYLOAD,
            "remarks": PAYLOAD,
        },
        periods=[{"first_month": "2020-01", "last_month": "2020-02", "monthly_fen": 10_000}],
    )
    cases.verify(
        office, case.number, by=PAYLOAD, on=office.today(), result=VerificationResult.CONFIRMED
    )
    decisions.choose(office, case.number, MethodCode.ORDER, reason=PAYLOAD)
    shown = 0
    for _ in every_view(window, case.number):
        QApplication.processEvents()
        for label in window.findChildren(QLabel):
            shown += PAYLOAD in label.text()
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        for widget in window.findChildren(QPushButton):
            assert PAYLOAD not in widget.text()
            assert PAYLOAD not in widget.toolTip()
    assert shown > 5


def test_messages_are_plain_text(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say_done(PAYLOAD, PAYLOAD)
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in bar.findChildren(QLabel)
        if label.text()
    )


def test_no_button_is_an_icon_without_words(window, a_case):
    window.page("cases").open_case(a_case)
    buttons = [
        b for b in window.findChildren(QPushButton) if b.isVisible() and not b.icon().isNull()
    ]
    assert buttons
    assert all(button.text() for button in buttons)


def test_icons_are_few_and_come_with_their_licence():
    icons = list((ASSETS / "icons").glob("*.svg"))
    assert 0 < len(icons) <= 30
    assert (ASSETS / "icons" / "LICENSE").exists()


@pytest.mark.parametrize("tone", ["text", "quiet", "accent", "good", "warn", "bad"])
def test_words_stand_out_from_their_ground(tone):
    assert contrast(getattr(LIGHT, tone), LIGHT.window) >= 4.5


@pytest.mark.parametrize("tone", ["good", "warn", "bad", "accent"])
def test_words_stand_out_from_their_soft_ground(tone):
    assert contrast(LIGHT.text, getattr(LIGHT, f"{tone}_soft")) >= 4.5


def contrast(one, other):
    """WCAG 2 contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_tables_keep_our_font_where_the_system_has_another_for_them(qtbot, look):
    look.setFont(QFont("DejaVu Sans", 9), "QAbstractItemView")  # as Windows does at a theme change
    table = QTableView()
    qtbot.addWidget(table)
    table.show()
    assert table.font().family() == theme.FAMILY
    theme.apply(look, TextSize.STANDARD)
