"""What kind of file the bytes are, decided before any parser sees them.

Names lie: an .xls may be a web page, an .xlsx an old or encrypted workbook. A zip is judged by its
directory, so that one made to burst is never unpacked.
"""

import io
import zipfile
import zlib
from enum import Enum, auto

from app.errors import UserError

TITLE = "无法读取表格"
MOST_BYTES = 50 * 2**20
MOST_PARTS = 2000
MOST_UNPACKED = 512 * 2**20
MOST_STRINGS = 64 * 2**20
MOST_OTHER = 32 * 2**20
MOST_RATIO = 100
RATIO_FROM = 2**20  # small parts may shrink as much as they like

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_SAVE_AS = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再导入"


class FileKind(Enum):
    WORKBOOK = auto()
    TEXT = auto()


def file_kind(content: bytes, name: str) -> FileKind:
    """A workbook (.xlsx, .xls) or text (.csv).

    Raises UserError when the file is neither, locked, damaged, or could do harm.
    """
    if not content.strip():
        raise UserError(TITLE, f"“{name}”是空文件，请向来文单位重新索取。")
    check_size(len(content), name)
    if content.startswith(b"PK"):
        _check_zip(content, name)
        return FileKind.WORKBOOK
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UserError(TITLE, f"“{name}”设有打开密码，请先用 WPS 或 Excel 取消密码再导入。")
        if _MACROS in content:
            raise UserError(TITLE, f"“{name}”带有宏。{_SAVE_AS}。")
        return FileKind.WORKBOOK
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise UserError(TITLE, f"“{name}”实际是网页文件，不是表格。{_SAVE_AS}。")
    if content.startswith(b"%PDF"):
        raise UserError(TITLE, f"“{name}”是 PDF 文件，不是表格，请向来文单位索取电子表格。")
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_wide:
        raise UserError(TITLE, f"“{name}”不是表格文件，请选择 .xlsx、.xls 或 .csv 文件。")
    return FileKind.TEXT


def check_size(size: int, name: str) -> None:
    """Raises UserError when a file is larger than any list of cases."""
    if size > MOST_BYTES:
        raise UserError(TITLE, f"“{name}”超过 50 MB，请拆分后分次导入。")


def _check_zip(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts, name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    xml = archive.read(part)
                    if any(mark in xml for mark in _DOCTYPES):
                        raise _suspicious(name, "含有文档类型声明")
    except _DAMAGES as error:
        raise UserError(TITLE, f"“{name}”已损坏或不完整，请向来文单位重新索取。") from error


def _check_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise UserError(TITLE, f"“{name}”不是 Excel 工作簿。{_SAVE_AS}。")
    if any("vbaproject" in part.lower() for part in names):
        raise UserError(TITLE, f"“{name}”带有宏。{_SAVE_AS}。")
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise _suspicious(name, "内部结构异常")
    if any(part.startswith(("/", "\\")) or ".." in part or ":" in part for part in names):
        raise _suspicious(name, "内部路径异常")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _suspicious(name, "展开后过大")
    for part in parts:
        if part.file_size > _most_bytes(part.filename):
            raise _suspicious(name, "展开后过大")
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * part.compress_size:
            raise _suspicious(name, "压缩比异常")


def _most_bytes(part: str) -> int:
    if part.startswith("xl/worksheets/"):
        return MOST_UNPACKED
    return MOST_STRINGS if part == "xl/sharedStrings.xml" else MOST_OTHER


def _suspicious(name: str, why: str) -> UserError:
    return UserError(TITLE, f"“{name}”{why}，可能不安全，未读取。请向来文单位核实并重新索取。")
