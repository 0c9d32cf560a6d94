"""The program for Linux desktops: one folder, packed as tar.xz, tried as a clerk would start it."""

import json
import os
import re
import shutil
import sys
import sysconfig
import tarfile
import tempfile
from pathlib import Path

from installer.ownership import check_owners
from installer.staging import (
    BUILD,
    BuildError,
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

WORK = BUILD / "linux"
FOLDER = WORK / "dist" / "Guicang"
ARCHIVE = BUILD / product("-linux-x86_64.tar.xz")
MOST_MB = {FOLDER: 320, ARCHIVE: 125}
SELF_TEST_S = 180  # a few seconds, but the machine may be busy


def is_built() -> bool:
    return ARCHIVE.exists()


def add_tools() -> None:
    """On Debian as root, install what PyInstaller needs of the system; elsewhere say so."""
    if shutil.which("objcopy"):
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise BuildError("please install binutils (objcopy, objdump)")
    run("apt-get", "-q", "update")
    run("apt-get", "-q", "install", "-y", "--no-install-recommends", "binutils")


def build() -> None:
    add_tools()
    say("Linux: PyInstaller")
    source = WORK / "source"
    stage(source)
    when = made_on()
    recipe = source / "installer" / "guicang.spec"
    run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", recipe),
        *("--distpath", WORK / "dist", "--workpath", WORK / "work"),
        cwd=source,
        PYTHONHASHSEED="0",
        SOURCE_DATE_EPOCH=when,
    )
    shutil.copy(source / "assets" / "icons" / "guicang.svg", FOLDER)
    check_folder(FOLDER, source)
    check_owners(WORK / "work" / "guicang", Path(sysconfig.get_path("purelib")))
    check_size(FOLDER, MOST_MB[FOLDER])
    say(f"Linux: needs glibc {newest_glibc(FOLDER)}")
    say("Linux: tar.xz")
    pack(FOLDER, ARCHIVE, int(when))
    check_size(ARCHIVE, MOST_MB[ARCHIVE])
    write_hashes(ARCHIVE.with_suffix(".sha256"), [ARCHIVE])


def newest_glibc(folder: Path) -> str:
    """The oldest glibc that has all that the program asks for, e.g. "2.35"."""
    libraries = [path for path in files(folder) if ".so" in path.name]
    told = run("objdump", "-T", folder / "guicang", *libraries)
    found = {tuple(map(int, version)) for version in re.findall(r"GLIBC_(\d+)\.(\d+)", told)}
    return ".".join(map(str, max(found)))


def pack(folder: Path, archive: Path, when: int) -> None:
    """The same bytes for the same files: sorted, one time stamp, no owner."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = when, 0, 0, "", ""
        return entry

    part = archive.with_suffix(".part")
    with tarfile.open(part, "w:xz", preset=2) as packed:
        for path in sorted(folder.rglob("*")):
            name = f"Guicang/{path.relative_to(folder).as_posix()}"
            packed.add(path, name, recursive=False, filter=plain)
    part.replace(archive)


def check() -> None:
    """Unpack what is handed out below a folder with Chinese and spaces, and let it test itself."""
    with tempfile.TemporaryDirectory(prefix="归仓 检查 ") as folder:
        place = Path(folder)
        with tarfile.open(ARCHIVE) as packed:
            packed.extractall(place, filter="data")
        report = place / "自检 结果.json"
        program = place / "Guicang" / "guicang"
        bare = {"LD_LIBRARY_PATH": "", "PYTHONPATH": "", "QT_QPA_PLATFORM": "offscreen"}
        run(
            *(program, "--data", place / "数据", "--self-test", report),
            cwd=place,
            timeout_s=SELF_TEST_S,
            **bare,
        )
        told = json.loads(report.read_text(encoding="utf-8"))
    if not told["安装版"]:
        raise BuildError("the self-test did not run in the bundle")
    say(told["结论"])
