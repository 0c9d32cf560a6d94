"""The program for Windows: built by the real Windows Python under Wine, packed for a stick.

Makes Guicang-Setup-x.y.z.exe (installs for one person, no administrator) and the portable zip.
"""

import shutil
import zipfile
from pathlib import Path

from app import __version__
from app.folders import PORTABLE_MARK
from installer import wine
from installer.imports import check_imports
from installer.ownership import check_owners
from installer.runtime import make_python
from installer.staging import (
    BUILD,
    ROOT,
    check_folder,
    check_size,
    files,
    made_on,
    product,
    run,
    say,
    stage,
    write_hashes,
)

WORK = BUILD / "windows"
FOLDER = WORK / "dist" / "Guicang"
SETUP = BUILD / f"Guicang-Setup-{__version__}.exe"
PORTABLE = BUILD / product("-portable.zip")
SCRIPT = ROOT / "installer" / "setup.nsi"
MOST_MB = {SETUP: 90, FOLDER: 260, PORTABLE: 130}
BUILD_S = 1800


def is_built() -> bool:
    return SETUP.exists() and PORTABLE.exists() and FOLDER.exists()


def build() -> None:
    wine.set_up()
    WORK.mkdir(parents=True, exist_ok=True)
    make_python(WORK / "python")
    stage(WORK / "source")
    say("Windows: PyInstaller under Wine (some minutes)")
    wine.new_prefix(WORK, "prefix")
    recipe = "-m PyInstaller --noconfirm --clean --distpath ../dist --workpath ../work"
    line = f"cd source && wine ../python/python.exe {recipe} installer/guicang.spec"
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": made_on()}
    shutil.rmtree(FOLDER, ignore_errors=True)
    wine.in_wine(WORK, line, prefix="prefix", timeout_s=BUILD_S, **fixed)
    say(f"Windows: imports of {check_imports(FOLDER)} files are shipped or Windows' own")
    check_folder(FOLDER, WORK / "source")
    check_owners(WORK / "work" / "guicang", WORK / "python" / "Lib" / "site-packages")
    pack()


def pack() -> None:
    say("Windows: installer and portable zip")
    make_setup(SETUP, __version__)
    make_portable(PORTABLE)
    for made, most in MOST_MB.items():
        check_size(made, most)
    write_hashes(BUILD / product("-windows.sha256"), [SETUP, PORTABLE, *files(FOLDER)])


def make_setup(target: Path, version: str, *, is_quick: bool = False) -> None:
    """is_quick: for a check only, packed less tightly."""
    names = {"VERSION": version, "SOURCE": FOLDER, "OUT": target}
    defined = [f"-D{name}={value}" for name, value in names.items()]
    if is_quick:
        defined.append("-DQUICK")
    run("makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, SCRIPT, SOURCE_DATE_EPOCH=made_on())


def make_portable(target: Path) -> None:
    """Program and mark in one folder; with the mark the data stays beside the program."""
    note = (ROOT / "installer" / "portable.txt").read_text(encoding="utf-8")
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr(_plain(f"归仓/{PORTABLE_MARK}"), note.replace("\n", "\r\n"))
        for file in files(FOLDER):
            name = f"归仓/{file.relative_to(FOLDER).as_posix()}"
            packed.writestr(_plain(name), file.read_bytes())
    part.replace(target)


def _plain(name: str) -> zipfile.ZipInfo:
    """One time stamp for all: the same files make the same zip."""
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
