"""Files made to do harm, or spoiled on their way: each by its name, with a word of its sentence.

None where the file may also be read, as long as nothing breaks.
"""

import io
import struct
import zipfile

import xlsxwriter

from tests.exchange.books import LI, WORKBOOKS, ZHANG, cells

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MB = 2**20
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
FROM_DISK = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def good_book():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("石桥村")
        for number, row in enumerate(cells(ZHANG, LI)):
            sheet.write_row(number, 0, row)
    return content.getvalue()


GOOD = good_book()


def rebuilt(changed=None, added=(), dropped=()):
    """The good workbook with some parts changed by a function, added or left out."""
    old, content = zipfile.ZipFile(io.BytesIO(GOOD)), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            if name not in dropped:
                part = old.read(name)
                archive.writestr(name, (changed or {}).get(name, lambda xml: xml)(part))
        for name, part in added:
            archive.writestr(name, part)
    return content.getvalue()


def sheet_of(rows, before="", after=""):
    xml = f'<?xml version="1.0"?>{before}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}'
    return rebuilt({SHEET: lambda _: (xml + "</worksheet>").encode(errors="surrogatepass")})


def text_cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_doctype(part, doctype):
    def change(xml):
        start = xml.index(b"?>") + 2
        return xml[:start] + doctype.encode() + xml[start:]

    return rebuilt({part: change})


def lying_about_its_size():
    """A part whose directory entry says 10 bytes and which unpacks to far more."""
    spoiled = bytearray(rebuilt(added=[("xl/media/a.xml", bytes(MB))]))
    at = spoiled.rindex(b"xl/media/a.xml") - 46
    struct.pack_into("<I", spoiled, at + 24, 10)
    return bytes(spoiled)


def encrypted_entry():
    spoiled = bytearray(GOOD)
    at = spoiled.index(b"PK\1\2")
    struct.pack_into("<H", spoiled, at + 8, 1)
    return bytes(spoiled)


def locked(content):
    import msoffcrypto
    from msoffcrypto.format.ooxml import OOXMLFile

    assert msoffcrypto
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("lantian-2026", out)
    return out.getvalue()


def nested_zip(depth):
    content = bytes(MB)
    for level in range(depth):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(4):
                archive.writestr(f"{level}-{copy}.zip", content)
        content = packed.getvalue()
    return content


def old_book(change):
    content = bytearray((WORKBOOKS / "county_old.xls").read_bytes())
    change(content)
    return bytes(content)


def scrambled(content):
    for at in range(2000, len(content), 97):
        content[at] ^= 0x5A


def with_password_record(content):
    at = content.index(struct.pack("<HH", 0x809, 16)) + 20  # after the first BOF
    content[at : at + 2] = struct.pack("<H", 0x2F)


def merged(count):
    cells = "".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(1, count))
    return f"<mergeCells>{cells}</mergeCells>"


DEEP = "<row>" * 200_000 + "</row>" * 200_000
ROWS = "".join(f'<row r="{n}">{text_cell(f"A{n}", n)}</row>' for n in range(1, 20_100))
LINES = "\n".join(f"张三{n},1" for n in range(20_100))

