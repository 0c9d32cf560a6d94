"""One window at a time works on a data folder, whichever computer account opened it.

The lock belongs to the process: it is gone with it, even after a crash or a power cut.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError

LOCK_FILE = "guicang.lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the data folder, which is made where it is missing.

    Raises UserError when another window holds it, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise UserError(
            "归仓无法启动",
            f"不能在数据文件夹“{folder}”中保存文件。请检查：磁盘是否已满，"
            "U 盘是否写保护或已拔出，文件夹是否只读；然后再打开归仓。",
        ) from error
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise UserError(
                "归仓已经打开",
                "这个个案簿已在另一个窗口中打开，请回到那个窗口（看屏幕下方的任务栏）。"
                "找不到的，请注销或重新启动电脑后再打开。",
            ) from error
        yield
    finally:
        os.close(descriptor)  # and with it goes the lock


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
