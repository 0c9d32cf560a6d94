"""The source as it goes into the program, and what a finished program folder must hold."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from app import __version__
from installer.licences import copy_texts

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
LEFT_OUT = {"lean_fonts.py", "README.md"}  # of assets: for developers
RECIPE = ROOT / "installer" / "guicang.spec"


class BuildError(Exception):
    """The build or a check of it failed; the text says what to look at."""


def say(words: str) -> None:
    print(f"· {words}", flush=True)


def stage(folder: Path) -> None:
    """A fresh copy of app, assets and the recipe; nothing of tests or developers."""
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("app", "assets"):
        left_out = shutil.ignore_patterns("__pycache__", *LEFT_OUT)
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    (folder / "installer").mkdir()
    shutil.copy(RECIPE, folder / "installer")
    shutil.copy(ROOT / "LICENSE", folder / "assets" / "LICENSE.txt")
    copy_texts(folder / "assets" / "licences")


def check_folder(program: Path, source: Path) -> None:
    """Every asset of the staged source is there, byte for byte; nothing of developers is."""
    inside = program / "_internal"
    for asset in files(source / "assets"):
        copy = inside / asset.relative_to(source)
        if not copy.exists() or copy.read_bytes() != asset.read_bytes():
            raise BuildError(f"{asset.relative_to(source)} is not in the program, or differs")
    strangers = ("pytest", "hypothesis", "mypy", "tests", "tkinter", "uv", "PyInstaller")
    if found := [name for name in strangers if (inside / name).exists()]:
        raise BuildError(f"not for clerks, but in the program: {found}")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def megabytes(path: Path) -> float:
    counted = [path] if path.is_file() else files(path)
    return sum(file.stat().st_size for file in counted if not file.is_symlink()) / 1e6


def check_size(path: Path, most_mb: int) -> None:
    size = megabytes(path)
    say(f"{path.name}: {size:.1f} MB")
    if size > most_mb:
        raise BuildError(f"{path.name} has {size:.1f} MB, at most {most_mb} are wanted")


def write_hashes(target: Path, hashed: Iterable[Path]) -> None:
    """SHA-256 of each file by its path below the target, as sha256sum -c reads it."""
    lines = []
    for file in hashed:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        lines.append(f"{digest}  {file.relative_to(target.parent).as_posix()}\n")
    target.write_text("".join(lines), encoding="utf-8", newline="\n")


def run(*command: str | Path, cwd: Path = ROOT, timeout_s: int = 1800, **more: str) -> str:
    """Run a program to its end and return what it printed; more: of the environment.

    Raises BuildError with the last lines when it fails or takes too long.
    """
    words = [str(part) for part in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env=os.environ | more,
            timeout=timeout_s,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise BuildError(f"{words[0]}: not done after {timeout_s} s") from late
    text = done.stdout.decode(errors="replace")
    if done.returncode:
        last = "\n".join(text.splitlines()[-25:])
        raise BuildError(f"{' '.join(words[:6])}: exit code {done.returncode}\n{last}")
    return text


def made_on() -> str:
    """The moment of the newest commit, as reproducible builds take it (SOURCE_DATE_EPOCH)."""
    try:
        return run("git", "log", "-1", "--format=%ct").strip()
    except (BuildError, FileNotFoundError):
        return "1767225600"  # 2026-01-01, outside a repository


def product(suffix: str) -> str:
    """The name of what is handed out."""
    return f"Guicang-{__version__}{suffix}"
