"""Sheets for people, by script and without a case book."""

import json

from app.start import main


def run(capsys, *arguments):
    code = main(["--json", "handout", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_a_sheet_is_listed_and_written(capsys, tmp_path):
    code, listed = run(capsys)
    assert (code, listed[0]) == (0, {"sheet": "quick-start", "title": "归仓快速上手"})
    out = tmp_path / "快速上手.pdf"
    assert run(capsys, "quick-start", "--out", str(out))[0] == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_what_is_missing_is_said(capsys):
    assert run(capsys, "quick-start")[1]["error"]["field"] == "out"
    assert run(capsys, "没有", "--out", "x.pdf")[1]["error"]["field"] == "sheet"
