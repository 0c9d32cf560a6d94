"""The kinds of word of the policy book that say more than a label."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from app.rules.owing import Flow
from app.rules.vocabulary import Sourced, Strict, Word

IndicatorFact = Literal["found", "verified", "confirmed", "dismissed", "stopped", "lifted"]
LedgerPart = Literal[
    "cash", "offset", "account", "funeral", "aid", "donation", "bank", "judicial"
]  # of what came in, as the 台账 divides it
Standing = Literal["adult", "minor", "deceased"]  # of the person a paper is for


class DatedName(Sourced):
    """What something was called from a day on."""

    label: str
    since: date = Field(date.min, alias="from")


class Department(Word):
    """Who certifies, or signs. names: what it was called through time, oldest first.

    label is the name of today; aliases hold the old ones too, so that old papers are understood.
    """

    names: tuple[DatedName, ...] = ()

    def label_on(self, day: date) -> str:
        """Its name on a day, as a paper of that day bears it."""
        past = [name.label for name in self.names if name.since <= day]
        return past[-1] if past else self.label

    @model_validator(mode="after")
    def _names_rise_to_the_label(self) -> Self:
        dates = [name.since for name in self.names]
        if dates != sorted(set(dates)):
            raise ValueError("dates must rise")
        if self.names and (self.names[-1].label != self.label or self.names[0].since != date.min):
            raise ValueError("the first name has no date, the last one is the label")
        return self


class Proof(Sourced):
    """A paper that certifies; its name is its key. proves: a sentence for the clerk.

    months_valid: how long after its day it is believed without a new look; None: until further
    notice. note: what to look for, or what ends it. departments: codes of those who give it;
    empty: all who may certify the category. number: the rule its number is checked by.
    """

    proves: str
    departments: tuple[str, ...] = ()
    number: Literal["", "disability_certificate"] = ""
    months_valid: int | None = Field(None, ge=1)
    note: str = ""


class Subtype(Word):
    """A finer word below another; of: the code of that one."""

    of: str


class Relation(Word):
    """承诺人与当事人关系. near_kin: a 近亲属 of 民法典1045, who may apply for 救助帮扶.

    household: another relative who may live in the household and hold its papers. receives: for
    whom else they may sign a paper (民事诉讼法88), an adult, a minor or one who has died.
    """

    near_kin: bool = False
    household: bool = False
    receives: tuple[Standing, ...] = ()

    @property
    def may_hold_papers(self) -> bool:
        """Whether a paper in their name may speak for the household of the person."""
        return self.near_kin or self.household

    def may_receive(self, standing: Standing) -> bool:
        """Whether a paper for a person of that standing may be handed to them."""
        of_kin = {"adult": self.may_hold_papers, "minor": False, "deceased": self.near_kin}
        return standing in self.receives or of_kin[standing]


class CheckItem(Word):
    """核实事项. question: what is to be found out; papers: where it may be seen.

    groups: codes of reason_groups it is for; marks: facts of a case that ask for it as well; where
    both are empty, every case. required: to be known before a case is confirmed.
    """

    question: str
    groups: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    required: bool = False


class Channel(Word):
    """追回渠道. funding: the code of where its money comes from, unless the clerk says else.

    by_debtor: paid by who owes it, so a part of the sum promises the rest (民法典195).
    flow: what the monthly report counts it as; part: which column of the ledger its money is in.
    """

    funding: str
    flow: Flow
    part: LedgerPart
    by_debtor: bool = False


class FundPart(Word):
    """资金来源 a benefit is paid from; insurances: the codes that are paid so."""

    insurances: tuple[str, ...]


class Approach(Word):
    """One of the dossier's M01-M23. actor: who does it; channels: how its money comes in.

    brings_money: whether a receipt can follow from it; pressure alone has no channel.
    """

    actor: str
    brings_money: bool
    channels: tuple[str, ...] = ()
    caveat: str = ""

    @model_validator(mode="after")
    def _money_has_a_channel(self) -> Self:
        if self.brings_money != bool(self.channels):
            raise ValueError("channels are named exactly where money comes in")
        return self


class Indicator(Word):
    """A count of the monthly report: cases in which an act was done, or that came to a fact.

    acts: codes of milestones, of any of them the case counts once; outcome: only with that one.
    fact: one of those services/monthly.py finds.
    """

    acts: tuple[str, ...] = ()
    outcome: str = ""
    fact: IndicatorFact | None = None

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Self:
        if bool(self.acts) == bool(self.fact):
            raise ValueError("counts either acts or a fact")
        return self


class HeadingWords(Strict):
    """What else heads a column in workbooks from outside; its key is the field of the column.

    aliases: whole headings; hints: words that stand in a heading together, those after "!" not
    among them; never: words of which one alone shows that another column is meant.
    """

    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
