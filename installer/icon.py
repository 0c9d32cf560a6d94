"""The program's icon for Windows, made from the drawing: python -m installer.icon.

Run it after assets/icons/guicang.svg was changed; the result is kept beside it.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parents[1] / "assets" / "icons" / "guicang.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def drawn(size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return Image.open(BytesIO(bytes(buffer.data().data())))


def make_icon() -> None:
    pictures = [drawn(size) for size in SIZES]
    pictures[-1].save(
        DRAWING.with_suffix(".ico"),
        sizes=[(size, size) for size in SIZES],
        append_images=pictures[:-1],
    )


if __name__ == "__main__":
    app = QGuiApplication(["icon", "-platform", "offscreen"])
    make_icon()
