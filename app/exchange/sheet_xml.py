"""Our own look into the parts of an .xlsx: hidden rows, formulas without a result, far cells.

By patterns, not by an XML parser: nothing is nested or expanded, and each part is read once.
Exporters may put a prefix before every tag (<x:row>), and either kind of quote around values.
"""

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from app.exchange.gate import TITLE
from app.exchange.sheet_notes import SheetNotes, check_area, place_of

_TAG = rb"<(?:\w+:)?"
_END = rb"</(?:\w+:)?"
_HIDDEN_ROW = re.compile(_TAG + rb"row\b([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_FORMULA_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_ERROR_MARKS = (b't="e"', b"t='e'")
_EMPTY_VALUE = rb"(?:" + _TAG + rb"v\s*/>|" + _TAG + rb"v>\s*" + _END + rb"v>)?"
_NO_RESULT = re.compile(
    _TAG + rb"c\b([^>]*)>\s*" + _TAG + rb"f\b[^>]*?(?:/>|>([^<]*)" + _END + rb"f>)\s*"
    + _EMPTY_VALUE + rb"\s*" + _END + rb"c>"
)  # fmt: skip
_ERROR = re.compile(
    _TAG + rb"c\b([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!" + _END + rb"c>).){0,9000}?"
    + _TAG + rb"v>([^<]*)<", re.DOTALL
)  # fmt: skip
_FAR = re.compile(rb" r=[\"'](?:[A-Z]{3}\d|[G-Z][A-Z]\d|[A-Z]*(?:[3-9]\d{4}|\d{6}))")
_FILLED = re.compile(_TAG + rb"c\b([^>]*[^/>])>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3}[1-9]\d{0,6})[\"']")
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_FROM_1904 = re.compile(rb"\bdate1904=[\"'](?:1|true)[\"']")


def xlsx_notes(content: bytes) -> dict[str, SheetNotes]:
    """The notes of every sheet by its name.

    Raises UserError for cells so far away that no list of people reaches there.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        from_1904 = _FROM_1904.search(archive.read("xl/workbook.xml")) is not None
        parts = set(archive.namelist())
        return {
            name: _notes(archive.read(part), name, from_1904=from_1904)
            for name, part in sheet_parts(archive)
            if part in parts
        }


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The sheets by name, with the part each is kept in."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for tag in _tags("Relationship", archive.read("xl/_rels/workbook.xml.rels")):
            targets[_attribute(tag, rb"Id")] = _attribute(tag, rb"Target")
    for tag in _tags("sheet", archive.read("xl/workbook.xml")):
        target = targets.get(_attribute(tag, rb"(?:\w+:)?id"), "")
        yield _attribute(tag, rb"name"), posixpath.normpath(posixpath.join("/xl", target))[1:]


def _tags(name: str, xml: bytes) -> Iterator[bytes]:
    for match in re.finditer(_TAG + name.encode() + rb"\s([^>]*)>", xml):
        yield match[1]


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return html.unescape((match[1] or match[2] or b"").decode(errors="replace")) if match else ""


def _notes(xml: bytes, sheet: str, *, from_1904: bool) -> SheetNotes:
    if _FAR.search(xml):  # each of these looks is quick where nothing is found
        _check_far_cells(xml, sheet)
    hiding = _HIDDEN_ROW.finditer(xml) if b"hidden=" in xml else iter(())
    numbers = (_NUMBER.search(match[1]) for match in hiding)
    hidden = frozenset(int(number[1]) - 1 for number in numbers if number)
    return SheetNotes(hidden, dict(_lost(xml)), from_1904)


def _lost(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Formula cells whose result was never stored, and those that show an error."""
    if any(mark in xml for mark in _FORMULA_MARKS):
        for match in _NO_RESULT.finditer(xml):
            reference = _REFERENCE.search(match[1])
            if reference and b't="str"' not in match[1]:  # a text may well be empty
                formula = html.unescape((match[2] or b"").decode(errors="replace"))
                yield place_of(reference[1].decode()), f"={formula}"
    if not any(mark in xml for mark in _ERROR_MARKS):
        return
    for match in _ERROR.finditer(xml):
        if reference := _REFERENCE.search(match[1]):
            yield place_of(reference[1].decode()), match[2].decode(errors="replace")


def _check_far_cells(xml: bytes, sheet: str) -> None:
    """Only cells with something in them count: formatted blanks reach to the last row anyway."""
    rows = columns = 0
    for match in _FILLED.finditer(xml):
        if reference := _REFERENCE.search(match[1]):
            row, column = place_of(reference[1].decode())
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    check_area(rows, columns, sheet, TITLE)
