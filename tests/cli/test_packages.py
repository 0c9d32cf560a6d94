"""A township and its county on the command line, with one stick between them."""

import json

import pytest

from app.start import main
from app.storage.sealing import Cost
from tests.cli.conftest import CLEAN
from tests.conftest import PASSPHRASE


@pytest.fixture
def offices(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Cost.__init__, "__defaults__", (1, 8, 1))
    monkeypatch.setenv("GUICANG_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("STICK", "交接口令2026")

    def run(where, *arguments):
        code = main(["--data", str(tmp_path / where), "--json", *arguments])
        return code, json.loads(capsys.readouterr().out)

    run("town", "init", "--office", "清溪镇人民政府", "--clerk", "张三")
    run("county", "init", "--office", "蓝山县社保中心", "--clerk", "刘经办")
    assert run("county", "settings", "kind=county")[1]["kind"] == "county"
    return run


def test_a_package_goes_to_the_county_and_its_receipt_comes_back(offices, tmp_path):
    package, receipt = str(tmp_path / "1.gcj"), str(tmp_path / "1.gch")
    code, refused = offices("town", "package", "--out", package)
    assert (code, refused["error"]["field"]) == (1, "peer")
    offices("town", "import", str(CLEAN))
    offices("town", "peer", "蓝山县社保中心", "--password-env", "STICK")
    code, made = offices("town", "package", "--out", package)
    assert (code, made["sequence"], made["cases"]) == (0, 1, 60)
    opening = ("open-package", package, "--password-env", "STICK")
    code, looked = offices("county", *opening, "--dry-run")
    assert (code, looked["new"], looked["stored"]) == (0, 60, False)
    code, opened = offices("county", *opening, "--receipt", receipt)
    assert (code, opened["new"], opened["refused"], opened["stored"]) == (0, 60, 0, True)
    assert opened["changes"] == looked["changes"]
    code, read = offices("town", "open-receipt", receipt)
    assert (code, read["sequence"], read["confirmed"], read["refused"]) == (0, 1, 1, [])
    [county] = offices("town", "peers")[1]
    assert (county["waiting"], county["unconfirmed"]) == (0, [])
    code, again = offices("county", *opening)
    assert (code, again["error"]["title"]) == (1, "已经打开过")
    assert len(offices("county", "cases", "清溪镇")[1]) == 60


def test_where_both_wrote_the_command_says_whose_word_counts(offices, tmp_path):
    offices("town", "import", str(CLEAN))
    offices("town", "peer", "蓝山县社保中心", "--password-env", "STICK")
    offices("town", "package", "--out", str(tmp_path / "1.gcj"))
    offices("county", "open-package", str(tmp_path / "1.gcj"), "--password-env", "STICK")
    offices("town", "correct", "2026-0001", "remarks=镇里")
    offices("county", "correct", "清溪镇2026-0001", "remarks=县里")
    offices("town", "package", "--out", str(tmp_path / "2.gcj"))
    opening = ("open-package", str(tmp_path / "2.gcj"))
    assert offices("county", *opening, "--dry-run")[1]["conflicts"] == 1
    assert offices("county", *opening, "--theirs")[1]["changed"] == 1
    shown = offices("county", "show", "清溪镇2026-0001")[1]
    assert "镇里" in json.dumps(shown, ensure_ascii=False)


def test_a_county_names_the_office_below_it_packs_for(offices, tmp_path):
    package = ("package", "--out", str(tmp_path / "1.gcj"))
    assert "还没有上级交接单位" in offices("county", *package)[1]["error"]["advice"]
    offices("county", "peer", "清溪镇人民政府", "--kind", "township", "--password-env", "STICK")
    code, refused = offices("county", *package)
    assert (code, refused["error"]["field"]) == (1, "peer")
    assert "下级单位（清溪镇）" in refused["error"]["advice"]
    assert "--to" in refused["error"]["advice"]
