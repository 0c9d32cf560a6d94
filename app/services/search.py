"""Finding people and cases by what a clerk types: one narrow text per person, and LIKE."""

import unicodedata
from typing import TYPE_CHECKING

from sqlmodel import and_, col, or_

from app.models import Case, Person

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def search_text(*, name: str, id_number: str | None, phone: str) -> str:
    """What Person.search_text holds; write it anew whenever one of the three changes."""
    return " ".join(filter(None, map(_folded, (name, id_number or "", phone))))


def matches(query: str) -> "ColumnElement[bool]":
    """A condition on Person joined with Case: every word of the query is found somewhere.

    Looks in name, ID number, phone, case number, village and township. A blank query finds all.
    """
    return and_(True, *map(_word_matches, query.split()))


def _word_matches(word: str) -> "ColumnElement[bool]":
    places = (col(Person.search_text), col(Case.number), col(Case.village), col(Case.township))
    return or_(*(place.contains(_folded(word), autoescape=True) for place in places))


def _folded(text: str) -> str:
    """Width, case and blanks aside, so that 张 三, ４３０ and x are found as 张三, 430 and X."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()
