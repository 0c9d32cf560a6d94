"""Scans as scanners and telephones make them: issued papers drawn, then spoilt on purpose."""

from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter
from pypdfium2 import PdfDocument


def drawn(pdf, dpi=200):
    """The pages of a printed paper, as a scanner sees them."""
    document = PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def skewed(image, degrees):
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=248)


def noisy(image, sigma=40):
    noise = Image.effect_noise(image.size, sigma)
    return ImageChops.add(image, noise, 1, -128)


def compressed(image, quality=45, **more):
    stream = BytesIO()
    image.save(stream, "JPEG", quality=quality, **more)
    return stream.getvalue()


def signed(image, seed=1):
    """Strokes of a pen over the lower part, and a red seal."""
    random = Random(seed)  # noqa: S311 - the same strokes every time
    paper = image.convert("RGB")
    pen = ImageDraw.Draw(paper)
    width, height = paper.size
    for _ in range(6):
        points = [
            (random.randint(width // 2, width), random.randint(height // 2, height * 9 // 10))
            for _ in range(4)
        ]
        pen.line(points, fill=(30, 40, 120), width=4)
    pen.ellipse(
        [width * 5 // 8, height // 2, width * 7 // 8, height * 11 // 16], None, (200, 30, 40), 9
    )
    return paper


def photographed(image, lean=0.12, dark=0.45):
    """From the side, on a brown table, with light from one corner."""
    width, height = image.size
    table = Image.new("RGB", (width * 5 // 4, height * 5 // 4), (116, 92, 70))
    table.paste(image, (width // 8, height // 8))
    w, h = table.size
    seen = table.transform(
        table.size,
        Image.Transform.PERSPECTIVE,
        _perspective([(0, 0), (w, 0), (w, h), (0, h)], _corners(w, h, lean)),
        Image.Resampling.BICUBIC,
    )
    light = Image.linear_gradient("L").resize(seen.size)
    shade = ImageChops.add(light.point(lambda v: int(v * dark)), Image.new("L", seen.size, 110))
    lit = ImageChops.multiply(seen, Image.merge("RGB", [shade] * 3))
    return ImageEnhance.Contrast(lit.filter(ImageFilter.GaussianBlur(0.8))).enhance(0.9)


def _corners(w, h, lean):
    """Where the corners of what is seen lie in the flat picture: the far edge is longer there."""
    return [(-lean * w, -lean * h / 2), (w * (1 + lean), 0), (w * 0.97, h), (w * 0.02, h * 0.98)]


def _perspective(seen, flat):
    """The eight numbers by which Pillow finds a point of the flat picture for one that is seen."""
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        right += [u, v]
    return _solved(rows, right)


def _solved(rows, right):
    """Gauss, with the largest pivot."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    size = len(table)
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(table[row][at]))
        table[at], table[best] = table[best], table[at]
        for row in range(size):
            if row != at:
                factor = table[row][at] / table[at][at]
                table[row] = [a - factor * b for a, b in zip(table[row], table[at], strict=True)]
    return [table[at][size] / table[at][at] for at in range(size)]
