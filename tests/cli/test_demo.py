"""What a newcomer sees first on a machine without a screen."""

import pypdf
import pytest

from app.cli.demo import MARK, PICTURES
from app.start import main


def test_without_a_screen_the_demo_says_so_and_plays(no_screen, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("这台机器没有屏幕")
    made = {path.name for path in (tmp_path / "demo").iterdir()}
    assert {"县级疑点表.xlsx", "追缴台账.xlsx", "refund-notice-2026-0001.pdf"} <= made
    notice = pypdf.PdfReader(tmp_path / "demo" / "refund-notice-2026-0001.pdf")
    assert "付建𬀩" in notice.pages[0].extract_text()
    pictures = {path.stem for path in (tmp_path / "demo" / "screenshots").iterdir()}
    assert pictures == set(PICTURES)
    for name in made:
        assert name in said


@pytest.mark.parametrize("there", ["练习数据", None])
def test_the_demo_replaces_only_what_it_made_itself(tmp_path, capsys, there):
    if there:
        (tmp_path / there).mkdir()
        (tmp_path / there / "重要.txt").touch()
        assert main(["demo", "--out", str(tmp_path)]) == 1
        assert (tmp_path / there / "重要.txt").exists()
        assert "请另选文件夹" in capsys.readouterr().out
    else:
        (tmp_path / "file").touch()
        assert main(["demo", "--out", str(tmp_path / "file")]) == 1
        assert "请另选位置" in capsys.readouterr().out
    assert not (tmp_path / "练习数据" / MARK).exists()