FILES = {
    "entities that swell": (lambda: with_doctype(SHEET, ENTITIES), "文档类型"),
    "entity read from disk": (lambda: with_doctype("xl/workbook.xml", FROM_DISK), "文档类型"),
    "doctype far inside": (
        lambda: sheet_of("", before="<!--" + " " * 5000 + "-->" + ENTITIES),
        "文档类型",
    ),
    "doctype in UTF-16": (
        lambda: rebuilt({SHEET: lambda xml: (ENTITIES + xml.decode()).encode("utf-16")}),
        "文档类型",
    ),
    "bomb in a sheet": (lambda: rebuilt({SHEET: lambda _: b" " * (9 * MB)}), "压缩比"),
    "bomb in the texts": (lambda: rebuilt(added=[("xl/x.xml", b"<a>" * 12 * MB)]), "过大"),
    "zips in zips": (lambda: nested_zip(3), "不是 Excel"),
    "size that lies": (lying_about_its_size, "不完整"),
    "zip entry with a password": (encrypted_entry, "不完整"),
    "three thousand parts": (
        lambda: rebuilt(added=[(f"a/{n}.xml", b"") for n in range(3000)]),
        "结构异常",
    ),
    "path that climbs out": (lambda: rebuilt(added=[("../../a.xml", b"<a/>")]), "路径异常"),
    "path from the root": (lambda: rebuilt(added=[("/etc/a.xml", b"<a/>")]), "路径异常"),
    "path with a drive": (lambda: rebuilt(added=[("C:/a.xml", b"<a/>")]), "路径异常"),
    "macros": (lambda: rebuilt(added=[("xl/vbaProject.bin", b"x")]), "宏"),
    "macros of an old workbook": (
        lambda: OLE + bytes(600) + "_VBA_PROJECT_CUR".encode("utf-16-le"),
        "宏",
    ),
    "link to another workbook": (
        lambda: rebuilt(added=[("xl/externalLinks/externalLink1.xml", b"<externalLink/>")]),
        None,
    ),
    "locked workbook": (lambda: locked(GOOD), "密码"),
    "locked old workbook": (lambda: old_book(with_password_record), "密码"),
    "old workbook scrambled": (lambda: old_book(scrambled), None),
    "old workbook cut off": (lambda: (WORKBOOKS / "county_old.xls").read_bytes()[:3000], "损坏"),
    "cut in half": (lambda: GOOD[: len(GOOD) // 2], "不完整"),
    "tail missing": (lambda: GOOD[:-30], "不完整"),
    "no sheets": (lambda: rebuilt(dropped=[SHEET]), None),
    "no workbook part": (lambda: rebuilt(dropped=["xl/workbook.xml"]), "不是 Excel"),
    "sheet of noise": (lambda: rebuilt({SHEET: lambda xml: xml[::-1]}), None),
    "tags that never end": (
        lambda: rebuilt({SHEET: lambda xml: xml.replace(b"</row>", b"")}),
        None,
    ),
    "two hundred thousand rows deep": (lambda: sheet_of(DEEP), None),
    "cell in the last corner": (
        lambda: sheet_of(f'<row r="1048576">{text_cell("XFD1048576", "a")}</row>'),
        "XFD1048576",
    ),
    "row below all rows": (
        lambda: sheet_of(f'<row r="9999999">{text_cell("A9999999", "a")}</row>'),
        None,
    ),
    "reference that is none": (
        lambda: sheet_of(f'<row r="1">{text_cell("ZZZZZZ99999999999", "a")}</row>'),
        None,
    ),
    "size that the sheet claims": (
        lambda: rebuilt({SHEET: lambda xml: xml.replace(b'ref="A1:M3"', b'ref="A1:XFD1048576"')}),
        None,
    ),
    "columns to the right end": (
        lambda: sheet_of(f'<row r="1">{text_cell("A1", "a")}{text_cell("XFD1", "b")}</row>'),
        "200 列",
    ),
    "too many rows": (lambda: sheet_of(ROWS), "20000 行"),
    "merged cells over one another": (
        lambda: sheet_of(f'<row r="1">{text_cell("A1", "a")}</row>', after=merged(2000)),
        None,
    ),
    "lone surrogates": (
        lambda: sheet_of(f'<row r="1">{text_cell("A1", "&#xD800;" + chr(0xDC00))}</row>'),
        None,
    ),
    "control characters": (
        lambda: sheet_of(f'<row r="1">{text_cell("A1", "&#0;&#1;_x0000_")}</row>'),
        None,
    ),
    "number beyond all numbers": (
        lambda: sheet_of('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>'),
        None,
    ),
    "date beyond the calendar": (
        lambda: sheet_of('<row r="1"><c r="A1" t="d"><v>99999-99-99T</v></c></row>'),
        None,
    ),
    "text index beyond the texts": (
        lambda: sheet_of('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
        None,
    ),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是表格"),
    "paper": (lambda: b"%PDF-1.7\n", "PDF"),
    "empty": (lambda: b"", "空文件"),
    "only blanks": (lambda: b" \r\n\t\r\n", "空文件"),
    "zeros": (lambda: bytes(4096), "不是表格"),
    "program": (lambda: b"MZ\x90\0\3\0\0\0", "不是表格"),
    "text with zeros": ("姓名,身份证号\n张\0三,1\n".encode, "不是表格"),
    "text in no coding": (lambda: b"\xff\xff\xff\xfe\x80" * 9, "编码"),
    "line of a million cells": (lambda: b"a," * 1_000_000, "过多"),
    "lines without end": (lambda: b"\n" * 200_000 + b"a", "过多"),
    "too many lines": (LINES.encode, "20000 行"),
    "quote that never closes": (lambda: b'a,"' + b"b\n" * 200_000, "规范"),
    "too large": (lambda: b"a" * (51 * MB), "50 MB"),
}
