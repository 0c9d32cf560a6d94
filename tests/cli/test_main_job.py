"""The main job, once, as the county's script would do it."""

import json
from pathlib import Path

import openpyxl
import pypdf
import pytest

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
CLEAN = WORKBOOKS / "county_clean.xlsx"
EXPECTED = json.loads((WORKBOOKS / "county_clean.xlsx.expected.json").read_text(encoding="utf-8"))


def names(row):
    """The row of a `cases` answer in the words of the expected file."""
    return {
        "name": row["name"],
        "id_number": row["id_number"],
        "insurance": row["insurance"],
        "reason": row["reason"],
        "start": row["from"],
        "end": row["until"],
        "amount_fen": row["amount_fen"],
        "village": row["village"],
    }


def test_the_county_workbook_gives_exactly_what_is_expected(imported):
    _, rows = imported("cases")
    assert [names(row) for row in rows] == EXPECTED["rows"]
    assert sum(row["amount_fen"] for row in rows) == EXPECTED["total_fen"]
    assert {row["state"] for row in rows} == {"疑点"}


def test_a_dry_run_stores_nothing(an_office):
    assert an_office("import", str(CLEAN), "--dry-run")[1]["new"] == 60
    assert an_office("cases") == (0, [])


def test_the_same_workbook_twice_changes_nothing(imported):
    before = imported("show", "2026-0001")
    _, answer = imported("import", str(CLEAN))
    assert (answer["new"], answer["same"], answer["batch"]) == (0, 60, None)
    assert imported("show", "2026-0001") == before


def test_from_clue_to_ledger(imported, tmp_path):
    number = imported("cases", "付建𬀩")[1][0]["number"]
    today = ("--on", "2026-11-20")
    steps = (
        ("verify", number, "--by", "李四", *today, "--result", "confirmed"),
        ("correct", number, "benefit_yuan=1860", "benefit_status=paying"),
        ("choose", number, "agreement", "--reason", "愿意按月抵扣"),
        ("plan", number, "--monthly", "372", "--from", "2026-12", "--relation", "本人"),
        ("issue", "refund-notice", number, "--out", str(tmp_path / "告知书.pdf")),
        ("issue", "audit-opinion", number, "--out", str(tmp_path / "意见书.pdf")),
        ("receipt", number, "372", "--channel", "按月抵扣", *today, "--payer", "付建𬀩"),
        ("export", "ledger", "--out", str(tmp_path / "台账.xlsx")),
    )
    for step in steps:
        code, answer = imported(*step)
        assert code == 0, answer
    _, case = imported("show", number)
    assert (case["state"], case["recovered_fen"], case["left_fen"]) == ("追回中", 37_200, 562_420)
    assert [event["kind"] for event in case["events"]] == [
        *("imported", "verified", "changed", "decided", "planned"),
        *("issued", "exported", "issued", "exported", "received"),
    ]
    assert case["plan"]["dues"][0]["paid_fen"] == 37_200
    notice = pypdf.PdfReader(tmp_path / "告知书.pdf")
    assert len(notice.pages) == 3  # the last instalment is smaller: its 明细表 goes with it
    assert "付建𬀩" in notice.pages[0].extract_text()
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"付建𬀩", "431021196102139485", number} <= cells


def test_the_ledger_read_back_changes_nothing(imported, tmp_path):
    ledger = str(tmp_path / "台账.xlsx")
    assert imported("export", "ledger", "--out", ledger) == (0, {"file": ledger, "rows": 60})
    _, answer = imported("import", ledger)
    counts = {name: answer[name] for name in ("new", "changed", "same", "conflict", "refused")}
    assert counts == {"new": 0, "changed": 0, "same": 60, "conflict": 0, "refused": []}


