"""What goes into the program, and how a finished one is looked at. Nothing is built here."""

import hashlib
import re
import subprocess
import tarfile
import tomllib

import pytest
from packaging.version import Version

from app import __version__
from app.folders import PORTABLE_DATA, PORTABLE_MARK
from installer import imports, linux, staging, windows, windows_check
from installer.staging import ROOT, BuildError

OF_DEVELOPERS = ("README.md", "lean_fonts.py")


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staged") / "source"
    staging.stage(folder)
    return folder


@pytest.fixture
def program(tmp_path, staged):
    """A program folder with the small assets of the staged source, and that source."""
    source, folder = tmp_path / "source", tmp_path / "Guicang"
    for name in ("assets/style.qss", "assets/policy/hunan/policy.toml"):
        for place in (source / name, folder / "_internal" / name):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"text")
    return folder, source


def test_every_asset_and_module_in_the_repository_goes_into_the_program(staged):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "app", "assets"], cwd=ROOT, capture_output=True, check=True
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    wanted = [name for name in names if not name.endswith(OF_DEVELOPERS)]
    assert len(wanted) > 400
    assert [
        name for name in wanted if not (staged / name).exists() and (ROOT / name).exists()
    ] == []


def test_nothing_of_developers_goes_into_the_program_and_licence_texts_do(staged):
    names = {path.relative_to(staged).as_posix() for path in staging.files(staged)}
    assert not {name for name in names if name.startswith("tests") or name.endswith(OF_DEVELOPERS)}
    assert {"assets/LICENSE.txt", "assets/licences/cffi/LICENSE"} <= names
    assert "assets/licences/pypdfium2/BUILD_LICENSES/pdfium.txt" in names


def test_a_program_with_all_its_assets_passes(program):
    staging.check_folder(*program)


@pytest.mark.parametrize("spoil", ["missing", "differs", "tests"])
def test_a_program_that_lacks_or_adds_something_is_found_out(program, spoil):
    folder, source = program
    style = folder / "_internal" / "assets" / "style.qss"
    if spoil == "missing":
        style.unlink()
    elif spoil == "differs":
        style.write_bytes(b"other")
    else:
        (folder / "_internal" / "pytest").mkdir()
    with pytest.raises(BuildError, match=r"style\.qss|pytest"):
        staging.check_folder(folder, source)


def test_packing_the_same_files_twice_makes_the_same_bytes(program, tmp_path):
    folder, _ = program
    made = []
    for name in ("one", "two"):
        archive = tmp_path / f"{name}.tar.xz"
        linux.pack(folder, archive, 1_767_225_600)
        made.append(hashlib.sha256(archive.read_bytes()).hexdigest())
        (folder / "_internal" / "assets" / "style.qss").touch()
    assert made[0] == made[1]
    with tarfile.open(tmp_path / "one.tar.xz") as packed:
        assert "Guicang/_internal/assets/style.qss" in packed.getnames()


def test_a_folder_that_grew_too_large_stops_the_build(program):
    folder, _ = program
    staging.check_size(folder, 1)
    (folder / "big").write_bytes(bytes(1_100_000))
    with pytest.raises(BuildError, match=r"1\.1 MB"):
        staging.check_size(folder, 1)


@pytest.mark.parametrize(
    ("name", "is_windows"),
    [
        ("kernel32.dll", True),
        ("winspool.drv", True),
        ("api-ms-win-crt-runtime-l1-1-0.dll", True),
        ("icuuc.dll", False),  # Qt 6.10 wants it, older Windows 10 has it not
        ("msvcp140.dll", False),  # must be shipped
    ],
)
def test_what_windows_brings_itself_need_not_be_shipped(name, is_windows):
    assert imports.is_of_windows(name) is is_windows


def test_the_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
    assert windows.SETUP.name == f"Guicang-Setup-{__version__}.exe"
    assert Version(windows_check.OLDER) < Version(__version__)


def test_the_installer_refuses_with_the_codes_it_lists():
    script = windows.SCRIPT.read_text(encoding="utf-8")
    used = set(map(int, re.findall(r"SetErrorLevel (\d)", script)))
    listed = script.split("Exit codes:")[1].split("\nUnicode")[0]
    assert used == {3, 4, 5, 6}
    assert set(windows_check.CODES.values()) <= used
    assert all(f"{code} " in listed for code in used)


def test_the_note_on_the_stick_names_the_data_it_keeps_there():
    assert (ROOT / "installer" / "portable.txt").read_text(encoding="utf-8").count(
        PORTABLE_DATA
    ) > 2
    assert PORTABLE_MARK.endswith(".txt")
