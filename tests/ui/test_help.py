"""帮助: F1 opens the handbook where the clerk is; sheets are printed; 关于 says where data lies."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

import app.ui
from app import __version__
from app.ui.forms.lists_desk import ListDialog
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.help.about_dialog import AboutDialog
from app.ui.help.handbook import FOLDER, LICENCES, handbook
from app.ui.help.handbook_window import HandbookWindow
from app.ui.login import LoginWindow
from app.ui.pages import PAGES
from app.ui.theme import TextSize

UI = Path(app.ui.__file__).parent
PICTURES = sorted((FOLDER / "pictures").glob("*.png"))
MOST_KB = 80  # of one picture


def codes():
    return [code for section in handbook().sections for code in section.codes]


def opened(window):
    shown = window.findChild(HandbookWindow)
    assert shown.isVisible()
    return shown.book.sections[shown.browser._at]


def press_f1(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)


def test_no_code_is_given_twice():
    assert sorted(codes()) == sorted(set(codes()))


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.code)
def test_every_page_has_its_section(entry):
    assert entry.code in codes()


def test_every_section_of_a_case_has_its_own(page):
    assert {f"case-{code}" for code in page.case.section_codes()} <= set(codes())


def test_every_dialog_that_helps_names_a_section_there_is():
    asked = {
        code
        for file in UI.rglob("*.py")
        for code in re.findall(r'helps\(self, "([\w-]+)"\)', file.read_text(encoding="utf-8"))
    }
    assert len(asked) > 7
    assert asked <= set(codes())


def test_every_dialog_helps():
    """All but the handbook itself, what lasts a moment, and what is left when all else fails."""
    without = {"help/handbook_window.py", "help/about_dialog.py", "background.py", "crash.py"}
    for file in UI.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.relative_to(UI).as_posix() not in without:
            assert text.count("(QDialog)") <= text.count("helps(self, "), file


def test_links_lead_to_sections_there_are():
    text = handbook().markdown
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= set(codes())
    assert "<!--" not in text


def test_every_picture_is_shown_somewhere_and_small():
    named = set(re.findall(r"\]\(pictures/([\w-]+\.png)\)", handbook().markdown))
    assert named == {path.name for path in PICTURES}
    assert all(path.stat().st_size <= MOST_KB * 1024 for path in PICTURES)


def test_f1_opens_the_handbook_at_what_is_shown(qtbot, window, a_decided_case):
    press_f1(qtbot, window)
    assert "cases" in opened(window).codes
    window.page("cases").open_case(a_decided_case)
    window.page("cases").case.show_section("receipts")
    press_f1(qtbot, window)
    assert opened(window).title == "十四、到账和冲正"
    window.show_page("papers", "waiting")
    press_f1(qtbot, window)
    assert opened(window).title == "签收扫描"
    assert len(window.findChildren(HandbookWindow)) == 1


def test_f1_works_over_a_dialog_that_waits_for_an_answer(qtbot, look, in_dialog):
    dialog, seen = PaperDialog("告知书"), []
    qtbot.addWidget(dialog)

    def ask(shown):
        qtbot.waitUntil(shown.isActiveWindow)
        press_f1(qtbot, shown)
        handbook = shown.findChild(HandbookWindow)
        qtbot.waitUntil(handbook.isActiveWindow)
        qtbot.keyClick(handbook, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        seen.append((opened(shown).title, handbook.search.hasFocus()))
        handbook.close()
        shown.reject()

    in_dialog(ask)
    dialog.exec()
    assert seen == [("十三、文书", True)]


@pytest.mark.parametrize("is_first_start", [True, False])
def test_f1_works_before_anyone_is_logged_in(qtbot, look, is_first_start):
    login = LoginWindow(is_first_start=is_first_start)
    qtbot.addWidget(login)
    login.show()
    qtbot.waitUntil(login.isActiveWindow)
    press_f1(qtbot, login)
    assert opened(login).title == "一、登录和口令"


@pytest.fixture
def book(qtbot, look):
    shown = HandbookWindow()
    qtbot.addWidget(shown)
    shown.open_at("login")
    return shown


def test_the_contents_lead_to_a_section_and_follow_the_reader(book):
    item = next(i for i in book._items if i.text(0) == "十三、文书")
    book.contents.setCurrentItem(item)
    assert book.book.sections[book.browser._at].title == "十三、文书"
    book.browser.verticalScrollBar().setValue(0)
    assert book.contents.currentItem().text(0) == "使用手册"


def test_a_search_shows_the_sections_that_say_it(book, qtbot):
    book.search.setText("扫码枪")
    qtbot.keyClick(book.search, Qt.Key.Key_Return)
    shown = [item.text(0) for item in book._items if not item.isHidden()]
    assert "文书登记簿" in shown
    assert "八、退还计划" not in shown
    assert book.said.text().endswith("节写到")
    assert len(book.browser.extraSelections()) >= 3
    book.search.setText("没有这个词语")
    qtbot.keyClick(book.search, Qt.Key.Key_Return)
    assert "没有找到" in book.said.text()
    book.search.setText("")
    qtbot.waitUntil(lambda: not book.said.text())
    assert not any(item.isHidden() for item in book._items)


def test_pictures_are_no_wider_than_the_page(book, qtbot):
    for wide in (1000, 1300):
        book.resize(wide, 700)
        QApplication.processEvents()
        room = book.browser.viewport().width()
        assert book.browser.loadResource(2, QUrl("pictures/todo.png")).width() < room
        assert book.browser.document().size().width() <= room + 2  # the frame of a table


def test_the_handbook_follows_the_text_size(book, look, large):
    assert book.browser.document().defaultFont().pointSize() == TextSize.LARGE.value
    assert book.minimumSizeHint().width() <= 1366


def test_a_sheet_is_printed_from_the_handbook(window, in_dialog, qtbot):
    press_f1(qtbot, window)
    shown = window.findChild(HandbookWindow)
    seen = []

    def look(dialog):
        seen.append((dialog.title, dialog._pages.count()))
        dialog.reject()

    in_dialog(look, ListDialog)
    shown.browser.anchorClicked.emit(QUrl("print:quick-start"))
    assert seen == [("归仓快速上手", 1)]


def test_no_link_leads_out_of_the_program(book, monkeypatch):
    gone = []
    monkeypatch.setattr(QDesktopServices, "openUrl", gone.append)
    book.browser.anchorClicked.emit(QUrl("https://example.org/"))
    assert gone == []


def test_the_menu_offers_what_there_is(window):
    words = [action.text() for action in window.help.actions() if action.text()]
    assert words == [
        "使用手册\tF1",
        "打印《归仓快速上手》",
        "打印《归仓首台电脑验收单》",
        "自检",
        "关于归仓",
    ]


def test_about_says_which_version_and_opens_the_folders(window, office, in_dialog, monkeypatch):
    opened_at, seen = [], {}
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened_at.append(url) or True)

    def look(dialog):
        seen.update(dialog.form.values())
        dialog.open_data.click()
        dialog.open_log.click()
        dialog.accept()

    in_dialog(look, AboutDialog)
    window.help.show_about()
    assert seen["版本"] == f"归仓 {__version__}"
    assert seen["单位"] == "清溪镇人民政府"
    assert seen["数据文件夹"] == str(office.folder)
    assert [Path(url.toLocalFile()).name for url in opened_at] == [office.folder.name, "logs"]


def test_a_folder_that_does_not_open_is_named(window, office, in_dialog, monkeypatch):
    said = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)

    def look(dialog):
        dialog.open_data.click()
        said.append(dialog.messages.text())
        dialog.accept()

    in_dialog(look, AboutDialog)
    window.help.show_about()
    assert str(office.folder) in said[0]


def test_the_parts_and_their_licences_are_in_the_handbook(window, in_dialog):
    in_dialog(lambda dialog: dialog.licences.click(), AboutDialog)
    window.help.show_about()
    assert opened(window).title == "第三方软件和许可"
    text = window.findChild(HandbookWindow).browser.toPlainText()
    assert "PySide6_Essentials\n6.9.3\nLGPL-3.0-only" in text
    assert LICENCES.exists()
