"""Where things are: the program's own assets, and the office's data folder."""

import sys
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "assets"  # beside app, installed as in the source
POLICIES = ASSETS / "policy"
POLICY = POLICIES / "hunan"
FONTS = ASSETS / "fonts"
FORM_TEXTS = ASSETS / "forms"
KEY_FILE = "guicang.key"  # in the data folder; with it the office exists
WORKDAYS = ASSETS / "calendar" / "workdays.toml"
PORTABLE_MARK = "便携版说明.txt"  # beside the program on a stick: the data stays beside it, too
PORTABLE_DATA = "归仓数据"


def default_data_folder() -> Path:
    """The data folder when none is named: on the local disk, of the person logged in.

    Of the portable program it is beside the program, and goes where the stick goes.
    """
    import platformdirs

    beside = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (beside / PORTABLE_MARK).exists():
        return beside / PORTABLE_DATA
    return Path(platformdirs.user_data_dir("Guicang", appauthor=False, roaming=False))