def test_a_paper_that_cannot_be_saved_is_not_issued(imported, tmp_path):
    imported("verify", "2026-0001", "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    (tmp_path / "file").touch()
    for out in ("", str(tmp_path), str(tmp_path / "file" / "x.pdf")):
        code, answer = imported("issue", "refund-notice", "2026-0001", "--out", out)
        assert (code, answer["error"]["title"]) == (1, "无法写入文件")
    assert imported("show", "2026-0001")[1]["documents"] == []


def test_the_money_of_the_county_is_entered_by_script(imported):
    imported("verify", "2026-0001", "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    assert imported("assess", "2026-0001", "100")[1]["amount_fen"] == 10_000
    imported("receipt", "2026-0001", "100", "--channel", "lump", "--on", "2026-11-19")
    assert imported("deposit", "2026-0001", "1", "--on", "2026-11-20")[0] == 0
    _, case = imported("reverse", "2026-0001", "1", "--reason", "记错")
    assert (case["state"], case["left_fen"]) == ("确认多领", 10_000)


def test_evidence_changes_what_is_offered(imported):
    number = imported("cases", "覃华仁")[1][0]["number"]
    imported("verify", number, "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    imported("correct", number, "benefit_yuan=0", "can_repay=false", "estate_yuan=0")

    def assistance():
        [offer] = [o for o in imported("show", number)[1]["offers"] if o["method"] == "assistance"]
        return offer

    assert not assistance()["open"]
    paper = ("--document", "低保证", "--no", "DB2026", "--issued", "2026-01-05")
    code, _ = imported("evidence", number, "--category", "低保对象", *paper)
    assert code == 0
    assert assistance()["open"]
    assert "湘人社规〔2022〕30号三(三)" in {f["ground"] for f in assistance()["findings"]}


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (("show", "2026-9999"), "找不到个案"),
        (("choose", "2026-0001", "order", "--reason", "x"), "暂不能选择“责令退还”"),
        (("choose", "2026-0001", "协商", "--reason", "x"), "不认识追缴方式“协商”"),
        (("issue", "refund-notice", "2026-0001", "--out", "x.pdf"), None),
        (("issue", "letter", "2026-0001", "--out", "x.pdf"), "无法出具文书"),
        (("import", "nowhere.xlsx"), None),
        (("export", "ledger", "--out", ""), "无法写入文件"),
        (("deposit", "2026-0001", "1", "--on", "2026-11-20"), "找不到这笔到账"),
        (("correct", "2026-0001", "state=closed"), "无法更正"),
        (("correct", "2026-0001", "village"), "无法更正"),
        (("receipt", "2026-0001", "1", "--channel", "现金", "--on", "2026-11-20"), None),
        (("verify", "2026-0001", "--by", "李四", "--on", "x", "--result", "confirmed"), None),
    ],
)
def test_what_cannot_be_done_says_so_and_leaves_no_trace(imported, asked, title):
    before = imported("show", "2026-0001")
    code, answer = imported(*asked)
    assert code == 1
    assert title is None or answer["error"]["title"] == title
    assert answer["error"]["advice"]
    assert imported("show", "2026-0001") == before
    assert not Path("x.pdf").exists()


def test_a_wrong_passphrase_opens_nothing(an_office, monkeypatch):
    monkeypatch.setenv("GUICANG_PASSWORD", "another-phrase")
    assert an_office("cases")[1]["error"]["title"] == "口令不正确"


def test_an_office_is_not_made_twice(an_office):
    code, answer = an_office("init", "--office", "别处", "--clerk", "李四")
    assert (code, answer["error"]["title"]) == (1, "无法新建个案簿")


def test_without_an_office_it_says_how_to_begin(guicang):
    assert guicang("cases")[1]["error"]["title"] == "这里没有个案簿"


def test_the_suffix_of_an_export_decides_what_it_is(imported, tmp_path):
    names = ("ledger.xlsx", "ledger.pdf", "deliveries.pdf", "monthly.pdf", "monthly.xlsx")
    for name in (*names, "village.xlsx"):
        what, _, suffix = name.partition(".")
        code, answer = imported("export", what, "--out", str(tmp_path / name))
        assert code == 0, answer
        start = {"pdf": b"%PDF", "xlsx": b"PK"}[suffix]
        assert (tmp_path / name).read_bytes().startswith(start)
    code, answer = imported("export", "deliveries", "--out", str(tmp_path / "送达.xlsx"))
    assert (code, answer["error"]["field"]) == (1, "out")


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("ledger.pdf", ("--changed",)),
        ("ledger.pdf", ("--handed",)),
        ("ledger.pdf", ("--village", "石桥村")),
        ("ledger.pdf", ("--template", "简表")),
        ("ledger.pdf", ("--password-env", "GUICANG_PASSWORD")),
        ("ledger.pdf", ("--into", "县级表.xlsx")),
        ("ledger.xlsx", ("--village", "石桥村")),
        ("ledger.xlsx", ("--month", "2026-11")),
        ("ledger.xlsx", ("--template", "简表", "--into", "县级表.xlsx")),
        ("deliveries.pdf", ("--month", "2026-11")),
        ("monthly.pdf", ("--password-env", "GUICANG_PASSWORD")),
        ("monthly.xlsx", ("--changed",)),
        ("answers.xlsx", ("--handed",)),
        ("village.xlsx", ("--handed",)),
    ],
)
def test_an_option_that_an_export_has_no_use_for_is_refused(an_office, tmp_path, name, option):
    out = tmp_path / name
    code, answer = an_office("export", name.partition(".")[0], "--out", str(out), *option)
    assert (code, answer["error"]["title"]) == (1, "无法导出")
    assert option[0] in answer["error"]["advice"]
    assert not out.exists()


