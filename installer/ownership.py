"""Whose each file and module of a finished program is: PyInstaller's own lists, held against the
parts whose licences are stated. What belongs to none of them stops the build.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from installer.licences import STATED, LicenceError, installed_wheels, needed_wheels

STARTER = "pyinstaller"  # a few lines of it start the program; its licence allows that
SITE = "/site-packages/"


def check_owners(work: Path, site: Path) -> int:
    """How many files and modules were looked at.

    work: where PyInstaller kept its lists. site: the site-packages it took the wheels from.
    Raises LicenceError naming what nobody answers for.
    """
    wheels = installed_wheels([str(site)])
    allowed = {*needed_wheels(wheels), STARTER}
    owner_of = {
        file.as_posix().lower(): name
        for name, wheel in wheels.items()
        for file in wheel.files or []
    }
    entries = [*_listed(work / "COLLECT-00.toc"), *_listed(work / "PYZ-00.toc")]
    strangers = []
    for name, source, kind in entries:
        inside = source.replace("\\", "/").partition(SITE)[2]
        if inside:
            if owner_of.get(inside.lower()) not in allowed:
                strangers.append(f"{name} (of {owner_of.get(inside.lower(), 'no wheel')})")
        elif kind not in ("PYMODULE", "SYMLINK") and not _is_stated(name.replace("\\", "/")):
            strangers.append(name)
    if strangers or not entries:
        raise LicenceError(f"no licence is stated for: {', '.join(sorted(strangers))}")
    return len(entries)


def _listed(toc: Path) -> Iterator[tuple[str, str, str]]:
    """Name in the program, the file it comes from, its kind."""
    content = ast.literal_eval(toc.read_text(encoding="utf-8"))
    entries = next(part for part in content if isinstance(part, list))
    for name, source, kind, *_ in entries:
        yield name, source or "", kind


def _is_stated(name: str) -> bool:
    patterns = (part["files"] for part in STATED["part"] if "files" in part)
    return any(re.fullmatch(pattern, name, re.IGNORECASE) for pattern in patterns)
