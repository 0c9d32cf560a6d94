"""The uid of our papers, read from the codes on a scanned page. Other codes do not count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageOps

UID = re.compile(r"[0-9a-f]{32}")
TURNS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class CodesRead:
    """uids: of all papers whose codes are on the page, none twice.

    turn: by how many degrees (0, 90, 180, 270) the page is to be turned left to stand upright.
    """

    uids: tuple[str, ...]
    turn: int


def read_codes(image: Image.Image) -> CodesRead:
    """What the codes of a page say; harder and harder looks until one is found."""
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    formats = BarcodeFormats((BarcodeFormat.QRCode, BarcodeFormat.Code128))
    for look in _looks(image.convert("L")):
        found = [code for code in read_barcodes(look, formats) if UID.fullmatch(code.text)]
        if found:
            uids = dict.fromkeys(code.text for code in found)
            return CodesRead(tuple(uids), round(found[0].orientation / 90) * 90 % 360)
    return CodesRead((), 0)


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """The same pixels, turned left."""
    return image.transpose(TURNS[degrees]) if degrees else image


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    """The page as it is, in even light, without specks, enlarged, turned a little."""
    yield grey
    even = _in_even_light(grey)
    yield even
    yield even.filter(ImageFilter.MedianFilter(3))
    yield even.filter(ImageFilter.GaussianBlur(1.2))
    if max(grey.size) < 4000:
        yield even.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    if max(grey.size) > 2000:
        yield even.reduce(2)
    for degrees in (-12, 12, 30, 45):
        yield even.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _in_even_light(grey: Image.Image) -> Image.Image:
    """Shadows and lamps taken off: each place is seen against its surroundings."""
    around = grey.filter(ImageFilter.BoxBlur(max(grey.size) // 40))
    return ImageOps.autocontrast(ImageChops.subtract(grey, around, 1.0, 200), cutoff=0.5)
