"""What the program is made of is stated, current, and free of GPL and AGPL."""

import json

import pytest

from installer import licences
from installer.licences import LicenceError, check_licence
from installer.ownership import check_owners


@pytest.fixture(scope="module")
def parts():
    return licences.parts()


def test_list_and_page_in_the_program_are_those_of_the_lock(parts):
    advice = "out of date: python3 dev.py build licences"
    assert licences.LIST.read_text(encoding="utf-8") == licences.cyclonedx(parts), advice
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(parts), advice


def test_every_wheel_of_the_program_is_listed_as_locked_and_no_developers_tool_is(parts):
    listed = {part.wheel: part.version for part in parts if part.wheel}
    assert listed.items() <= licences.locked_versions().items()
    assert {"pyside6-essentials", "sqlcipher3", "cffi", "zxing-cpp"} <= set(listed)
    assert not {"pytest", "mypy", "ruff", "hypothesis", "pypdf", "uv"} & set(listed)


def test_what_is_built_is_what_was_tested():
    built = licences.ROOT / "installer" / "requirements.lock"
    tested = licences.locked_versions()
    for name, version in licences.locked_versions(built).items():
        assert tested.get(name, version) == version, name


def test_the_list_is_cyclonedx(parts):
    told = json.loads(licences.cyclonedx(parts))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert len(told["components"]) == len(parts)
    assert all(component["licenses"][0]["expression"] for component in told["components"])


@pytest.mark.parametrize(
    "expression",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "MIT AND GPL-2.0-only",
        "GPL-2.0-only OR AGPL-3.0-only",
        "",
    ],
)
def test_gpl_agpl_and_unknown_licences_stop_the_build(expression):
    with pytest.raises(LicenceError, match="some-part"):
        check_licence("some-part", expression)


@pytest.mark.parametrize(
    "expression", ["MIT", "GPL-3.0-only OR MIT", "(MIT OR GPL-2.0-only) AND ISC"]
)
def test_one_free_side_of_an_or_is_enough(expression):
    check_licence("some-part", expression)


@pytest.fixture
def lists(tmp_path):
    """PyInstaller's lists of a program, as it writes them."""

    def written(files, modules):
        (tmp_path / "COLLECT-00.toc").write_text(repr((files, "strip")), encoding="utf-8")
        (tmp_path / "PYZ-00.toc").write_text(repr(("name", modules)), encoding="utf-8")
        return tmp_path

    return written


SITE = next(iter(licences.installed_wheels().values())).locate_file("")
OURS = [("assets/fonts/NotoSansSC_400Regular.ttf", "/build/source/assets/x.ttf", "DATA")]
WHEEL = [("pydantic", "/lib/site-packages/pydantic/__init__.py", "PYMODULE")]


def test_files_of_stated_parts_and_modules_of_locked_wheels_pass(lists):
    system = [
        ("libffi.so.8", "/usr/lib/libffi.so.8", "BINARY"),
        ("_ssl.pyd", "D\\_ssl.pyd", "BINARY"),
    ]
    assert check_owners(lists(OURS + system, WHEEL), SITE) == 4


@pytest.mark.parametrize(
    ("files", "modules", "named"),
    [
        ([("libreadline.so.8", "/usr/lib/libreadline.so.8", "BINARY")], [], "libreadline"),
        ([], [("pytest", "/lib/site-packages/pytest/__init__.py", "PYMODULE")], "pytest"),
        ([], [("fitz", "/lib/site-packages/fitz/__init__.py", "PYMODULE")], "fitz .of no wheel"),
    ],
)
def test_what_nobody_answers_for_stops_the_build(lists, files, modules, named):
    with pytest.raises(LicenceError, match=named):
        check_owners(lists(OURS + files, WHEEL + modules), SITE)
