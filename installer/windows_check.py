"""The Windows program tried under Wine as people use it: installed, upgraded, removed, on a stick.

Everything happens in build/windows/check: a Windows nobody has used, a stick whose name has Chinese
and spaces, pictures of the real window. Each step says what is true then, or stops the check.
"""

import json
import shutil
import zipfile
from pathlib import Path

from app import __version__
from app.folders import PORTABLE_DATA
from app.services.practice import write_clue_workbook
from installer import windows
from installer.staging import ROOT, BuildError, say
from installer.wine import in_wine, new_prefix

PLACE = windows.WORK / "check"
STICK = PLACE / "U 盘 测试"
HOME = PLACE / "prefix" / "drive_c" / "users" / "root"
LOCAL = HOME / "AppData" / "Local"
INSTALLED = LOCAL / "Programs" / "Guicang"
DATA = LOCAL / "Guicang"
COPIES = LOCAL / "Guicang 升级前备份"
EXE = "归仓.exe"
OLDER, NEW = "0.0.9", windows.SETUP.name
OLD = f"Guicang-Setup-{OLDER}.exe"
PASSPHRASE = "lantian-2026"  # noqa: S105 - of a case book that is thrown away
STEP_S = 240
CODES = {"is running": 5, "is newer": 4}
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Guicang"


def check() -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    STICK.mkdir(parents=True)
    windows.make_setup(STICK / OLD, OLDER, is_quick=True)
    shutil.copy(windows.SETUP, STICK)
    shutil.copy(ROOT / "installer" / "try_window.sh", PLACE)
    write_clue_workbook(STICK / "疑点表.xlsx")
    new_prefix(PLACE, "prefix")
    for step in STEPS:
        say(f"{step.__doc__}".splitlines()[0])
        step()


def older_version_installs_and_works() -> None:
    """An older version installs without questions; a case book is made and filled."""
    line = f"bash try_window.sh setup '/w/{STICK.name}/{OLD}'"
    in_wine(PLACE, line, prefix="prefix", timeout_s=STEP_S)
    _must(PLACE / "setup.png")
    _windows(f"'{STICK.name}/{OLD}' /S")
    _must(INSTALLED / EXE, HOME / "Desktop" / "归仓.lnk", _start_menu() / "归仓.lnk")
    _expect(OLDER in _registry(), f"{OLDER} is not registered")
    (INSTALLED / "_internal" / "stale.txt").touch()
    _program("init --office 清溪镇人民政府 --clerk 张三")
    _program(f"import 'Z:/w/{STICK.name}/疑点表.xlsx'")
    _must(DATA / "guicang.db", DATA / "guicang.key")


def window_is_typed_into_and_holds_the_program() -> None:
    """The real window is logged into by keyboard; a second one and a setup are refused."""
    program, setup = _inside(INSTALLED / EXE), f"/w/{STICK.name}/{NEW}"
    line = f"bash try_window.sh login '{program}' '{PASSPHRASE}' '{setup}' {CODES['is running']}"
    in_wine(PLACE, line, prefix="prefix", timeout_s=STEP_S)
    for name in ("login", "main", "second"):
        _must(PLACE / f"{name}.png")


def upgrade_copies_the_data_first() -> None:
    """The upgrade keeps the data byte for byte, with a copy beside it; nothing old stays."""
    before = _contents(DATA)
    _windows(f"'{STICK.name}/{NEW}' /S")
    _expect(_contents(DATA) == before, "the data changed in the upgrade")
    copies = list(COPIES.iterdir())
    _expect(len(copies) == 1 and _contents(copies[0]) == before, "the copy is not the data")
    _expect(not (INSTALLED / "_internal" / "stale.txt").exists(), "a file of the old version stays")
    _expect(__version__ in _registry(), f"{__version__} is not registered")
    _expect("付建𬀩" in _program("--json cases"), "the cases cannot be read after the upgrade")


def older_setup_is_refused() -> None:
    """A setup older than what is installed changes nothing (exit code 4)."""
    before = _contents(INSTALLED)
    _windows(f"'{STICK.name}/{OLD}' /S", code=CODES["is newer"])
    _expect(_contents(INSTALLED) == before, "the older setup changed the program")


