"""What the policy book says of the procedure: the acts, what must stand before each, what is next.

All of it is data (procedure.toml): a new act, guard or next step is an edit there alone. Guards
name *marks*: an act that stands, or a fact of the case (rules/procedure/marks.py lists them).
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from app.models.terms import CaseState
from app.rules.vocabulary import Sourced, Strict, Word

Asked = (
    Literal["until", "party", "manner", "reference", "outcome", "witness", "fen", "note"]
    | Literal["relation", "proof", "refusal", "servers"]
)
Manners = Literal["", "delivery_manners", "letter_manners", "contact_manners"]
Which = Literal["any", "coming", "reached", "overdue"]


class Guarded(Word):
    """after: marks that must all stand; any_of: one of them; unless: none of them may stand.

    passed: marks whose term must have run out; within: marks in whose span the day must lie.
    at_least: how many times an act must stand.
    requires: fields that must be filled in; requires_any: one of them.
    """

    after: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    at_least: dict[str, int] = Field(default_factory=dict)
    requires: tuple[Asked, ...] = ()
    requires_any: tuple[Asked, ...] = ()

    @property
    def named_marks(self) -> set[str]:
        return {*self.after, *self.any_of, *self.unless, *self.passed, *self.within, *self.at_least}


class OutcomeGuard(Guarded):
    """What one outcome of an act asks for besides, and what it does.

    pays_all: its sum covers all that is left. ends: marks that no longer stand after it.
    term: the legal term this outcome alone begins.
    """

    pays_all: bool = False
    ends: tuple[str, ...] = ()
    term: str = ""


class MilestoneKind(Guarded):
    """An act of the procedure (办理事项).

    group: the heading it stands under. states: where the case may stand. asks: the fields its
    form shows, beside the day. manners: the vocabulary of that field; outcomes: those of its own,
    outcomes_from: or a vocabulary of them; guards: what an outcome asks for besides.
    documents: the papers (codes of `papers`) it may be about; it is about the last issued of
    them, and stands only while that is in force. term: the legal term it begins,
    term_by_reason: another for some reasons; moves: the mark whose term now ends with that of
    this act. ends: marks that no longer stand after it; ends_outcome: its outcome names one more.
    benefit_status: what becomes of the benefit. once: not again while it stands. of_paper: only
    ever about one paper, chosen among those issued. by_scan: never entered by hand, but when the
    scan of a paper is filed, once a paper. restarts: whether the time to sue (民法典195) begins
    anew with it, as after a demand or as after a promise.
    """

    group: str
    states: tuple[CaseState, ...]
    asks: tuple[Asked, ...] = ()
    manners: Manners = ""
    outcomes: dict[str, str] = Field(default_factory=dict)
    outcomes_from: Literal["", "endings", "pause_reasons"] = ""
    documents: tuple[str, ...] = ()
    term: str = ""
    term_by_reason: dict[str, str] = Field(default_factory=dict)
    moves: str = ""
    ends: tuple[str, ...] = ()
    ends_outcome: bool = False
    benefit_status: str = ""
    once: bool = True
    of_paper: bool = False
    by_scan: bool = False
    guards: dict[str, OutcomeGuard] = Field(default_factory=dict)
    restarts: Literal["", "demand", "promise"] = ""

    def term_for(self, reason: str, outcome: str) -> str:
        """The legal term an act of this kind begins; "" when none."""
        guard = self.guards.get(outcome)
        return guard.term if guard and guard.term else self.term_by_reason.get(reason, self.term)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        guarded: tuple[Guarded, ...] = (self, *self.guards.values())
        if {name for g in guarded for name in (*g.requires, *g.requires_any)} - set(self.asks):
            raise ValueError("requires only what it asks")
        if set(self.guards) - set(self.outcomes):
            raise ValueError("guards name outcomes of its own")
        if bool(self.manners) != ("manner" in self.asks):
            raise ValueError("manners are named exactly when a manner is asked")
        if bool(self.outcomes or self.outcomes_from) != ("outcome" in self.asks):
            raise ValueError("outcomes are named exactly when an outcome is asked")
        return self


class Ending(Guarded):
    """结案方式 C1-C11. states: where the case must stand; its guards: what must be done before."""

    code: str = Field(pattern=r"^C\d\d?$")
    states: tuple[CaseState, ...]

    @property
    def needs_county_paper(self) -> bool:
        """Whether it takes the county's decision paper: there is no write-off here."""
        return "reference" in self.requires


