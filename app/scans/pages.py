"""The pages of a scanned or photographed file as pictures; nothing is ever written to disk.

The first bytes say what a file is, not its name. Sizes are checked before a pixel is read.
"""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

from PIL import Image, ImageOps

from app.errors import UserError
from app.scans.sheets import sheets, sheets_of

MOST_MB, MOST_PAGES, MOST_MPX = 200, 300, 50
PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"II*\0": "TIFF", b"MM\0*": "TIFF"}
BROKEN = (  # what Pillow raises over bytes that are no picture after all
    *(OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(EOFError, OverflowError, MemoryError, struct.error, zlib.error, RuntimeError),
)

Image.MAX_IMAGE_PIXELS = None  # we count them ourselves, and refuse with a sentence


def read_file(path: Path) -> bytes:
    """The bytes of a file that may be a scan.

    Raises UserError when it cannot be read, is too large, or is no picture and no PDF.
    """
    title = _title(path.name)
    try:
        if path.stat().st_size > MOST_MB * 1024 * 1024:
            raise UserError(title, f"文件超过 {MOST_MB} MB，请分成几个文件，或降低扫描分辨率。")
        content = path.read_bytes()
    except OSError:
        raise UserError(title, "请确认文件存在、可以打开，U 盘没有拔出。") from None
    if not content:
        raise UserError(title, "文件是空的，请重新扫描或重新复制。")
    if not _is_pdf(content) and _picture_kind(content) is None:
        raise UserError(title, "它不是 JPG、PNG、TIFF 图片或 PDF，请换成其中一种格式。")
    return content


def count_pages(content: bytes, name: str) -> int:
    """How many pages a file has. Raises UserError when it has too many, or is damaged."""
    if _is_pdf(content):
        pages = sheets_of(content, _title(name))
    else:
        with _opened(content, name) as picture:
            try:
                pages = getattr(picture, "n_frames", 1)
            except BROKEN:
                raise _damaged(name) from None
    if pages > MOST_PAGES:
        raise UserError(_title(name), f"共 {pages} 页，一个文件最多 {MOST_PAGES} 页，请分成几个。")
    return pages


def read_pages(content: bytes, name: str) -> Iterator[Image.Image]:
    """The pages in order, as grey or colour pictures, turned the way they were photographed.

    Raises UserError when the file is damaged, locked, or a page is too large.
    """
    count_pages(content, name)
    if _is_pdf(content):
        for image in sheets(content, _title(name), MOST_MPX):
            yield _plain(image)
        return
    with _opened(content, name) as picture:
        for number in count():
            try:
                picture.seek(number)
                _check_size(picture, name, number + 1)
                picture.load()
                image = _plain(ImageOps.exif_transpose(picture))
            except EOFError:
                if number == 0:
                    raise _damaged(name) from None
                return
            except BROKEN:
                raise _damaged(name, number + 1) from None
            yield image
            if _picture_kind(content) != "TIFF":
                return


def _opened(content: bytes, name: str) -> Image.Image:
    try:
        return Image.open(BytesIO(content), formats=[_picture_kind(content) or ""])
    except BROKEN:
        raise _damaged(name) from None


def _check_size(picture: Image.Image, name: str, page: int) -> None:
    if picture.width * picture.height > MOST_MPX * 1_000_000:
        advice = f"第 {page} 页超过 {MOST_MPX} 百万像素，请用 200 至 300 dpi 重新扫描。"
        raise UserError(_title(name), advice)


def _plain(image: Image.Image) -> Image.Image:
    """Grey or colour, eight bits, on white; without anything the camera wrote about itself."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        image = Image.new("RGBA", image.size, "white")
        image.alpha_composite(layered)
    if image.mode not in ("L", "RGB"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    image.info = {}
    return image


def _picture_kind(content: bytes) -> str | None:
    return next((kind for magic, kind in PICTURES.items() if content.startswith(magic)), None)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _title(name: str) -> str:
    return f"无法读取“{name}”"


def _damaged(name: str, page: int | None = None) -> UserError:
    which = f"第 {page} 页" if page else "内容"
    return UserError(_title(name), f"{which}不完整或已损坏，请重新扫描或重新复制这个文件。")
