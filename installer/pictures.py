"""The handbook's pictures, from the running program on its practice office.

Nothing in them depends on the day or the computer: the practice people are always the same, the
day is fixed, and what is drawn anew only counts when it looks different.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "assets" / "help" / "pictures"
README = ROOT / "docs" / "window.png"
DAY = date(2026, 11, 24)
COLOURS = 64  # enough for flat colours and letters
SCREEN = 1180, 664
FRAME = "#aeb9b2"
SHOWN = (
    *("todo", "list", "import", "register", "papers", "paper", "settings"),
    *("exchange-export", "exchange-stick"),
    *("case-amounts", "case-methods", "case-steps", "case-receipts"),
)


def write() -> list[Path]:
    """Draw the pictures; those that look as before stay as they are. Returns those that changed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    FOLDER.mkdir(parents=True, exist_ok=True)
    places = {name: [FOLDER / f"{name}.png"] for name in SHOWN}
    places["case-methods"].append(README)
    changed = []
    for name, drawn in _drawn():
        for path in places.get(name, ()):
            if not path.exists() or _differ(path, drawn):
                drawn.save(path, optimize=True)
                changed.append(path)
    return changed


def _drawn() -> Iterator[tuple[str, Image.Image]]:
    from app.services.practice import (
        CLUES_FILE,
        create_practice_office,
        play_main_job,
        write_clue_workbook,
    )
    from app.ui.screenshots import take_import_screenshot, take_screenshots
    from app.ui.theme import TextSize
    from app.ui.window import prepared_application

    application = prepared_application(TextSize.STANDARD)  # kept until all is drawn
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        office = create_practice_office(folder / "练习数据", lambda: DAY)
        try:
            write_clue_workbook(folder / CLUES_FILE)
            paths = [take_import_screenshot(office, folder, folder / CLUES_FILE, screen=SCREEN)]
            list(play_main_job(office, folder))
            paths += take_screenshots(office, folder / "画面", screen=SCREEN)
            for path in paths:
                with Image.open(path) as picture:
                    yield path.stem, _small(picture)
        finally:
            office.close()
            application.processEvents()


def _small(picture: Image.Image) -> Image.Image:
    framed = ImageOps.expand(picture.convert("RGB"), border=1, fill=FRAME)
    return framed.quantize(COLOURS, dither=Image.Dither.NONE)


def _differ(path: Path, now: Image.Image) -> bool:
    with Image.open(path) as before:
        if before.size != now.size:
            return True
        both = (image.convert("RGB") for image in (before, now))
        return ImageChops.difference(*both).getbbox() is not None
