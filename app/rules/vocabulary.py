"""The kinds of entry the policy book holds; what each key of a policy folder may say."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.models.terms import CategoryGroup
from app.rules.terms import months_after


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


Starts = Literal[
    "month_after_event", "prison", "overlap", "entitlement", "whole", "one_off", "given"
]
AccountUse = Literal["always", "after_death", "agreement"]


class Reason(Word):
    """A 多领原因: how its months are found, and what else a clerk must know of it.

    code: R01-R18 or R99 of the national list; "" for a word wider than one of them.
    group: the upper level, a code of reason_groups.
    starts: the rule its months follow, a key of RULES in app/rules/estimating.py.
    event: the label of the day that ends the right; given exactly with month_after_event.
    pair: where two benefits were paid, insurance codes of the one kept, then of the cancelled.
    account: whether a personal account is offset at once (告知事项3、4、10), after death only
    (告知事项7、9), or by agreement, where no item names it.
    advice: what to ask or do before the months are counted.
    """

    code: str = Field("", pattern=r"^(R\d\d)?$")
    group: str
    starts: Starts
    event: str = ""
    pair: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    account: AccountUse
    advice: str = ""

    @property
    def ends_with_life(self) -> bool:
        """Whether its event is the death of the person, found out or declared."""
        return self.group == "death" and self.starts == "month_after_event"

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.starts == "month_after_event") != bool(self.event):
            raise ValueError("an event is named exactly with month_after_event")
        if self.pair is not None and not all(self.pair):
            raise ValueError("each side of a pair names an insurance")
        if self.pair and self.starts in ("prison", "whole", "given"):
            raise ValueError(f"{self.starts} knows no pair of benefits")
        return self


class Category(Word):
    """人员类别: K1-K8 hardship, T1-T4 special, X everybody else.

    departments: codes of those entitled to certify it; documents: what they give, each a key of
    proofs. needs: of each of these groups one paper is needed; empty: any one document will do.
    months_valid: how long it is believed after it was certified; None: until what `ends` says.
    """

    code: str = Field("", pattern=r"^([KT]\d|X)?$")
    group: CategoryGroup
    departments: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    months_valid: int | None = Field(None, ge=1)
    ends: str = ""

    def valid_through(self, certified_on: date, printed: date | None) -> date | None:
        """The last day it is believed; None when nothing names one.

        printed: the last day the paper itself names. The earlier of the two counts.
        """
        if self.months_valid is None:
            return printed
        counted = months_after(certified_on, self.months_valid)
        return min(counted, printed) if printed else counted


class Method(Word):
    """One of the four ways of 《通知》三: what it is in one sentence, the papers it takes.

    channels: codes of the ways its money comes in. applicants: who may apply for it, where it is
    applied for: codes of relations, and "township".
    """

    summary: str
    papers: tuple[str, ...]
    channels: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()


class Rung(Word):
    """A step of 依法追缴 and the papers it takes (《通知》三(四))."""

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


class TermLength(Sourced):
    """How long a term is, in exactly one unit; without `from` it holds for whatever day."""

    since: date = Field(date.min, alias="from")
    days: int | None = Field(None, ge=1)
    months: int | None = Field(None, ge=1)
    years: int | None = Field(None, ge=1)
    workdays: int | None = Field(None, ge=1)

    @property
    def length(self) -> dict[str, int]:
        """The unit and its number, as rules/terms.term_end takes them, e.g. {"days": 30}."""
        return self.model_dump(include={"days", "months", "years", "workdays"}, exclude_none=True)

    @model_validator(mode="after")
    def _has_one_length(self) -> Self:
        if len(self.length) != 1:
            raise ValueError("needs exactly one of days, months, years, workdays")
        return self


class LegalTerm(TermLength):
    """A term of the law as it runs now; earlier: as it ran before, oldest first.

    label: what runs; starts: the event it runs from; consequence: what follows when it has run;
    adjustable: the county may set another length, this one is the default.
    """

    label: str
    starts: str
    consequence: str
    adjustable: bool = False
    earlier: tuple[TermLength, ...] = ()

    def in_force(self, on: date) -> TermLength:
        """The length, with its source, of a term that begins on that day.

        Raises LookupError for a day before the oldest rule of the book.
        """
        for length in (self, *reversed(self.earlier)):
            if length.since <= on:
                return length
        raise LookupError(f"{self.label} has no length on {on}")

    @model_validator(mode="after")
    def _dates_rise(self) -> Self:
        dates = [*(length.since for length in self.earlier), self.since]
        if dates != sorted(set(dates)):
            raise ValueError("dates must rise")
        return self


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
