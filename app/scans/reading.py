"""A scanned file, read: of each page what is kept, what it is known by, whose paper it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PIL import Image

from app.scans.codes import TURNS, read_codes, turned
from app.scans.keeping import kept_jpeg, pixels_sha256
from app.scans.pages import read_pages

Known = Callable[[str], bool]


@dataclass(frozen=True)
class ScannedPage:
    """number: from 1. uids: of the papers its codes name. jpeg: empty where the page is known."""

    number: int
    pixels_sha256: str
    uids: tuple[str, ...] = ()
    jpeg: bytes = b""


def scanned(content: bytes, name: str, is_known: Known) -> Iterator[ScannedPage]:
    """The pages of a file in order, upright as far as their codes tell.

    is_known: whether a page of this pixels_sha256 is kept already; it is then not looked at.
    Raises UserError when the file cannot be read to its end.
    """
    for number, image in enumerate(read_pages(content, name), 1):
        sha256 = known_by(image)
        if is_known(sha256):
            yield ScannedPage(number, sha256)
        else:
            codes = read_codes(image)
            jpeg = kept_jpeg(turned(image, codes.turn))
            yield ScannedPage(number, sha256, codes.uids, jpeg)


def known_by(image: Image.Image) -> str:
    """The same whichever way the page was turned."""
    grey = image.convert("L")
    ways = (grey, *map(partial(turned, grey), TURNS))
    return min(map(pixels_sha256, ways))
