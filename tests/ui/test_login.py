import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.services.office import clerks, open_office
from app.ui.window import Start

SLOW = ("sqlmodel", "sqlalchemy", "pydantic", "reportlab", "xlsxwriter", "python_calamine")


@pytest.fixture
def start(qtbot, tmp_path):
    started = Start(tmp_path / "office", lambda: date(2026, 11, 21))
    started.show_login()
    qtbot.addWidget(started.login)
    yield started
    if started.window is not None:
        started.window.close()
        started.window.deleteLater()
    started.close()


def fill(form, **values):
    for name, value in values.items():
        form.fields[name].editor.setText(value)


def create(qtbot, start, **changes):
    entered = {"name": "蓝田镇便民服务中心", "clerk": "张三", "passphrase": "lantian-2026"}
    fill(start.login.first_start.form, **entered, again="lantian-2026")
    fill(start.login.first_start.form, **changes)
    qtbot.mouseClick(start.login.first_start.accept, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("module", ["app.ui.window", "app.ui.login"])
def test_first_window_waits_for_nothing_slow(module):
    lines = f"import sys, {module}; print([m for m in {SLOW} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_login_window_stands_before_the_services_are_read(qtbot, start):
    with qtbot.waitSignal(start.login.painted):
        pass


def test_first_start_creates_the_office(qtbot, start, tmp_path):
    assert start.login.login.isHidden()
    create(qtbot, start)
    assert start.window is not None
    assert start.login is None
    assert clerks(tmp_path / "office") == ["张三"]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("again", "lantian-2027", "两次输入的口令不一致"),
        ("passphrase", "kurz", "口令"),
        ("name", "", "本单位名称"),
        ("clerk", " ", "经办人姓名"),
    ],
)
def test_first_start_says_what_is_missing(qtbot, start, field, text, said):
    create(qtbot, start, **{field: text} | ({"again": text} if field == "passphrase" else {}))
    assert start.window is None
    assert said in start.login.messages.text()


@pytest.mark.parametrize("size", [(1366, 728), (1366, 560)])
def test_a_refused_first_start_stays_on_a_small_screen(qtbot, large, start, size, in_sight):
    with qtbot.waitSignal(start.login.painted):
        start.login.resize(*size)
    create(qtbot, start, again="lantian-2027")
    again = start.login.first_start.form.fields["again"]
    qtbot.waitUntil(lambda: in_sight(again.refusal) and in_sight(again.editor))
    qtbot.waitUntil(lambda: again.refusal.y() >= again.editor.geometry().bottom())
    assert (start.login.width(), start.login.height()) == size


def test_wrong_passphrase_is_told_beside_the_field(qtbot, tmp_path, office):
    office.close()
    start = Start(office.folder, office.today)
    start.show_login()
    qtbot.addWidget(start.login)
    assert not start.login.login.isHidden()
    form = start.login.login.form
    fill(form, passphrase="lantian-2025")
    qtbot.keyClick(form.fields["passphrase"].editor, Qt.Key.Key_Return)
    assert "口令不正确" in start.login.messages.text()
    assert "请核对口令" in form.fields["passphrase"].refusal.text()
    fill(form, passphrase="lantian-2026")
    qtbot.keyClick(form.fields["passphrase"].editor, Qt.Key.Key_Return)
    assert start.window is not None
    qtbot.addWidget(start.window)
    start.close()


def test_the_clerks_are_offered_once_they_are_known(qtbot, office):
    start = Start(office.folder, office.today)
    start.show_login()
    qtbot.addWidget(start.login)
    with qtbot.waitSignal(start.login.painted):
        pass
    qtbot.waitUntil(lambda: start.login.login.clerk.count() == 1)
    assert start.login.login.clerk.value() == "张三"


def test_what_the_window_created_opens_with_its_passphrase(qtbot, start, tmp_path):
    create(qtbot, start)
    start.close()
    office = open_office(
        tmp_path / "office", passphrase="lantian-2026", today=lambda: date(2026, 11, 21)
    )
    assert office.clerk == "张三"
    office.close()