def installed_program_tests_itself() -> None:
    """自检 of the installed program."""
    _self_test(_inside(INSTALLED / EXE), "installed")


def portable_program_runs_from_the_stick() -> None:
    """自检 on the stick; first start by keyboard; the data stays there."""
    with zipfile.ZipFile(windows.PORTABLE) as packed:
        packed.extractall(STICK)
    program = _inside(STICK / "归仓" / EXE)
    _self_test(program, "portable")
    line = f"bash try_window.sh first '{program}' '{PASSPHRASE}'"
    in_wine(PLACE, line, prefix="prefix", timeout_s=STEP_S)
    _must(STICK / "归仓" / PORTABLE_DATA / "guicang.key", PLACE / "first.png")


def uninstalling_keeps_the_data() -> None:
    """Uninstalling leaves the data; nothing else of the program."""
    before = _contents(DATA)
    _uninstall("")
    _expect(_contents(DATA) == before, "uninstalling touched the data")
    gone = (INSTALLED, HOME / "Desktop" / "归仓.lnk", _start_menu())
    _expect(not any(path.exists() for path in gone), "something of the program stays")
    _expect(OLDER not in _registry() and __version__ not in _registry(), "still registered")


def uninstalling_deletes_the_data_when_told() -> None:
    """/DELETEDATA deletes the data, and never the copies made before an upgrade."""
    _windows(f"'{STICK.name}/{NEW}' /S")
    _uninstall("/DELETEDATA")
    _expect(not DATA.exists(), "the data is still there")
    _expect(bool(list(COPIES.iterdir())), "the copies are gone")


STEPS = (
    older_version_installs_and_works,
    window_is_typed_into_and_holds_the_program,
    upgrade_copies_the_data_first,
    older_setup_is_refused,
    installed_program_tests_itself,
    portable_program_runs_from_the_stick,
    uninstalling_keeps_the_data,
    uninstalling_deletes_the_data_when_told,
)


def _windows(command: str, *, code: int = 0) -> str:
    """Run a Windows program with a screen; the exit code must be as expected.

    The screen stays until all it started has ended: an uninstaller goes on in a copy of itself.
    """
    (PLACE / "command.sh").write_text(f"wine {command}\ncode=$?\nwineserver -w\nexit $code\n")
    line = f"xvfb-run -a bash command.sh; [ $? -eq {code} ]"
    return in_wine(PLACE, line, prefix="prefix", timeout_s=STEP_S, GUICANG_PASSWORD=PASSPHRASE)


def _program(arguments: str) -> str:
    return _windows(f"'{_inside(INSTALLED / EXE)}' {arguments}")


def _self_test(program: str, name: str) -> None:
    _windows(f"'{program}' --self-test 'Z:/w/自检 {name}.json'")
    told = json.loads((PLACE / f"自检 {name}.json").read_text(encoding="utf-8"))
    real = (told["窗口"], told["代码页"], told["安装版"])
    _expect(real == ("windows", "cp936", True), f"not the real thing: {real}")
    say(f"  {told['结论']} {told['用时（秒）']} s；打印机：{_words(told, '打印机')}")


def _words(told: dict[str, list[dict[str, str]]], check: str) -> str:
    return next(line["说明"] for line in told["各项"] if line["项目"] == check)


def _uninstall(options: str) -> None:
    program = _inside(INSTALLED / "卸载归仓.exe")
    _windows(f"'{program}' /S {options}")


def _registry() -> str:
    return _windows(f"reg query '{UNINSTALL}' /v DisplayVersion; true")


def _start_menu() -> Path:
    return HOME / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/归仓"


def _inside(path: Path) -> str:
    """As the chroot sees it."""
    return f"/w/{path.relative_to(PLACE).as_posix()}"


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file's bytes, without the lock and the log, which belong to a running program."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _must(*paths: Path) -> None:
    for path in paths:
        _expect(path.exists(), f"{path.relative_to(PLACE)} is missing")


def _expect(is_true: bool, otherwise: str) -> None:
    if not is_true:
        raise BuildError(otherwise)
