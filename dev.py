"""Everything a developer runs: run, test, bench, lock. Needs only Python 3.11+, sets up the rest.

python3 dev.py run [ARGS]    start the program (ARGS go to `python -m app`)
python3 dev.py test [ARGS]   lock, lint, types, all tests (ARGS go to pytest instead of all tests)
python3 dev.py bench [NAMES] speed and memory as ratios against a peer in the same run
python3 dev.py build WHAT    the program as people get it (see installer/__main__.py)
python3 dev.py lock          resolve the dependencies anew into the lock files
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
BENCH_LOCK = ROOT / "bench" / "requirements.lock"
BUILD_LOCK = ROOT / "installer" / "requirements.lock"
GROUPS = {LOCK: "dev", BENCH_LOCK: "bench", BUILD_LOCK: "build"}
ENVIRONMENTS = {LOCK: ".venv", BENCH_LOCK: ".venv-bench", BUILD_LOCK: ".venv-build"}
PLATFORMS = ("x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc")
QT_LIBRARIES = (  # what PySide6 expects of a bare Debian; the last ones only for a real screen
    *("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1"),
    *("libxcb-shape0", "libxcb-xinerama0", "libnss3"),
)
PANGO_LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")  # of WeasyPrint
QT_PROBE = """
import ctypes, pathlib, PySide6.QtPdfWidgets, PySide6.QtPrintSupport
screen = pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
ctypes.CDLL(str(screen))
"""


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may start
        print("Guicang needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    verbs = {"run": run, "test": test, "bench": bench, "build": build, "lock": lock}
    if not arguments or arguments[0] not in verbs:
        print(__doc__, file=sys.stderr)
        return 2
    return verbs[arguments[0]](arguments[1:])


def run(arguments: list[str]) -> int:
    return call(set_up(LOCK), "-m", "app", *arguments)


def test(arguments: list[str]) -> int:
    python = set_up(LOCK)
    if arguments:
        return call(python, "-m", "pytest", *arguments)
    style = (("ruff", "check", "."), ("ruff", "format", "--check", "."))
    checks = (*style, ("mypy",), ("pytest", "-n", "auto", "--dist", "worksteal"))
    if code := check_lock(python):
        return code
    return next((code for check in checks if (code := call(python, "-m", *check))), 0)


def bench(arguments: list[str]) -> int:
    python = set_up(BENCH_LOCK)
    add_libraries(python, "import weasyprint", PANGO_LIBRARIES, "WeasyPrint")
    return call(python, "-m", "bench", *arguments)


def build(arguments: list[str]) -> int:
    return call(set_up(BUILD_LOCK), "-m", "installer", *arguments)


def lock(_arguments: list[str]) -> int:
    python = set_up(LOCK)
    return next((code for file in GROUPS if (code := resolve(python, file, file))), 0)


def set_up(lock_file: Path) -> Path:
    """The Python of a virtual environment that holds exactly what the lock file says."""
    folder = ROOT / ENVIRONMENTS[lock_file]
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = folder / "lock.sha256"
    wanted = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    if not python.exists() or not mark.exists() or mark.read_text() != wanted:
        print(f"Setting up {folder.name} (a minute or two) …", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        quiet = ("-q", "--disable-pip-version-check", "--no-input")
        hashed = ("--require-hashes", "--only-binary", ":all:", "-r", str(lock_file))
        subprocess.run((sys.executable, "-m", "venv", str(folder)), check=True)
        subprocess.run((str(python), "-m", "pip", "install", *quiet, *hashed), check=True)
        mark.write_text(wanted)
    add_libraries(python, QT_PROBE, QT_LIBRARIES, "Qt")
    return python


def add_libraries(python: Path, probe: str, libraries: Sequence[str], user: str) -> None:
    """On Debian as root, install what a package needs of the system; elsewhere say what is missing.

    probe: a program that fails without them; user: the package.
    """
    if sys.platform != "linux":
        return
    if subprocess.run((str(python), "-c", probe), capture_output=True, check=False).returncode == 0:
        return
    names = " ".join(libraries)
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"{user} needs system libraries; please install: {names}", file=sys.stderr)
        return
    print(f"Installing the system libraries of {user} …", file=sys.stderr)
    for step in (("update",), ("install", "-y", "--no-install-recommends", *libraries)):
        if subprocess.run(("apt-get", "-q", *step), check=False, stdout=2).returncode:
            print(f"That failed; please install: {names}", file=sys.stderr)
            return


def check_lock(python: Path) -> int:
    """The locks say what pyproject.toml asks for, and install on Linux and on Windows."""
    for file in GROUPS:
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(shutil.copy(file, folder))
            if code := resolve(python, file, fresh):
                return code
            if fresh.read_bytes() != file.read_bytes():
                print(f"{file.name} is out of date: python3 dev.py lock", file=sys.stderr)
                return 1
    for file, platform in product((LOCK, BUILD_LOCK), PLATFORMS):
        with tempfile.TemporaryDirectory() as target:
            trial = ("--dry-run", "--target", target, "--python-platform", platform)
            hashed = ("--require-hashes", "--only-binary", ":all:", "-r", str(file))
            if code := uv(python, "install", *trial, "--python-version", "3.11", *hashed):
                return code
    return 0


def resolve(python: Path, lock_file: Path, output: Path) -> int:
    plain = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
    exact = ("--universal", "--python-version", "3.11", "--generate-hashes")
    wanted = ("pyproject.toml", "--group", GROUPS[lock_file], "--only-binary", ":all:")
    return uv(python, "compile", *exact, *plain, *wanted, "-o", str(output))


def uv(python: Path, *arguments: str) -> int:
    return call(python, "-m", "uv", "pip", *arguments, "-q")


def call(python: Path, *arguments: str) -> int:
    return subprocess.run((str(python), *arguments), cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
