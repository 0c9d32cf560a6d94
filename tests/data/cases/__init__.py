"""Worked examples: files the office can read, check and add to."""

import tomllib
from pathlib import Path

import pytest


def examples(file_name, table="example"):
    """Every [[table]] of one file, each a parameter called by its name."""
    text = (Path(__file__).parent / file_name).read_text(encoding="utf-8")
    return [pytest.param(entry, id=entry["name"]) for entry in tomllib.loads(text)[table]]
