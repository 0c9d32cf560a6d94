"""更正: what a paper says of the one it replaces, outside its frame and its official text."""

from dataclasses import replace
from datetime import date

from app.forms.document import Document
from app.forms.wording import date_values, fill, official_text, one_line, plain

TEXT = "replacing"


def replacing(document: Document, *, title: str, number: str, dated: date) -> Document:
    """The paper with its correction: which one it replaces and makes void."""
    values = date_values(dated) | {"title": one_line(title), "number": number}
    note = fill(official_text(TEXT)["note"], values)
    return replace(document, correction=plain(note))


def void_title(title: str) -> str:
    """A paper that was replaced, as lists of papers name it."""
    return f"{title}{official_text(TEXT)['void']}"
