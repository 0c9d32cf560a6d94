"""What the clerk picks of a preview: rows to take, and who is right where both sides changed."""

from collections.abc import Iterable

from app.services.batches import (
    Chosen,
    Difference,
    Match,
    Place,
    default_chosen,
    needs_word,
    place_of,
)
from app.services.exchange import ClueImport


class Picks:
    """Starts with what is taken when nobody chooses; a conflict counts once it is settled."""

    def __init__(self, clues: ClueImport) -> None:
        self._new = {place_of(clue) for clue in clues.new}
        self.matches = {place_of(m.clue): m for m in (*clues.changed, *clues.conflict)}
        self._rows = set(default_chosen(clues).rows)
        self._fresh: set[Place] = set()
        self._wins: dict[tuple[Place, str], bool] = {}

    def is_taken(self, place: Place) -> bool:
        return place in self._rows

    def may_be_taken(self, place: Place) -> bool:
        """Whether a tick is all that is asked: nothing about it is open."""
        match = self.matches.get(place)
        if match is None:
            return place in self._new
        if match.overlaps:
            return place in self._fresh
        return not match.barred and not self._open(place, match)

    def take(self, places: Iterable[Place], *, taken: bool) -> None:
        """Tick or untick rows; those that wait for a word stay as they are."""
        for place in places:
            if not taken:
                self._rows.discard(place)
            elif self.may_be_taken(place):
                self._rows.add(place)

    def side(self, place: Place, differs: Difference) -> bool | None:
        """Whether the sheet wins; None while nobody said."""
        chosen = self._wins.get((place, differs.field))
        return chosen if chosen is not None or needs_word(differs) else True

    def choose(self, place: Place, field: str, *, sheet_wins: bool | None) -> None:
        """Who is right in one field; the row is taken once nothing of it is open."""
        if sheet_wins is None:
            self._wins.pop((place, field), None)
        else:
            self._wins[place, field] = sheet_wins
        self.take([place], taken=self.may_be_taken(place))

    def choose_all(self, *, sheet_wins: bool) -> None:
        """Every conflict that may be settled, in one word."""
        for place, match in self.matches.items():
            if match.is_conflict and not match.overlaps and not match.barred:
                for differs in match.offered:
                    if needs_word(differs):
                        self._wins[place, differs.field] = sheet_wins
                self.take([place], taken=True)

    def make_fresh(self, place: Place, *, fresh: bool) -> None:
        """Whether months that a case here has already are a case of their own."""
        (self._fresh.add if fresh else self._fresh.discard)(place)
        self.take([place], taken=fresh)

    def is_fresh(self, place: Place) -> bool:
        return place in self._fresh

    def chosen(self) -> Chosen:
        return Chosen(frozenset(self._rows), frozenset(self._fresh), dict(self._wins))

    def counts(self) -> tuple[int, int]:
        """New cases and merged ones among the rows taken."""
        new = len(self._rows & (self._new | self._fresh))
        return new, len(self._rows) - new

    def _open(self, place: Place, match: Match) -> bool:
        return any(self.side(place, differs) is None for differs in match.offered)
