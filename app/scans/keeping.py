"""What is kept of a page: a small JPEG without metadata, and by what the page is known again."""

from hashlib import sha256
from io import BytesIO

from PIL import Image

MOST_KB = 300
SIDES_PX = (2339, 1754)  # the long side of A4 at 200 dpi, and at 150
QUALITIES = (82, 72, 62, 52, 42)
LEAST_COLOUR, COLOURED = 60, 0.0005  # saturation of a pixel; share of such pixels


def pixels_sha256(image: Image.Image) -> str:
    """The same for the same page, whatever the file it comes in; of its size and grey pixels."""
    size = f"{image.width}x{image.height}:".encode()
    return sha256(size + image.convert("L").tobytes()).hexdigest()


def kept_jpeg(image: Image.Image) -> bytes:
    """A JPEG of about 300 KB that can still be read; in colour only where there is some."""
    plain = image if _has_colour(image) else image.convert("L")
    content = b""
    for side in SIDES_PX:
        small = _fitted(plain, side)
        for quality in QUALITIES:
            stream = BytesIO()
            small.save(stream, "JPEG", quality=quality, optimize=True)
            content = stream.getvalue()
            if len(content) <= MOST_KB * 1000:
                return content
    return content


def _fitted(image: Image.Image, side: int) -> Image.Image:
    scale = side / max(image.size)
    if scale >= 1:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _has_colour(image: Image.Image) -> bool:
    """Red seals and blue ink are colour; the yellow of old paper is not much of one."""
    if image.mode == "L":
        return False
    small = image.copy()
    small.thumbnail((600, 600))
    counts = small.convert("HSV").getchannel("S").histogram()
    return sum(counts[LEAST_COLOUR:]) > COLOURED * sum(counts)
