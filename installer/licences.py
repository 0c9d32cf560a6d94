"""Every part of the program with its licence, from the lock: the list for machines (CycloneDX),
the page inside the program, and the refusal of what must not be in it (GPL, AGPL).
"""

import json
import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app import __version__

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
FOLDER = ROOT / "assets" / "licences"
LIST = FOLDER / "sbom.cdx.json"
PAGE = FOLDER / "third-party.md"
STATED: dict[str, Any] = tomllib.loads(
    (ROOT / "installer" / "licences.toml").read_text(encoding="utf-8")
)
SYSTEMS = ({"sys_platform": "linux"}, {"sys_platform": "win32"})
TEXT = re.compile(r"(?i)^(licen[cs]e|copying|notice|authors)")
WHERE = (
    "归仓按 MIT 许可发布，其中使用下列软件、字体和图标，版权属于各自的作者。"
    "许可证全文在程序文件夹的 `_internal/assets/licences` 和 `_internal/assets/fonts` 中。"
    "Qt 按 LGPL 3.0 使用（LGPL-3.0.txt、GPL-3.0.txt），以单独的动态库提供，"
    "可以换成自行编译的版本，源代码可向 Qt 项目取得。"
)
HEAD = f"""# 第三方软件和许可

{WHERE}

| 名称 | 版本 | 许可证 | 用途或主页 |
|---|---|---|---|
"""


class LicenceError(Exception):
    """A part that must not be in the program, or whose licence nobody has stated."""


@dataclass(frozen=True)
class Part:
    """wheel: its name on the package index, "" for what is none. about: its use or home page."""

    name: str
    version: str
    licence: str
    about: str
    wheel: str = ""


def parts() -> list[Part]:
    """Wheels of the lock that the program needs, by name, then what is no wheel.

    Raises LicenceError when one may not be in the program.
    """
    found = [*_wheels(), *_others()]
    for part in found:
        check_licence(part.name, part.licence)
    return found


def check_licence(name: str, expression: str) -> None:
    """Raises LicenceError unless every AND has, of its ORs, one that is allowed."""
    if not expression:
        raise LicenceError(f"{name}: state its licence in installer/licences.toml")
    for needed in expression.split(" AND "):
        if not set(needed.strip("()").split(" OR ")) & set(STATED["allowed"]):
            raise LicenceError(f"{name}: {needed} may not be in the program")


def needed_wheels(installed: Mapping[str, Distribution]) -> list[str]:
    """What the program needs on Linux or Windows, down to the last; without developers' tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    waiting, found = list(project["project"]["dependencies"]), set()
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        marks = (
            [wanted.marker.evaluate({**system, "extra": ""}) for system in SYSTEMS]
            if (wanted.marker)
            else [True]
        )
        if any(marks) and name not in found:
            found.add(name)
            waiting += installed[name].requires or []
    return sorted(found)


def locked_versions(lock: Path = LOCK) -> dict[str, str]:
    pins = re.findall(r"(?m)^([\w.-]+)==([\w.]+)", lock.read_text(encoding="utf-8"))
    return {canonicalize_name(name): version for name, version in pins}


def installed_wheels(folders: Iterable[str] | None = None) -> dict[str, Distribution]:
    found = distributions(path=list(folders)) if folders else distributions()
    return {canonicalize_name(each.name): each for each in found}


def _wheels() -> Iterator[Part]:
    installed, versions = installed_wheels(), locked_versions()
    for name in needed_wheels(installed):
        told: Any = installed[name].metadata
        licence = told.get("License-Expression") or STATED["wheels"].get(name, "")
        yield Part(installed[name].name, versions[name], licence, _home(told), name)


def _others() -> Iterator[Part]:
    for stated in STATED["part"]:
        yield Part(stated["name"], stated["version"], stated["licence"], stated["what"])


def _home(told: Any) -> str:
    links = [link.split(", ", 1) for link in told.get_all("Project-URL", [])]
    by_name = {name.lower(): url for name, url in links}
    wanted = ("homepage", "repository", "source", "github", "code", "documentation")
    return told.get("Home-page") or next((by_name[n] for n in wanted if n in by_name), "")


def cyclonedx(found: Iterable[Part]) -> str:
    """The list as CycloneDX 1.6."""
    components = []
    for part in found:
        entry: dict[str, Any] = {"type": "library", "name": part.name, "version": part.version}
        entry["licenses"] = [{"expression": part.licence}]
        if part.wheel:
            entry["purl"] = f"pkg:pypi/{part.wheel}@{part.version}"
        components.append(entry)
    subject = {"type": "application", "name": "guicang", "version": __version__}
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1}
    told |= {"metadata": {"component": subject}, "components": components}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def page(found: Iterable[Part]) -> str:
    lines = (f"| {p.name} | {p.version} | {p.licence} | {p.about} |\n" for p in found)
    return HEAD + "".join(lines)


def write() -> None:
    """Make list and page anew; both are kept in the repository and tested to be current."""
    found = parts()
    FOLDER.mkdir(exist_ok=True)
    LIST.write_text(cyclonedx(found), encoding="utf-8", newline="\n")
    PAGE.write_text(page(found), encoding="utf-8", newline="\n")


def copy_texts(target: Path) -> None:
    """The full texts that the wheels carry, a folder for each; for the program that is built."""
    installed = installed_wheels()
    for name in needed_wheels(installed):
        own = f"{installed[name].metadata['Name'].replace('-', '_')}-".lower()
        for file in installed[name].files or []:
            inside = file.as_posix().partition(".dist-info/")[2]
            if inside and file.as_posix().lower().startswith(own) and TEXT.match(inside):
                source = Path(str(file.locate()))
                place = target / name / inside.removeprefix("licenses/")
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, place)
