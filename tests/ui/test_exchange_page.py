"""交接: packages made, opened and confirmed in the window, and lists matched."""

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog

from app.models.terms import HitState, OfficeKind
from app.services import batches, cases
from app.services.case_view import case_view
from app.services.exchange import read_clues
from app.services.peers import set_peer
from app.services.roll_reading import read_roll
from app.services.rolls import proposals, store_roll
from app.services.summaries import case_rows
from app.storage.sealing import Cost
from app.ui.exchange import batches_desk
from app.ui.exchange.export_dialog import KINDS
from app.ui.exchange.opening_dialog import OpeningDialog
from app.ui.exchange.peer_dialog import PassphraseDialog, PeerDialog
from app.ui.exchange.roll_dialog import RollDialog
from app.ui.main_window import MainWindow
from tests.exchange.books import WORKBOOKS, write_book
from tests.ui.conftest import ID_NUMBER, TODAY

PHRASE = "交接口令2026"
COUNTY = "蓝山县社保中心"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    monkeypatch.setattr(Cost.__init__, "__defaults__", (1, 8, 1))


@pytest.fixture
def chosen(monkeypatch):
    """What the file dialogs answer, the next one last."""
    answers = []
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(answers.pop()), ""))
    return answers


def part_of(window, part):
    window.show_page("exchange", part)
    return window.page("exchange")


@pytest.fixture
def county_window(qtbot, named_office):
    shown = MainWindow(named_office(COUNTY, OfficeKind.COUNTY, "刘经办"))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_package_goes_out_is_opened_and_its_receipt_read(
    window, county_window, a_case, chosen, in_dialog, press, type_into, tmp_path
):
    page, there = part_of(window, "stick"), part_of(county_window, "stick")
    filled = {"name": COUNTY, "passphrase": PHRASE, "again": PHRASE}

    def fill(dialog):
        type_into(dialog.form, **filled)
        press(dialog.save)

    in_dialog(fill, PeerDialog)
    press(page.stick.add)
    assert page.stick.table.current().cases == 1
    assert page.tabs["stick"].text() == "U盘交接（待交 1）"

    package, receipt = tmp_path / "一号.gcj", tmp_path / "一号.gch"
    chosen.append(package)
    press(page.stick.hand)
    assert "可以拔出 U 盘" in window.messages.text()
    assert page.stick.table.current().cases == 0

    def unlock(dialog):
        type_into(dialog.form, passphrase=PHRASE)
        in_dialog(lambda opening: press(opening.take), OpeningDialog)
        press(dialog.go_on)

    chosen[:] = [receipt, package]
    in_dialog(unlock, PassphraseDialog)
    press(there.stick.open)
    assert "回执已写好" in county_window.messages.text()
    [row] = case_rows(there.office, "清溪镇")
    assert row.number == f"清溪镇{a_case}"
    assert there.stick.table.current().last_in.sequence == 1
    came = there.stick.packages.current()
    assert (came.direction.label, came.cases, came.refused) == ("收到", 1, [])

    chosen.append(receipt)
    press(page.stick.read_receipt)
    assert "已收到第 1 号" in window.messages.text()
    assert page.stick.table.current().unconfirmed == ()


def test_where_both_wrote_the_clerk_turns_the_word(
    window, county_window, a_case, chosen, in_dialog, press, tmp_path
):
    page, there = part_of(window, "stick"), part_of(county_window, "stick")
    set_peer(page.office, COUNTY, passphrase=PHRASE)
    set_peer(there.office, "清溪镇人民政府", kind="township", passphrase=PHRASE)
    page.reload()
    first, second = tmp_path / "1.gcj", tmp_path / "2.gcj"
    chosen[:] = [tmp_path / "1.gch", first, first]
    press(page.stick.hand)
    in_dialog(lambda opening: press(opening.take), OpeningDialog)
    press(there.stick.open)
    cases.correct(page.office, a_case, remarks="镇里")
    cases.correct(there.office, f"清溪镇{a_case}", remarks="县里")
    chosen[:] = [tmp_path / "2.gch", second, second]
    press(page.stick.hand)

    def turn(opening):
        assert opening.clashes.current().taken == "本机"
        press(opening.turn)
        assert opening.clashes.current().taken == "对方"
        press(opening.take)

    in_dialog(turn, OpeningDialog)
    press(there.stick.open)
    assert case_view(there.office, f"清溪镇{a_case}").file.case.remarks == "镇里"


