"""Where things are: the program's own assets, and the office's data folder."""

import sys
from pathlib import Path

ASSETS = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1])) / "assets"
POLICIES = ASSETS / "policy"
POLICY = POLICIES / "hunan"
KEY_FILE = "guicang.key"  # in the data folder; with it the office exists
WORKDAYS = ASSETS / "calendar" / "workdays.toml"


def default_data_folder() -> Path:
    """The data folder when none is named: on the local disk, of the person logged in."""
    import platformdirs

    return Path(platformdirs.user_data_dir("Guicang", appauthor=False, roaming=False))
