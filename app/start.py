"""Puts the program together: what was asked for, which folder, which day; then window or verb."""

import os
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from app.cli.arguments import read_arguments
from app.errors import UserError


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 refused with a reason, 2 wrong usage."""
    asked = read_arguments(arguments)
    if asked.self_test:
        return _self_test(Path(asked.self_test), _folder(asked))
    if asked.verb is None and has_screen():
        return _window(_folder(asked))
    from app.cli import run_verb

    if asked.verb is None:
        print("这台机器没有屏幕，无法打开窗口；现在演示主要工作，结果在 demo 文件夹。")
        asked = read_arguments(["demo", "--out", "demo"])
    return run_verb(asked, date.today)


def _folder(asked: Namespace) -> Path:
    from app.folders import default_data_folder

    return Path(asked.data) if asked.data else default_data_folder()


def _window(folder: Path) -> int:
    from app.log import start_log
    from app.storage.lock import held
    from app.ui.window import run_window, tell_refusal

    try:
        with held(folder):
            start_log(folder)
            return run_window(folder, date.today)
    except UserError as refused:
        tell_refusal(refused)
        return 1


def _self_test(report: Path, data: Path) -> int:
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.ui.self_test import run_self_test

    try:
        return run_self_test(report, data, date.today)
    except UserError as refused:
        print(f"{refused.title}。{refused.advice}")
        return 1


def has_screen() -> bool:
    """Windows always has one; elsewhere a display server must be named, or Qt told what to use."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in named)
