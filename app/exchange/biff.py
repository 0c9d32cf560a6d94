"""Our own look into an .xls: hidden rows, the year days count from, a password.

The records of BIFF8: a number, a length, so many bytes; each sheet begins where BOUNDSHEET says.
"""

import io
import struct
from collections.abc import Iterator

import olefile

from app.errors import UserError
from app.exchange.gate import TITLE
from app.exchange.sheet_notes import SheetNotes

_EOF, _DATE_MODE, _FILE_PASS, _BOUND_SHEET, _ROW = 0x0A, 0x22, 0x2F, 0x85, 0x208
_ROW_HIDDEN = 0x20


def xls_notes(content: bytes, name: str) -> dict[str, SheetNotes]:
    """The notes of every sheet by its name; none where the file keeps them in another way.

    Raises UserError when the workbook has a password.
    """
    stream = _workbook_stream(content)
    from_1904, sheets = False, []
    for kind, body in _records(stream, 0):
        if kind == _FILE_PASS:
            advice = f"“{name}”设有打开密码，请先用 WPS 或 Excel 取消密码再导入。"
            raise UserError(TITLE, advice)
        if kind == _DATE_MODE:
            from_1904 = body[:2] == b"\1\0"
        if kind == _BOUND_SHEET and len(body) > 8:
            (start,) = struct.unpack_from("<I", body)
            code = "utf-16-le" if body[7] & 1 else "latin-1"
            sheets.append((body[8:].decode(code, errors="replace"), start))
    return {
        title: SheetNotes(hidden=frozenset(_hidden(stream, start)), from_1904=from_1904)
        for title, start in sheets
    }


def _hidden(stream: bytes, start: int) -> Iterator[int]:
    for kind, body in _records(stream, start):
        if kind == _ROW and len(body) >= 14:
            (row,) = struct.unpack_from("<H", body)
            if struct.unpack_from("<H", body, 12)[0] & _ROW_HIDDEN:
                yield row


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Up to the end of this part of the stream."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        for name in ("Workbook", "Book"):
            if ole.exists(name):
                read: bytes = ole.openstream(name).read()
                return read
    return b""