def test_what_is_no_package_is_told_in_words(window, chosen, press, tmp_path):
    page = part_of(window, "stick")
    wrong = tmp_path / "照片.gcj"
    wrong.write_bytes(b"\xff\xd8\xff photo")
    chosen.append(wrong)
    press(page.stick.open)
    assert "不是交接包" in window.messages.text()


@pytest.fixture
def a_list(tmp_path):
    rows = [["姓名", "身份证号码"], ["曹冬水", ID_NUMBER]]
    return write_book(tmp_path / "特困人员.xlsx", {"11月": rows})


def test_a_list_is_matched_asked_about_and_becomes_evidence(
    window, office, a_confirmed_case, a_list, chosen, in_dialog, press, type_into
):
    page = part_of(window, "rolls")

    def date_it(dialog):
        field = dialog.form.fields["listed_on"]
        assert "哪一天" in field.refusal.text()
        type_into(dialog.form, listed_on="2026-11-01")
        press(dialog.again)
        assert "姓名不一致" in dialog.hits.current().note
        press(dialog.keep)

    chosen.append(a_list)
    in_dialog(date_it, RollDialog)
    press(page.rolls.choose)
    assert "比中 1 件" in window.messages.text()
    assert page.tabs["rolls"].text() == "名单比对（1）"
    press(page.rolls.accept)
    assert "已登记佐证 1 件" in window.messages.text()
    assert page.tabs["rolls"].text() == "名单比对"
    page.rolls.decided.setChecked(True)
    assert page.rolls.table.current().state == HitState.ACCEPTED
    assert not page.rolls.accept.isEnabled()


def test_not_this_one_needs_a_reason(window, office, a_case, a_list, press, monkeypatch):
    store_roll(office, read_roll(office, a_list, listed_on=TODAY))
    page = part_of(window, "rolls")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("不是同一人", True))
    press(page.rolls.decline)
    [one] = proposals(office, decided=True)
    assert one.state == HitState.DECLINED


def test_what_comes_and_goes_is_one_button_each(window, a_case, in_dialog, press):
    page = part_of(window, "export")
    in_dialog(lambda dialog: wait_for_list(dialog, in_dialog))
    press(page.exports.buttons["print-ledger"])
    press(page.exports.buttons["hand"])
    assert page.stick.isVisible()


def wait_for_list(dialog, in_dialog):
    """The progress comes first, the list after it."""
    if hasattr(dialog, "show_list"):
        dialog.reject()
    else:
        in_dialog(lambda following: wait_for_list(following, in_dialog))


def test_every_workbook_that_leaves_has_its_button(window, a_case, in_dialog, press):
    page, met = part_of(window, "export"), []
    for what in KINDS:
        in_dialog(lambda dialog: (met.append(dialog.form.values()["what"]), dialog.reject()))
        press(page.exports.buttons[what])
    assert met == list(KINDS)


def test_imports_are_listed_and_undone_on_the_page(window, press, monkeypatch, qtbot):
    clues = read_clues(window.office, WORKBOOKS / "county_clean.xlsx")
    batches.store_clues(window.office, clues)
    page = part_of(window, "batches")
    assert page.batches.table.records.rowCount() == 1
    monkeypatch.setattr(batches_desk, "confirmed", lambda *_: True)
    with qtbot.waitSignal(page.changed):
        press(page.batches.undo)
    assert "第 1 批已撤销" in page.messages.text()
    assert case_rows(window.office) == []
