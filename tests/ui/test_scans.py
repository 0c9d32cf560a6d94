"""Signed papers come back: dropped on the window, filed by hand, looked at, taken out again."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.services import printing
from app.services.scan_pages import scans_of, waiting
from app.services.scans import take_in
from tests.scans.spoiling import drawn, signed


@pytest.fixture
def paper(office, a_decided_case):
    issued = printing.issue(office, a_decided_case, "refund-notice")
    return printing.record_print(office, issued.id, copies=2)


@pytest.fixture
def files(office, paper, tmp_path):
    """A scan whose codes can be read, and one whose codes cannot."""
    front, back = drawn(printing.issued_pdf(office, paper.id), 110)
    back.paste(255, (0, back.height * 17 // 20, *back.size))
    paths = [tmp_path / "正面.png", tmp_path / "反面.JPG"]
    signed(front).save(paths[0])
    back.save(paths[1])
    return paths


def dropped(paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(window, data):
    where, none = QPointF(400, 300), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    window.dropEvent(event)


def test_files_dropped_on_the_window_are_filed_and_told(
    qtbot, window, office, paper, files, in_dialog, press
):
    told = []

    def look(dialog):
        told.append((dialog.said.text(), dialog.table.records.rowCount()))
        press(dialog.go)

    in_dialog(lambda dialog: wait_for_result(dialog, look, in_dialog))
    drop(window, dropped(files))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == [("已归档 1 页；待归档 1 页", 2)]
    assert len(scans_of(office, paper.uid)) == 1
    waits = window.page("papers").waiting
    qtbot.waitUntil(waits.isVisible)
    panel = waits.panel
    assert panel.pages.records.rowCount() == 1
    assert len(panel.view.sheets) == 1


def wait_for_result(dialog, look, in_dialog):
    """The progress comes first, what became of the pages after it."""
    if hasattr(dialog, "said"):
        look(dialog)
    else:
        in_dialog(lambda following: wait_for_result(following, look, in_dialog))


def test_only_files_that_may_be_scans_are_taken_when_dragged(window, tmp_path):
    def is_taken(name):
        data = dropped([tmp_path / name])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        where = QPointF(400, 300).toPoint()
        event = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, left, none)
        event.ignore()
        window.dragEnterEvent(event)
        return event.isAccepted()

    assert [is_taken(name) for name in ("a.pdf", "b.TIF", "c.jpeg")] == [True] * 3
    assert not is_taken("疑点表.xlsx")


@pytest.fixture
def one_waits(office, paper, files):
    list(take_in(office, files[1:]))
    return waiting(office)[0]


@pytest.fixture
def scans(window, one_waits):
    window.show_page("papers", "waiting")
    return window.page("papers").waiting


def test_a_page_is_filed_to_the_paper_that_was_found(scans, office, paper, press, type_into):
    panel = scans.panel
    assert not panel.take_guess.isVisible()  # one page waits, the notice has two
    assert not panel.take_place.isEnabled()
    type_into(panel.search, query="曹水冬")
    titles = [panel.places.records.record(at).title for at in range(2)]
    assert titles == ["多领社会保险待遇追缴告知书", ""]
    press(panel.take_place)
    assert len(scans_of(office, paper.uid)) == 1
    assert "已归档于《多领社会保险待遇追缴告知书》" in scans.messages.text()
    assert waiting(office) == []
    assert not panel.isVisible()


def test_a_guess_is_taken_by_one_click(window, office, paper, files, press, tmp_path):
    both = tmp_path / "两面.tif"
    front, back = (Image.open(path).convert("RGB") for path in files)
    front.save(both, save_all=True, append_images=[back])
    list(take_in(office, [both]))
    window.show_page("papers", "waiting")
    press(window.page("papers").waiting.panel.take_guess)
    assert len(scans_of(office, paper.uid)) == 2


def test_a_blank_page_is_thrown_away_after_a_question(scans, office, press, in_dialog):
    panel = scans.panel
    in_dialog(lambda box: press(next(b for b in box.buttons() if b.text() == "丢弃")))
    press(panel.discard)
    assert waiting(office) == []


def test_the_case_shows_which_paper_came_back_signed(
    panel, office, paper, files, press, in_dialog, monkeypatch
):
    case = panel(paper_case(office, paper))
    case.show_section("papers")
    assert not case.papers.see_scans.isEnabled()
    names = [str(path) for path in files[:1]]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))

    def close(dialog):
        dialog.close_button.click()

    in_dialog(lambda dialog: wait_for_result(dialog, close, in_dialog))
    press(case.papers.file_scans)
    table = case.papers.table.records
    assert table.index(0, 4).data() == "已签收扫描 1 页"
    seen = []

    def take_out(dialog):
        seen.append(len(dialog.view.sheets))
        press(dialog.take_out)
        seen.append(dialog.form.fields["reason"].refusal.text())
        dialog.form.fields["reason"].editor.setText("归错了")
        press(dialog.take_out)
        seen.append(len(dialog.view.sheets))
        dialog.reject()

    in_dialog(take_out)
    press(case.papers.see_scans)
    assert seen == [1, "请填写原因。", 0]
    assert len(waiting(office)) == 1
    assert not case.papers.see_scans.isEnabled()


def paper_case(office, paper):
    from app.services.scan_papers import line_of
    from app.storage.database import reading

    with reading(office.database) as session:
        return line_of(session, paper).case_number


def test_giving_up_takes_in_nothing_more(qtbot, window, office, paper, files, in_dialog):
    said = []

    def look(dialog):
        said.append(dialog.said.text())
        dialog.reject()

    def cancel(progress):
        progress.reject()
        in_dialog(lambda following: wait_for_result(following, look, in_dialog))

    in_dialog(cancel)
    drop(window, dropped(files))
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["已取消，其余文件没有收下。没有收到扫描页"]
    assert scans_of(office, paper.uid) == waiting(office) == []
