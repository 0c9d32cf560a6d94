"""Files that are given as scans: the good ones page by page, the odd ones with a sentence."""

import zlib
from contextlib import suppress
from io import BytesIO
from random import Random
from types import SimpleNamespace

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserError
from app.scans.keeping import pixels_sha256
from app.scans.pages import MOST_PAGES, count_pages, read_file, read_pages
from tests.scans.spoiling import compressed, signed

NAME = "扫描0001"


def pages(content):
    return list(read_pages(content, NAME))


def saved(image, kind, **more):
    stream = BytesIO()
    image.save(stream, kind, **more)
    return stream.getvalue()


def as_pdf(*pictures, words=""):
    """Scans packed as scanners do: a picture over the whole page, perhaps with unseen text."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for picture in pictures:
        canvas.drawImage(ImageReader(BytesIO(picture)), 0, 0, 595, 842)
        if words:
            text = canvas.beginText(50, 50)
            text.setTextRenderMode(3)
            text.textLine(words)
            canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_a_picture_is_one_page(sheets, kind):
    [page] = pages(saved(sheets[0], kind))
    assert page.size == sheets[0].size


def test_every_page_of_a_tiff_is_read_in_order(sheets):
    one_bit = [sheet.convert("1") for sheet in sheets]
    content = saved(
        one_bit[0], "TIFF", save_all=True, append_images=one_bit[1:], compression="group4"
    )
    assert [pixels_sha256(p) for p in pages(content)] == [pixels_sha256(p) for p in one_bit]


def test_every_page_of_a_pdf_is_read_at_200_dpi(notice):
    assert [page.size for page in pages(notice[1])] == [(1654, 2339)] * 2


@pytest.mark.parametrize("words", ["", "searchable"])
def test_a_scan_packed_into_a_pdf_is_the_same_page(sheets, words):
    jpeg = compressed(signed(sheets[0]), 80)
    [alone], [packed] = pages(jpeg), pages(as_pdf(jpeg, words=words))
    assert pixels_sha256(alone) == pixels_sha256(packed)


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_scan_without_loss_is_the_same_page_as_png_as_tiff_and_in_a_pdf(sheets, mode):
    page = sheets[1].convert(mode)
    png = saved(page, "PNG")
    given = (png, saved(page, "TIFF", compression="tiff_lzw"), as_pdf(png))
    assert len({pixels_sha256(pages(content)[0]) for content in given}) == 1


def test_a_pdf_with_writing_over_the_scan_is_drawn_with_it(sheets):
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(BytesIO(saved(sheets[0], "PNG"))), 0, 0, 595, 842)
    canvas.rect(100, 700, 300, 100, fill=1)
    canvas.save()
    [page] = pages(stream.getvalue())
    assert page.convert("L").getpixel((500, 250)) < 20


def test_a_turned_pdf_page_stands_as_it_is_shown(sheets):
    writer = PdfWriter(clone_from=BytesIO(as_pdf(saved(sheets[0], "PNG"))))
    writer.pages[0].rotate(90)
    stream = BytesIO()
    writer.write(stream)
    [page] = pages(stream.getvalue())
    assert (
        page.tobytes()
        == sheets[0]
        .convert("RGB")
        .transpose(Image.Transpose.ROTATE_270)
        .convert(page.mode)
        .tobytes()
    )


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_photograph_stands_the_way_it_was_taken(sheets, kind):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right by 90 degrees
    [page] = pages(saved(sheets[0], kind, exif=exif))
    assert page.size == sheets[0].size[::-1]


def test_what_the_camera_wrote_about_itself_is_gone(sheets):
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    [page] = pages(saved(sheets[0], "JPEG", exif=exif, comment=b"here"))
    assert b"Phone" not in compressed(page)
    assert b"here" not in compressed(page)


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA", "CMYK", "I;16"])
def test_odd_pictures_are_read_as_they_look(mode):
    white = Image.new("L", (300, 400), 255)
    if mode == "I;16":
        picture = white.convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        picture = white.convert("RGB").convert(mode) if mode != "LA" else white.convert("LA")
    [page] = pages(saved(picture, "TIFF" if mode == "CMYK" else "PNG"))
    assert page.mode in ("L", "RGB")
    assert page.convert("L").getpixel((10, 10)) >= 254


def png_head(width, height):
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind, data):
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size)
    return start + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def locked(pdf):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def no_pages():
    catalog = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    pages = b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    return b"%PDF-1.4\n" + catalog + pages + b"trailer<</Root 1 0 R>>"


def large_picture_in_pdf():
    pdf = as_pdf(saved(Image.new("L", (40, 40)), "PNG"))
    return pdf.replace(b"/Width 40", b"/Width 9999").replace(b"/Height 40", b"/Height 9999")


def many_pages():
    frame = Image.new("1", (8, 8))
    return saved(frame, "TIFF", save_all=True, append_images=[frame] * MOST_PAGES)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (lambda made: made.jpeg[: len(made.jpeg) // 2], "第 1 页不完整或已损坏"),
        (lambda made: made.jpeg[:40], "内容不完整或已损坏"),
        (lambda _made: png_head(60_000, 60_000), "超过 50 百万像素"),
        (lambda _made: png_head(2000, 2000), "第 1 页不完整或已损坏"),
        (lambda made: locked(made.pdf), "有密码"),
        (lambda made: made.pdf[:300], "PDF 不完整或已损坏"),
        (lambda _made: no_pages(), "没有页|不完整"),
        (lambda _made: large_picture_in_pdf(), "第 1 页的图片超过 50 百万像素"),
        (lambda _made: many_pages(), "共 301 页，一个文件最多 300 页"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(sheets, notice, content, why):
    with pytest.raises(UserError, match=why) as refused:
        pages(content(SimpleNamespace(jpeg=compressed(sheets[0]), pdf=notice[1])))
    assert refused.value.title == f"无法读取“{NAME}”"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04workbook", "不是 JPG、PNG、TIFF 图片或 PDF"),
        (b"GIF89a....", "不是 JPG、PNG、TIFF 图片或 PDF"),
    ],
)
def test_what_is_no_scan_is_refused_whatever_its_name(tmp_path, content, why):
    path = tmp_path / "告知书.pdf"
    path.write_bytes(content)
    with pytest.raises(UserError, match=why):
        read_file(path)


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    with pytest.raises(UserError, match="请确认文件存在"):
        read_file(tmp_path / "没有.jpg")
    with pytest.raises(UserError, match="请确认文件存在"):
        read_file(tmp_path)
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024 + 1)
    with pytest.raises(UserError, match="超过 200 MB"):
        read_file(huge)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells of tags it skips
@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "pdf"])
def test_a_file_with_wrong_bytes_is_read_or_refused_never_worse(kind):
    small = Image.effect_noise((90, 120), 60)
    whole = {
        "jpeg": compressed(small),
        "png": saved(small, "PNG"),
        "tiff": saved(small, "TIFF", save_all=True, append_images=[small], compression="tiff_lzw"),
        "pdf": as_pdf(saved(small, "PNG")),
    }[kind]
    random = Random(20220818)  # noqa: S311 - the same spoilt bytes every time
    for _ in range(150):
        spoilt = bytearray(whole)
        for _ in range(random.randint(1, 4)):
            spoilt[random.randrange(len(spoilt))] = random.randrange(256)
        with suppress(UserError):
            count_pages(bytes(spoilt), NAME)
            pages(bytes(spoilt))
