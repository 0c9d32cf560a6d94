"""The forms there are, the papers that were issued, and the county's numbers, by script."""

import json

import pytest

from app.start import main

CASE, OTHER = "2026-0001", "2026-0002"
NUMBER = "蓝社险追〔2026〕第 12 号"


@pytest.fixture
def notice(imported, tmp_path):
    """A notice and a visit record of two cases; the uid of the notice."""
    imported("verify", CASE, "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    imported("issue", "visit-record", OTHER, "--out", str(tmp_path / "核查表.pdf"))
    return imported("issue", "refund-notice", CASE, "--out", str(tmp_path / "告知书.pdf"))[1]["uid"]


def test_every_form_is_listed_without_a_case_book(capsys):
    assert main(["--json", "forms"]) == 0
    told = {form["code"]: form for form in json.loads(capsys.readouterr().out)}
    notice = told["refund-notice"]
    assert (notice["title"], notice["edition"]) == ("多领社会保险待遇追缴告知书", 1)
    assert (notice["from"], notice["until"]) == ("2022-08-18", None)
    assert notice["issued_by"] == "县级社会保险经办机构"
    assert told["visit-record"]["issued_by"] == "乡镇（街道）"
    assert len(told) > 25


def test_papers_are_listed_found_and_numbered(imported, notice):
    _, answer = imported("papers")
    assert answer["count"] == 2
    assert [paper["form"] for paper in answer["papers"]] == ["refund-notice", "visit-record"]
    assert answer["papers"][0]["status"] == "未送达"
    code, given = imported("number", notice[:8], "蓝社险追[2026]第 12 号", "--dated", today(answer))
    assert (code, given["number"], given["dated_on"]) == (0, NUMBER, today(answer))
    for query in (NUMBER, notice, CASE):
        assert [p["uid"] for p in imported("papers", query)[1]["papers"]] == [notice]
    assert imported("papers", "--status", "待编号")[1]["papers"] == []
    assert imported("papers", "--form", "visit-record")[1]["count"] == 1
    _, part = imported("papers", "--limit", "1", "--offset", "1")
    assert (part["count"], part["papers"][0]["case_number"]) == (2, OTHER)


def test_the_register_is_printed(imported, notice, tmp_path):
    out = tmp_path / "登记簿.pdf"
    code, answer = imported("papers", CASE, "--out", str(out))
    assert (code, answer["title"]) == (0, "文书登记簿")
    assert out.read_bytes().startswith(b"%PDF")


def today(answer):
    return answer["papers"][0]["issued_on"]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("papers", "--form", "没有"), "form"),
        (("papers", "--status", "没有"), "status"),
        (("number", "000000", NUMBER), "paper"),
        (("number", "000000", NUMBER, "--dated", "昨天"), "dated_on"),
    ],
)
def test_what_is_not_there_is_refused(an_office, arguments, field):
    code, answer = an_office(*arguments)
    assert (code, answer["error"]["field"]) == (1, field)
    assert answer["error"]["advice"]
