"""Puts the program together: what was asked for, which folder, which day; then window or verb."""

import os
import sys
from datetime import date
from pathlib import Path

from app.cli.arguments import read_arguments


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 refused with a reason, 2 wrong usage."""
    asked = read_arguments(arguments)
    if asked.verb is None and has_screen():
        from app.folders import default_data_folder
        from app.log import start_log
        from app.ui.window import run_window

        folder = Path(asked.data) if asked.data else default_data_folder()
        start_log(folder)
        return run_window(folder, date.today)
    from app.cli import run_verb

    if asked.verb is None:
        print("这台机器没有屏幕，无法打开窗口；现在演示主要工作，结果在 demo 文件夹。")
        asked = read_arguments(["demo", "--out", "demo"])
    return run_verb(asked, date.today)


def has_screen() -> bool:
    """Windows always has one; elsewhere a display server must be named, or Qt told what to use."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in named)
