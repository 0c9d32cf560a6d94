"""What people type after a verb, read into the values a service takes."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence

from app.cli.answers import Answer
from app.errors import UserError
from app.money import fen_from_yuan
from app.rules.policy import Policy
from app.rules.vocabulary import Word, find_word
from app.services.case_view import case_view
from app.services.office import Office

Verbs = dict[str, Callable[[Office, Namespace], Answer]]


def book(office: Office, number: str) -> Policy:
    """The words of a case: those of the book it was decided under."""
    return case_view(office, number).policy


def code(words: Mapping[str, Word], text: str, title: str, field: str) -> str:
    """The code of a word given by its code, label or alias. Raises UserError naming the field."""
    found = text if text in words else find_word(words, text)
    if found is None:
        known = "、".join(word.label for word in words.values())
        raise UserError(f"不认识{title}“{text}”", f"请用以下之一：{known}。", field=field)
    return found


def pairs(parts: Sequence[str], title: str) -> dict[str, object]:
    """FIELD=VALUE as fields: yuan becomes fen, also at the end of a name; an empty value None.

    title: what cannot be done with a part that is no such pair; UserError names the part.
    """
    entered: dict[str, object] = {}
    for part in parts:
        name, given, value = part.partition("=")
        if not given:
            raise UserError(title, f"请写成 名称=内容，现为“{part}”。", field=part)
        if name == "yuan" or name.endswith("_yuan"):
            entered[f"{name.removesuffix('yuan')}fen"] = fen_from_yuan(value, field=name)
        else:
            entered[name] = value or None
    return entered