class DeliveryManner(Guarded):
    """送达方式. proof: what shows that it was done; proof_name: what that field is then called.

    receiver: who may sign for the person: only they, or those of the household too; "" is not
    asked. asks: the fields that only some manners have, of those this one has; requires is of them.
    deemed_on: the mark with whose term the paper counts as served, on its last day.
    """

    proof: str
    proof_name: str = ""
    receiver: Literal["", "person", "household"] = ""
    asks: tuple[Asked, ...] = ()
    deemed_on: str = ""

    @property
    def named_marks(self) -> set[str]:
        return super().named_marks | ({self.deemed_on} if self.deemed_on else set())

    @model_validator(mode="after")
    def _requires_what_it_asks(self) -> Self:
        if {*self.requires, *self.requires_any} - set(self.asks):
            raise ValueError("requires only what it asks")
        return self


class Paper(Guarded):
    """A printed paper: its title in this province, and the form of FORMS it is printed by.

    states, guards: when it may be issued. needed_for: the next steps it is printed for.
    signed_back: others sign it, and its scan is filed. least_term: the legal term that a deadline
    on it must leave, "" for none. in_force_once: issued again it replaces the one before (更正).
    repeats: on another day it is a new one, though it says the same (催告). served_by: the act that
    records its delivery, "" where it stays in the file; moot_after: marks after which it need not
    be delivered any more. sets_card: the day its delivery to the bank gives the cards it names.
    """

    label: str = Field(alias="title")
    form: str
    states: tuple[CaseState, ...]
    needed_for: tuple[str, ...] = ()
    signed_back: bool = False
    least_term: str = ""
    in_force_once: bool = False
    repeats: bool = False
    served_by: str = ""
    moot_after: tuple[str, ...] = ()
    sets_card: Literal["", "stop_notice_on", "lift_notice_on"] = ""

    @property
    def named_marks(self) -> set[str]:
        return super().named_marks | set(self.moot_after)


class PaperSet(Word):
    """The papers one step needs, printed together. papers: code of the paper -> how often.

    They are issued in this order: one may name those before it.
    """

    papers: dict[str, int]


class MarkWords(Strict):
    """A fact of the case as guards name it: what to do when it is missing, or is in the way.

    label: what its term is called, where it has one.
    """

    label: str = ""
    missing: str
    standing: str


class NextStep(Sourced):
    """One rule of the next step; of those that fit a case, the first one counts.

    It fits in its states when all of `when`, one of any_of and none of `unless` stand. Due: `days`
    after the mark due_from, or after the end of its term where `due` says until. renewed_by: acts
    from which it is counted anew; within: not after the end of a mark.
    section: where on the case page it is done; act: the milestone it ends with, where it is one.
    """

    label: str
    sentence: str
    section: str
    act: str = ""
    states: tuple[CaseState, ...]
    when: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    due_from: str
    renewed_by: tuple[str, ...] = ()
    within: str = ""
    due: Literal["on", "until"] = "on"
    days: int = 0

    @property
    def named_marks(self) -> set[str]:
        named = {*self.when, *self.any_of, *self.unless, self.due_from, *self.renewed_by}
        return named | ({self.within} if self.within else set())


class TodoList(Sourced):
    """One list of the to-do page: the cases at one of `steps`, or those services/todo.py finds.

    due: which of those at its steps, by the due date: any, from today on, up to today, before
    today.
    """

    label: str
    sentence: str
    steps: tuple[str, ...] = ()
    due: Which = "any"
