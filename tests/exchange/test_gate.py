"""Files that are not what they seem: each gets its own sentence, none reaches a parser."""

import zipfile

import pytest

from app.errors import UserError
from app.exchange import gate, workbook
from app.exchange.reading import read_sheets
from tests.exchange.books import LI, ZHANG, cells, write_book

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(content, policy, name="表.xlsx"):
    with pytest.raises(UserError) as refused:
        read_sheets(content, name, policy)
    assert f"“{name}”" in refused.value.advice
    return refused.value.advice


def with_part(path, name, content):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b" \r\n", "空文件"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + b"\0" * 600, "损坏"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><Workbook/>", "网页"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\0\0", "不是表格"),
        (b"PK\x03\x04half", "不完整"),
        ("姓名,年龄\r\n张三,70\r\n".encode("gb18030"), "找不到表头"),
        (b"\xff\xff\xff", "编码"),
    ],
)
def test_what_is_no_workbook_is_refused_by_name(content, words, policy):
    assert words in refusal(content, policy)


def test_a_workbook_cut_off_is_refused(clue_file, policy):
    content = clue_file(ZHANG).read_bytes()
    assert "不完整" in refusal(content[: len(content) // 2], policy)


def test_a_workbook_with_macros_is_refused(clue_file, policy):
    assert "宏" in refusal(with_part(clue_file(ZHANG), "xl/vbaProject.bin", b"x"), policy)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path, policy):
    assert "不是 Excel" in refusal(with_part(tmp_path / "a.zip", "a.txt", b"x"), policy)


def test_a_zip_made_to_burst_is_refused_unopened(clue_file, policy):
    bomb = with_part(clue_file(ZHANG), "xl/media/a.bin", bytes(gate.MOST_OTHER + 1))
    assert "过大" in refusal(bomb, policy)


def test_a_part_packed_too_well_is_refused(clue_file, policy):
    bomb = with_part(clue_file(ZHANG), "xl/worksheets/sheet9.xml", bytes(8 * 2**20))
    assert "压缩比" in refusal(bomb, policy)


def test_paths_that_leave_the_zip_are_refused(clue_file, policy):
    assert "路径" in refusal(with_part(clue_file(ZHANG), "../evil.xml", b"<a/>"), policy)


def test_document_types_are_refused(clue_file, policy):
    entities = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    assert "文档类型" in refusal(with_part(clue_file(ZHANG), "docProps/x.xml", entities), policy)


def test_too_many_rows_or_columns_are_refused(tmp_path, policy, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    path = write_book(tmp_path / "多.xlsx", {"甲": cells(ZHANG), "乙": cells(LI)})
    assert "2 行" in refusal(path.read_bytes(), policy, "多.xlsx")
    wide = write_book(tmp_path / "宽.xlsx", {"甲": [["列"] * 201]})
    assert "200 列" in refusal(wide.read_bytes(), policy, "宽.xlsx")


def test_an_old_workbook_named_xlsx_is_read_all_the_same(policy):
    from tests.exchange.books import WORKBOOKS

    content = (WORKBOOKS / "county_old.xls").read_bytes()
    assert len(read_sheets(content, "改名.xlsx", policy).clues) == 25


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_text_in_every_coding_is_read(policy, code, mark):
    rows = cells(ZHANG | {"姓名": "付建𬀩", "身份证号": "430321195003081012\t"}, LI)
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    clues = read_sheets(text.encode(code), "导出.csv", policy).clues
    assert [clue.values["person.name"] for clue in clues] == ["付建𬀩", "李四"]
    assert clues[0].sheet == "导出"


def test_without_a_header_the_needed_headings_are_named(policy, tmp_path):
    path = write_book(tmp_path / "花名册.xlsx", {"说明": [["1. 按文本格式填写。"]]})
    advice = refusal(path.read_bytes(), policy, "花名册.xlsx")
    for heading in ("姓名", "公民身份号码", "险种", "多领原因", "多领开始时间"):
        assert f"“{heading}”" in advice
