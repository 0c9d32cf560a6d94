"""The verb handout: sheets printed for people. It needs no case book."""

from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer
from app.errors import UserError
from app.services.handouts import HANDOUTS, handout, save_handout


def answer(asked: Namespace) -> Answer:
    """The sheets there are, or the one that was written."""
    if not asked.sheet:
        return [{"sheet": code, "title": handout(code).title} for code in HANDOUTS]
    title = handout(asked.sheet).title
    if not asked.out:
        raise UserError("没有写明文件", "请用 --out 写明 .pdf 文件。", field="out")
    save_handout(asked.sheet, Path(asked.out))
    return {"sheet": asked.sheet, "title": title, "file": asked.out}
