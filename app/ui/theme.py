"""How everything looks: Fusion, one style sheet, the bundled font, two text sizes.

Colours and sizes stand here and nowhere else; assets/style.qss takes them by name.
"""

from dataclasses import asdict, dataclass
from enum import Enum
from string import Template

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.folders import ASSETS

ICONS = ASSETS / "icons"
FONT_FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_500Medium.ttf")
FAMILY = "Noto Sans SC"


class TextSize(Enum):
    """Points of ordinary text."""

    STANDARD = 12
    LARGE = 16


@dataclass(frozen=True)
class Tones:
    """The colours by what they are for; every text colour has 4.5:1 on its background."""

    window: str = "#f3f5f3"
    surface: str = "#ffffff"
    line: str = "#d9dfda"
    strong_line: str = "#aeb9b2"
    text: str = "#1d2a26"
    quiet: str = "#56645e"
    accent: str = "#1f6b57"
    accent_dark: str = "#185545"
    accent_soft: str = "#e6f0ec"
    on_accent: str = "#ffffff"
    good: str = "#1f6b43"
    good_soft: str = "#e7f3ea"
    warn: str = "#7a5200"
    warn_soft: str = "#fdf3dc"
    bad: str = "#a3261c"
    bad_soft: str = "#fcebe9"
    off: str = "#8a958f"


LIGHT = Tones()


def load_fonts() -> None:
    """Make the bundled font known; it costs a few milliseconds."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / name))


def apply(app: QApplication, size: TextSize) -> None:
    """Give the whole program its look in a text size; may be called again at any time."""
    app.setStyle("Fusion")
    font = QFont(FAMILY, size.value)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)
    app.setPalette(_palette(LIGHT))
    sheet = Template((ASSETS / "style.qss").read_text(encoding="utf-8"))
    app.setStyleSheet(sheet.substitute(asdict(LIGHT) | _measures(size)))


def text_size() -> TextSize:
    """The size the program has now."""
    return TextSize(QApplication.font().pointSize())


def ems(count: float) -> int:
    """So many characters of ordinary text, in pixels."""
    return round(QFont(QApplication.font()).pointSizeF() * 96 / 72 * count)


def icon(name: str, tone: str = LIGHT.quiet) -> QIcon:
    """A line icon of assets/icons in a colour, with a gap before the words it stands beside."""
    side, gap = ems(1.2), ems(0.3)
    picture = QPixmap(QSize(side + gap, side) * 2)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(2)
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, pixmap(name, tone, side))
    painter.end()
    return QIcon(picture)


def pixmap(name: str, tone: str, side: int) -> QPixmap:
    """The icon drawn at twice its size, so that it stays sharp on a scaled screen."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", tone)
    picture = QPixmap(QSize(side, side) * 2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(2)
    return picture


def _measures(size: TextSize) -> dict[str, str]:
    points = size.value
    return {
        "icons": ICONS.as_posix(),
        "family": FAMILY,
        "base_pt": f"{points}",
        "small_pt": f"{points - 1.5}",
        "heading_pt": f"{points + 1.5}",
        "title_pt": f"{points + 6}",
        "figure_pt": f"{points + 4}",
    }


def _palette(tones: Tones) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    colours = {
        role.Window: tones.window,
        role.WindowText: tones.text,
        role.Base: tones.surface,
        role.AlternateBase: tones.window,
        role.Text: tones.text,
        role.PlaceholderText: tones.off,
        role.Button: tones.surface,
        role.ButtonText: tones.text,
        role.Highlight: tones.accent,
        role.HighlightedText: tones.on_accent,
        role.Accent: tones.accent,
        role.ToolTipBase: tones.surface,
        role.ToolTipText: tones.text,
    }
    for colour_role, colour in colours.items():
        palette.setColor(colour_role, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, colour_role, QColor(tones.off))
    return palette
