"""Writing a file so that a power cut leaves the old one or the new one, never half of one."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.errors import UserError

FORBIDDEN = frozenset('<>:"/\\|?*')  # in the names of files under Windows
RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{kind}{n}" for kind in ("COM", "LPT") for n in range(10)),
}
LONGEST_NAME = 100  # of 255, with room for a number and the suffix


def file_name(text: str) -> str:
    """The text as a name that Windows takes, without its suffix; ·, rare characters are kept."""
    name = "".join("_" if c in FORBIDDEN or not c.isprintable() else c for c in text)
    name = name[:LONGEST_NAME].rstrip(" .").lstrip()
    return f"_{name}" if not name or name.partition(".")[0].upper() in RESERVED else name


def write_safely(path: Path, content: bytes, verify: Callable[[Path], None] | None = None) -> None:
    """Write beside the target, flush to disk, read back and compare, then replace in one step.

    verify: a further check of the written file before it replaces the old one.
    Raises UserError naming the file when the disk refuses; the old file is then untouched.
    """

    def check(part: Path) -> None:
        _compare(part, content)
        if verify:
            verify(part)

    write_streamed(path, lambda file: file.write(content), check)


def write_streamed(
    path: Path, write: Callable[[IO[bytes]], object], verify: Callable[[Path], None]
) -> None:
    """The same of what is too large to hold: write puts it into the file beside the target.

    verify reads that file from the medium, not from memory, where the system can be told so.
    """
    with _part_of(path) as part:
        with part.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            if sys.platform == "linux":
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        verify(part)
        _replace(part, path)
        sync_folder(path.parent)


def check_space(path: Path, needed: int) -> None:
    """Raises UserError when the disk or stick of a file to be written has less than `needed`."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return  # the writing will say what is wrong with the place
    if free < needed:
        told = f"需要 {megabytes(needed)}，只剩 {megabytes(free)}"
        raise UserError("空间不够", f"保存“{path.name}”{told}，请清理 U 盘或者换一个。")


def megabytes(size: int) -> str:
    """A size in bytes as people say it, rounded up."""
    return f"{-(-size // 1_000_000)} MB"


def _replace(part: Path, path: Path) -> None:
    """Windows refuses while a virus scanner looks at a file: it is asked again for a second."""
    for pause_s in (0.05, 0.15, 0.3, 0.5):
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    part.replace(path)


def probe_writable(path: Path) -> None:
    """Raises UserError when `write_safely` would be refused there; leaves nothing behind."""
    with _part_of(path) as part:
        part.touch()
        if path.is_dir():
            raise IsADirectoryError(path)


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """The file beside the target that becomes it; gone afterwards, whatever happened."""
    if not path.name:
        raise UserError("无法写入文件", "请写明要保存的文件名。")
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
    except OSError as error:
        raise UserError(
            "无法写入文件",
            f"“{path.name}”未能写入，请检查磁盘空间、U 盘是否拔出、文件是否正被打开，然后重试。",
        ) from error
    finally:
        with suppress(OSError):  # replaced, or never made: nothing to clean up
            part.unlink()


def _compare(path: Path, content: bytes) -> None:
    if path.read_bytes() != content:
        raise OSError(f"{path.name}: read back other bytes than were written")


def sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows does this by itself."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
