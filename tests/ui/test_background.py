import threading

import pytest

from app.errors import UserError
from app.ui.background import Cancelled, run_with_progress


@pytest.mark.parametrize("steps", [0, 1, 50])
def test_result_comes_back_from_another_thread(qtbot, steps):
    def work(progress):
        for done in range(steps):
            progress(done + 1, steps)
        return threading.get_ident()

    assert run_with_progress(None, "正在读取", work) != threading.get_ident()


def test_what_is_refused_there_is_raised_here(qtbot):
    def work(progress):
        raise UserError("无法导入", "请先关闭该表格。")

    with pytest.raises(UserError, match="请先关闭"):
        run_with_progress(None, "正在读取", work)


def test_giving_up_stops_the_work(qtbot, in_dialog):
    asked = threading.Event()

    def work(progress):
        while True:
            asked.wait(0.01)
            progress(1, 2)

    in_dialog(lambda dialog: dialog.reject())
    with pytest.raises(Cancelled):
        run_with_progress(None, "正在读取", work)


def test_many_progress_calls_do_not_flood_the_window(qtbot):
    def work(progress):
        for done in range(100_000):
            progress(done, 100_000)
        return "ok"

    assert run_with_progress(None, "正在读取", work) == "ok"
