"""Who may import whom. Reading this table from top to bottom is reading the architecture."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parents[1] / "app"
BASE = {"__version__", "errors", "money"}
MAY_IMPORT = {
    "errors": set(),
    "folders": set(),
    "log": {"folders"},
    "money": {"errors"},
    "models": BASE,
    "storage": BASE | {"models"},
    "rules": BASE | {"models"},
    "methods": BASE | {"models", "rules"},
    "exchange": BASE | {"models", "rules"},
    "scans": BASE,
    "forms": BASE | {"folders", "models", "rules", "methods"},
    "services": BASE
    | {"folders", "models", "storage", "rules", "methods", "exchange", "forms", "scans"},
    "cli": BASE | {"folders", "models", "rules", "methods", "forms", "services", "ui"},
    "ui": BASE | {"folders", "log", "models", "rules", "methods", "forms", "services"},
    "start": {"cli", "errors", "folders", "log", "storage", "ui"},
    "__main__": {"start"},
}
LISTS_OF_ONE_KIND = {"case_rows", "facts_of", "shown", "_view"}  # one line per thing shown
THE_DEMO_TAKES_PICTURES = APP / "cli" / "demo.py"


def imports(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = (f"app.{alias.name}" for alias in node.names)
            yield from names if node.module == "app" else (node.module,)


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_downward(part):
    files = [APP / f"{part}.py"] if (APP / f"{part}.py").exists() else (APP / part).rglob("*.py")
    for file in files:
        for name in imports(file):
            top = name.split(".")
            assert top[0] != "app" or top[1] in MAY_IMPORT[part] | {part}, f"{file}: {name}"
            assert part == "ui" or top[0] != "PySide6", f"{file} uses Qt outside app/ui"
            if top[:2] == ["app", "ui"] and part == "cli":
                assert file == THE_DEMO_TAKES_PICTURES, f"{file}: only the demo opens windows"


def test_every_part_is_in_the_table():
    parts = {path.stem for path in APP.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert parts - {"__init__", "__pycache__"} == set(MAY_IMPORT)


def test_only_the_edges_ask_the_clock():
    for file in APP.rglob("*.py"):
        if file.name not in ("start.py", "base.py"):
            text = file.read_text(encoding="utf-8")
            assert "date.today()" not in text, f"{file} asks the clock: today is an argument"
            assert "datetime.now(" not in text, f"{file} asks the clock"


def test_no_file_and_no_function_grows_past_its_ceiling():
    for file in APP.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 400, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name not in LISTS_OF_ONE_KIND:
                assert node.end_lineno - node.lineno < 45, f"{file}: {node.name}"
