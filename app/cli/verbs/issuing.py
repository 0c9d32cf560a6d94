"""The verb issue: one paper of one case, with what its form asks typed as FIELD=VALUE."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, day
from app.cli.verbs.words import Verbs, pairs
from app.errors import UserError
from app.forms.choices import Ask, Choices
from app.services import printing
from app.services.office import Office
from app.services.paper_choices import Question

TITLE = "无法出具文书"


def _issue(office: Office, asked: Namespace) -> Answer:
    choices = _choices(office, asked)
    printing.check_target(Path(asked.out))
    issued = printing.issue(office, asked.number, asked.form, choices)
    printing.save_pdf(office, issued.id or 0, Path(asked.out))
    return {"number": asked.number, "form": asked.form, "uid": issued.uid, "file": asked.out}


def _choices(office: Office, asked: Namespace) -> Choices:
    typed = pairs(asked.entered, TITLE)
    if not typed:
        return Choices()
    questions = printing.questions(office, asked.number, asked.form)
    known = {question.ask.value: question for question in questions}
    return Choices(**{name: _read(known, name, value) for name, value in typed.items()})


def _read(known: Mapping[str, Question], name: str, value: object) -> Any:
    """What was typed for one question. Raises UserError naming it when it is not asked."""
    if name not in known:
        asked = "、".join(f"{code}（{one.ask.label}）" for code, one in known.items())
        advice = f"可以填写：{asked}。" if asked else "这种文书没有需要填写的内容。"
        raise UserError(TITLE, f"没有“{name}”这一项。{advice}", field=name)
    text, question = str(value or ""), known[name]
    if question.ask == Ask.DEADLINE:
        return day(text, question.ask.label, name) if text else None
    if question.ask == Ask.COPIES:
        if text and not text.isdecimal():
            raise UserError(TITLE, f"“{question.ask.label}”应为数字，现为“{text}”。", field=name)
        return int(text) if text else None
    return next((code for code, words in question.options if text == words), text)


VERBS: Verbs = {"issue": _issue}