def test_a_template_and_a_password_serve_an_export(imported, tmp_path, monkeypatch):
    kept = imported("template", "财政所", "姓名=领取人", "公民身份号码", "未退余额（元）")
    assert kept[1][-1] == {"template": "财政所", "columns": 3}
    out, county = str(tmp_path / "台账.xlsx"), str(tmp_path / "县级表.xlsx")
    code, answer = imported("export", "ledger", "--out", county, "--template", "财政所")
    assert (code, answer["rows"]) == (0, 60)
    code, answer = imported("export", "ledger", "--out", out, "--password-env", "BOOK_PASSWORD")
    assert (code, answer["error"]["field"]) == (1, "password")
    monkeypatch.setenv("BOOK_PASSWORD", "lantian-2026")
    code, answer = imported("export", "ledger", "--out", out, "--password-env", "BOOK_PASSWORD")
    assert (code, answer["rows"]) == (0, 60)
    assert imported("template", "财政所", "--remove")[1][-1]["template"] != "财政所"
    filled = imported("export", "ledger", "--out", out, "--into", county)
    assert (filled[0], filled[1]["rows"]) == (0, 60)
    assert imported("export", "ledger", "--out", out, "--changed")[1]["error"]["title"]


def test_the_month_is_told_in_figures(imported):
    code, answer = imported("monthly")
    assert code == 0
    assert answer["difference"] == {"fen": 0, "cases": 0}
    assert answer["counts"][0]["label"] == "新增疑点"


def test_many_papers_are_issued_into_one_file_or_a_folder(imported, tmp_path):
    _, rows = imported("cases")
    village, number = rows[0]["village"], rows[0]["number"]
    verify = ("verify", number, "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    imported(*verify)
    one = tmp_path / "全村.pdf"
    ask = ("issue-batch", "refund-notice", "--village", village)
    code, answer = imported(*ask, "--dry-run")
    assert (code, answer["issued"], answer["files"]) == (0, 1, [])
    code, answer = imported(*ask, "--out", str(one))
    assert (code, answer["issued"], answer["files"]) == (0, 1, [str(one)])
    assert answer["refused"] == sum(row["village"] == village for row in rows) - 1
    assert one.read_bytes().startswith(b"%PDF")
    code, answer = imported(*ask, "--out", str(tmp_path / "folder"))
    assert (answer["issued"], answer["again"], len(answer["files"])) == (0, 1, 2)


def test_nothing_is_issued_where_nothing_can_be_written(imported, tmp_path):
    (tmp_path / "file").touch()
    out = str(tmp_path / "file" / "x.pdf")
    code, answer = imported("issue-batch", "visit-record", "--out", out)
    assert (code, answer["error"]["title"]) == (1, "无法写入文件")
    _, rows = imported("cases")
    _, case = imported("show", rows[0]["number"])
    assert not any("出具" in event["summary"] for event in case["events"])
