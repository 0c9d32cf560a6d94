"""Pages of a PDF as pictures. A page that is one scanned picture gives that very picture.

pdfium works for one thread at a time: one file is read after the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import Image

from app.errors import UserError

DPI = 200
MOST_DRAWN_PX = 12_000_000  # a little more than A3 at 200 dpi
COVERS = 0.95
LOCKED = 4  # FPDF_ERR_PASSWORD


def sheets_of(content: bytes, title: str) -> int:
    """How many pages. Raises UserError when the PDF is locked or damaged."""
    with _opened(content, title) as pdf:
        return len(pdf)


def sheets(content: bytes, title: str, most_mpx: int) -> Iterator[Image.Image]:
    """The pages in order. Raises UserError under `title` when one cannot be drawn."""
    from pypdfium2 import PdfiumError

    with _opened(content, title) as pdf:
        for number in range(len(pdf)):
            try:
                page = pdf[number]
                try:
                    _check_pictures(page, title, number + 1, most_mpx)
                    image = _own_picture(page) or _drawn(page)
                finally:
                    page.close()
            except (PdfiumError, OSError, ValueError, MemoryError):
                advice = f"第 {number + 1} 页已损坏，请重新扫描或重新复制这个文件。"
                raise UserError(title, advice) from None
            yield image


@contextmanager
def _opened(content: bytes, title: str) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(content)
    except PdfiumError as error:
        if error.err_code == LOCKED:
            advice = "这个 PDF 有密码，请用原来的程序去掉密码后再交。"
            raise UserError(title, advice) from None
        raise UserError(title, "PDF 不完整或已损坏，请重新扫描或重新复制这个文件。") from None
    try:
        if len(pdf) == 0:
            raise UserError(title, "PDF 里没有页，请重新扫描。")
        yield pdf
    finally:
        pdf.close()


def _check_pictures(page: Any, title: str, number: int, most_mpx: int) -> None:
    """Refuses a page whose pictures would fill the memory."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        if width * height > most_mpx * 1_000_000:
            advice = f"第 {number} 页的图片超过 {most_mpx} 百万像素，请用 200 至 300 dpi 重新扫描。"
            raise UserError(title, advice)


def _own_picture(page: Any) -> Image.Image | None:
    """The picture a page consists of, pixel by pixel; None when there is more on it.

    A scanner's unseen layer of text does not count.
    """
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDFPage_GetAnnotCount

    seen = [one for one in page.get_objects() if not _is_unseen_text(one)]
    if len(seen) != 1 or seen[0].type != FPDF_PAGEOBJ_IMAGE or FPDFPage_GetAnnotCount(page):
        return None
    picture = seen[0]
    if not _covers(page, picture):
        return None
    if picture.get_filters() == ["DCTDecode"]:
        image = Image.open(BytesIO(bytes(picture.get_data())), formats=["JPEG"])
        if image.mode not in ("L", "RGB") or image.size != tuple(picture.get_px_size()):
            return None
    else:
        bitmap = picture.get_bitmap(render=False)
        image = bitmap.to_pil()
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180}
    turns[270] = Image.Transpose.ROTATE_90
    turn = turns.get(page.get_rotation())
    image.load()
    return image.transpose(turn) if turn is not None else image.copy()


def _is_unseen_text(one: Any) -> bool:
    from pypdfium2.raw import (
        FPDF_PAGEOBJ_TEXT,
        FPDF_TEXTRENDERMODE_INVISIBLE,
        FPDFTextObj_GetTextRenderMode,
    )

    if one.type != FPDF_PAGEOBJ_TEXT:
        return False
    is_unseen: bool = FPDFTextObj_GetTextRenderMode(one) == FPDF_TEXTRENDERMODE_INVISIBLE
    return is_unseen


def _covers(page: Any, picture: Any) -> bool:
    """Whether a picture stands upright over (nearly) the whole page."""
    a, b, c, d, _e, _f = picture.get_matrix().get()
    left, bottom, right, top = page.get_bbox()
    is_upright = a > 0 and d > 0 and abs(b) < 0.01 and abs(c) < 0.01
    return bool(is_upright and a >= COVERS * (right - left) and d >= COVERS * (top - bottom))


def _drawn(page: Any) -> Image.Image:
    """At 200 dpi; fewer where the page claims to be larger than A3."""
    width, height = page.get_size()
    scale = min(DPI / 72, (MOST_DRAWN_PX / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    image: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    return image
