"""The kinds of entry the policy book holds; what each key of assets/policy/*.toml may say."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.models.terms import CategoryGroup


class Strict(BaseModel):
    """Read-only; a key that is not known here is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PolicyDocument(Strict):
    """A law or notice; `until` is its last day, if it has one."""

    title: str
    since: date = Field(alias="from")
    until: date | None = None


class Sourced(Strict):
    """Anything that may name the document (a key of `documents`) and article it comes from."""

    source: str | None = None
    article: str = ""


class Word(Sourced):
    """One entry of a vocabulary; its code is its key. aliases: other spellings in workbooks."""

    label: str
    short: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def brief(self) -> str:
        """The word for narrow columns and county tables."""
        return self.short or self.label


class Benefit(Word):
    """insurances: the codes it belongs to; one_off: paid once, so no months are counted."""

    insurances: tuple[str, ...]
    one_off: bool = False


class Category(Word):
    """departments: codes of those entitled to certify it; documents: what they give."""

    group: CategoryGroup
    departments: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class Method(Word):
    """One of the four ways of 《通知》三: what it is in one sentence, the papers it takes."""

    summary: str
    papers: tuple[str, ...]


class State(Sourced):
    """What a clerk reads of a case's state, and what comes next."""

    sentence: str
    next: str


class Condition(Sourced):
    """A sentence an offer gives; {names} are filled where it is used."""

    text: str


class DatedEntry(Sourced):
    value: Decimal
    since: date = Field(alias="from")


class DatedValue(Strict):
    """A figure of the policy through time, oldest first."""

    title: str
    unit: str
    entries: tuple[DatedEntry, ...]


W = TypeVar("W", bound=Word)


def label(words: Mapping[str, W], code: str) -> str:
    """The label of a code; "" for "" (not filled in yet)."""
    return words[code].label if code else ""


def find_word(words: Mapping[str, W], text: str) -> str | None:
    """The code that people mean by `text`: a label, short form or alias, spaces and width aside.

    Of several that fit, the first in the book, whose order puts the general word first.
    """
    wanted = _folded(text)
    return next((c for c, w in words.items() if wanted in map(_folded, _spellings(w))), None)


def _spellings(word: Word) -> Iterator[str]:
    yield word.label
    if word.short:
        yield word.short
    yield from word.aliases


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
