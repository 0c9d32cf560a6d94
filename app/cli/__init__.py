"""The command line: thin, over the services that the window uses; for scripts and tests."""

import getpass
import io
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, in_words
from app.errors import UserError

PASSPHRASE = "GUICANG_PASSWORD"  # noqa: S105 - the name of the variable


def run_verb(asked: Namespace, today: Callable[[], date]) -> int:
    """Do what was asked and print the answer. Returns 0, or 1 when it was refused."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a Chinese Windows pipe is GBK: no rare names
        sys.stdout.reconfigure(encoding="utf-8" if asked.json else None, errors="replace")
    try:
        answer = _answer(asked, today)
    except UserError as error:
        refused = {"title": error.title, "advice": error.advice, "field": error.field}
        print(_json({"error": refused}) if asked.json else f"{error.title}。{error.advice}")
        return 1
    print(_json(answer) if asked.json else in_words(answer))
    return 0


def _answer(asked: Namespace, today: Callable[[], date]) -> Answer:
    if asked.verb == "calc":
        from app.cli.calc import SUMS

        answer: Answer = SUMS[asked.sum](asked, today())
        return answer
    if asked.verb == "forms":
        from app.cli.forms import forms

        return forms()
    if asked.verb == "handout":
        from app.cli.handouts import answer as handout

        return handout(asked)
    if asked.verb == "demo":
        from app.cli.demo import play

        return play(Path(asked.out), today)
    from app.cli.verbs import VERBS
    from app.folders import default_data_folder
    from app.services.office import create_office, open_office

    folder = Path(asked.data) if asked.data else default_data_folder()
    passphrase = os.environ.get(PASSPHRASE) or _asked_passphrase()
    if asked.verb == "init":
        names = {"name": asked.office, "clerk": asked.clerk}
        office = create_office(folder, **names, passphrase=passphrase, today=today)
    else:
        office = open_office(folder, passphrase=passphrase, today=today)
    try:
        return VERBS[asked.verb](office, asked)
    finally:
        office.close()


def _asked_passphrase() -> str:
    try:
        return getpass.getpass("口令：")
    except EOFError:
        raise UserError("没有口令", f"请在环境变量 {PASSPHRASE} 中给出口令。") from None


def _json(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=1)
