"""Which case here a row that came in speaks of, and what the two say otherwise.

A case is known by its uid, else by the row of the very file it came from, else by ID number,
insurance, reason and first month.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from app.errors import UserError
from app.exchange.asking import OPEN
from app.exchange.clues import Clue
from app.exchange.columns import BY_FIELD
from app.exchange.ledger import LedgerEntry
from app.exchange.merging import Match, compared, difference
from app.exchange.problems import Kind, Problem
from app.exchange.reading import SheetContent
from app.exchange.sealing import Imprint
from app.models.terms import HandOverKind
from app.services.known import Known, KnownCase, known_of
from app.services.ledger import ledger_entries
from app.services.office import Office
from app.services.planned import TITLE
from app.services.returned import Absent, Returned, absent, returned_of
from app.services.taking import planned

NUMBERS = ("notice.number", "opinion.number")
Told = tuple[Clue, str]  # which row said something of a person first, and what


@dataclass(frozen=True)
class Source:
    """Where clues come from, and as what. accept: kinds of problem the clerk takes all the same."""

    sha256: str
    accept: frozenset[str] = frozenset()
    imprint: Imprint | None = None
    kind: HandOverKind = HandOverKind.CLUES


@dataclass
class SortedClues:
    """Every clue in exactly one of these; refused holds its problems instead.

    warnings: what of a row is not taken though the row is. absent: cases that were sent and did not
    come back. known_people: the places of new clues whose
    person is here already.
    """

    new: list[Clue] = field(default_factory=list)
    same: list[Match] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)
    conflict: list[Match] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)
    known_people: set[tuple[str, int]] = field(default_factory=set)


def sort_out(
    office: Office, session: Session, content: SheetContent, source: Source
) -> SortedClues:
    """Which clues are new, known, or in question."""
    clues, policy = content.clues, office.policy
    known, result = known_of(session, clues, sha256=source.sha256), SortedClues()
    met: list[tuple[Clue, KnownCase]] = []
    for clue in clues:
        person = known.people.get(clue.values.get("person.id_number", ""))
        if case := known.case_of(clue):
            met.append((clue, case))
        elif held := [problem for problem in _held(clue) if problem.kind not in source.accept]:
            result.refused += held
        elif person and person[1] != clue.values["person.name"]:
            names = (person[1], clue.values["person.name"])
            differs = difference(BY_FIELD["person.name"], *names, policy)
            barred = "该号码已登记为另一姓名，请核对姓名和号码，更正后再导入。"
            result.conflict.append(Match(clue, "", (differs,), barred=barred))
        elif case := known.overlapping(clue):
            met.append((clue, case))
        else:
            result.new.append(clue)
            if person:
                result.known_people.add((clue.sheet, clue.row))
    _compare(office, session, content, source, known, met, result)
    return result


def _held(clue: Clue) -> tuple[Problem, ...]:
    """What keeps a clue from being taken as new; also the mark of a case that is not here."""
    uid = clue.values.get("case.uid")
    if not uid:
        return clue.held
    advice = (
        "本行来自另一本个案簿的台账：到账、佐证、文书不会带入。"
        "确需作为新疑点登记的，请确认后照收（unknown_uid）。"
    )
    title = BY_FIELD["case.uid"].title
    who = str(clue.values.get("person.name") or "")
    foreign = Problem(clue.sheet, clue.row, "", title, str(uid), Kind.UNKNOWN_UID, advice, who)
    return (*clue.held, foreign)


def _compare(
    office: Office,
    session: Session,
    content: SheetContent,
    source: Source,
    known: Known,
    met: Sequence[tuple[Clue, KnownCase]],
    result: SortedClues,
) -> None:
    """Of a file imported before, what was taken or settled is the same: what differs is newer."""
    settled = {known.by_place[place].id for place in known.by_place} | known.settled
    back = returned_of(office, session, content, source.imprint, [(c, k.id) for c, k in met])
    untouched = {case.id for clue, case in met if back.is_untouched(clue, case.id)} | settled
    asked = {case.id for _clue, case in met} - untouched
    entries = {e.case.id: e for e in ledger_entries(session, asked)}
    told: dict[object, Told] = {}
    for clue, case in met:
        if case.id in untouched:
            result.same.append(Match(clue, case.number))
            continue
        entry = entries[case.id]
        if problem := back.refusal(clue, entry, office.policy):
            result.refused.append(problem)
        else:
            match = compared(clue, entry, office.policy, back.said_of(clue, case.id))
            overlaps = case is not known.case_of(clue)
            match, locked = _without_locked(back, replace(match, overlaps=overlaps), source.kind)
            result.warnings += locked
            _sort_in(office, session, back, entry, match, told, result)
    if source.imprint:
        result.absent = absent(session, source.imprint, content.uids)


def _without_locked(
    back: Returned, match: Match, kind: HandOverKind
) -> tuple[Match, list[Problem]]:
    """Of a sheet others fill in only what it asks is taken; what else was changed is told."""
    if kind not in OPEN or "case.uid" not in match.clue.values:
        return match, []
    locked = [differs for differs in match.offered if differs.field not in OPEN[kind]]
    advice = "这一栏在本表中不能修改，没有采用：交出时为“{}”，收回时为“{}”。"
    told = [
        back.problem(
            match.clue, d.field, Kind.NOT_TAKEN, advice.format(d.sent or "空", d.sheet or "空")
        )
        for d in locked
    ]
    kept = tuple(differs for differs in match.differences if differs not in locked)
    return replace(match, differences=kept), told


def _sort_in(
    office: Office,
    session: Session,
    back: Returned,
    entry: LedgerEntry,
    match: Match,
    told: dict[object, Told],
    result: SortedClues,
) -> None:
    """A match where it belongs; one of ours that cannot be taken is refused with its reason."""
    if not match.offered:
        result.same.append(match)
        return
    try:
        _refuse_two_words(entry, match, told)
        planned(office, session, entry, {d.field: d.value for d in match.offered})
    except UserError as refused:
        if match.is_sent:
            name = refused.field if refused.field in BY_FIELD else match.offered[0].field
            kind = Kind.NOT_CHANGEABLE
            result.refused.append(back.problem(match.clue, str(name), kind, refused.advice))
            return
        match = replace(match, barred=refused.advice)
    (result.conflict if match.is_conflict else result.changed).append(match)


def _refuse_two_words(entry: LedgerEntry, match: Match, told: dict[object, Told]) -> None:
    """Two rows of one person must not say two things of him, nor two papers bear one number."""
    for differs in match.offered:
        if differs.field.startswith("person."):
            about = (entry.case.person_id, differs.field)
            clue, text = told.setdefault(about, (match.clue, differs.sheet))
            where = f"“{clue.sheet}”表第 {clue.row} 行"
            if text != differs.sheet:
                advice = f"同一当事人在{where}已填“{text}”，请改为一致后再导入。"
                raise UserError(TITLE, advice, field=differs.field)
        elif differs.field in NUMBERS:
            clue, _ = told.setdefault((differs.sheet, differs.field), (match.clue, differs.sheet))
            if clue is not match.clue:
                advice = f"编号“{differs.sheet}”已填在“{clue.sheet}”表第 {clue.row} 行，请核对。"
                raise UserError(TITLE, advice, field=differs.field)
