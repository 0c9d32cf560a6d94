"""自检: every part is really used, and what does not work is said in a sentence."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.start import main
from app.storage.lock import held
from app.ui.help.self_test_dialog import SelfTestDialog
from app.ui.self_test import CHECKS


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The report of a computer whose data folder cannot be used; all else works."""
    folder = tmp_path_factory.mktemp("自检")
    (folder / "一个文件").write_text("占了这个名字")
    code = main(["--data", str(folder / "一个文件"), "--self-test", str(folder / "结果.json")])
    return code, json.loads((folder / "结果.json").read_text(encoding="utf-8"))


def test_the_self_test_tells_what_works_and_what_does_not(told):
    code, report = told
    lines = {line["项目"]: line for line in report["各项"]}
    assert list(lines) == [title for title, _ in CHECKS]
    bad = lines.pop("数据文件夹")
    assert bad["结果"] == "有问题"
    assert "请检查磁盘空间" in bad["说明"]
    assert {line["结果"] for line in lines.values()} == {"正常"}, lines
    assert report["结论"].endswith("有问题的是数据文件夹。")
    assert code == 1


def test_the_self_test_ends_within_its_minute(told):
    assert told[1]["用时（秒）"] < 60


def test_a_second_window_on_the_same_data_says_so_and_ends(look, tmp_path, in_dialog):
    said = []

    def read(box):
        said.append(f"{box.text()}：{box.informativeText()}")
        box.accept()

    in_dialog(read, QMessageBox)
    with held(tmp_path):
        assert main(["--data", str(tmp_path)]) == 1
    assert said[0].startswith("归仓已经打开：这个个案簿已在另一个窗口中打开")


def test_the_window_tests_itself_line_by_line(qtbot, window, in_dialog):
    seen = []

    def look(dialog):
        qtbot.waitUntil(dialog.copy.isEnabled, timeout=60_000)
        dialog.copy.click()
        seen.append((dialog.verdict.text(), QGuiApplication.clipboard().text()))
        dialog.accept()

    in_dialog(look, SelfTestDialog)
    window.help.show_self_test()
    verdict, copied = seen[0]
    assert verdict.endswith(f"{len(CHECKS)} 项全部正常。")
    assert json.loads(copied)["结论"] == verdict
