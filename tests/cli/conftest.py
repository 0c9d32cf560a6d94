import json
import os
from pathlib import Path

import pytest

from app.start import main
from tests.conftest import PASSPHRASE

CLEAN = Path(__file__).parents[1] / "data" / "workbooks" / "county_clean.xlsx"


@pytest.fixture
def guicang(tmp_path, capsys, monkeypatch):
    """Runs a command line as a script would; returns the exit code and the JSON answer."""
    monkeypatch.setenv("GUICANG_PASSWORD", PASSPHRASE)
    data = str(tmp_path / "数据 文件夹")

    def run(*arguments):
        code = main(["--data", data, "--json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def an_office(guicang):
    code, _ = guicang("init", "--office", "清溪镇人民政府", "--clerk", "张三")
    assert code == 0
    return guicang


@pytest.fixture
def imported(an_office):
    code, answer = an_office("import", str(CLEAN))
    assert (code, answer["new"], answer["refused"]) == (0, 60, [])
    return an_office


@pytest.fixture
def no_screen(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    yield
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
