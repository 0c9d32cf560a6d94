"""Parts that letters are made of (GB/T 9704): from the title to the seal place."""

from collections.abc import Sequence
from dataclasses import replace

from app.forms.blocks import Align, Later, Look, Paragraph, Signature, Slot, Words
from app.forms.facts import PaperFacts
from app.forms.wording import fill, plain

SEAL_MM = 20  # of the 42 mm of a seal; the rest lies over the signature itself


def title(text: str) -> Paragraph:
    return Paragraph((text,), Look.TITLE, Align.CENTRE)


def number_line(facts: PaperFacts, unnumbered: str) -> Paragraph:
    """The number once the county gave it, until then the text with its line for the pen."""
    return numbered(fill(unnumbered, {"year": facts.made_on.year}))


def numbered(unnumbered: Words) -> Paragraph:
    return Paragraph((slot(Later.NUMBER, unnumbered),), align=Align.CENTRE)


def slot(holds: Later, empty: Words) -> Slot:
    """A place for what comes later, with the words that stand there until then."""
    return Slot(holds, plain(empty))


def addressee(words: Words) -> Paragraph:
    """主送: who the letter is for, at the left edge."""
    return Paragraph(words, align=Align.LEFT, lines_before=0.5)


def section(text: str) -> Paragraph:
    """一、 of a letter with several parts."""
    return Paragraph((text,), Look.SECTION, first_indent=2)


def subsection(text: str) -> Paragraph:
    """（一） of a section."""
    return Paragraph((text,), Look.SUBSECTION, first_indent=2)


def body(words: Words) -> Paragraph:
    return Paragraph(words, first_indent=2)


def opening(words: Words) -> Paragraph:
    """The first words of a paper that addresses nobody, a little under its number."""
    return replace(body(words), lines_before=0.5)


def attachments(titles: Sequence[str]) -> list[Paragraph]:
    """附件 of a letter, numbered when there are several; none, no line."""
    lines = [f"{at}. {name}" for at, name in enumerate(titles, 1)] if len(titles) > 1 else titles
    first, rest = lines[:1], lines[1:]
    return [
        *(
            Paragraph((f"附件：{line}",), indent=5, first_indent=-3, lines_before=1)
            for line in first
        ),
        *(Paragraph((line,), indent=5) for line in rest),
    ]


def signature(issuer: Words, dated: Words) -> Signature:
    """落款: who issues, and the day, under the place of the seal."""
    return Signature((issuer, dated), SEAL_MM)


def issue_day(unnumbered: str) -> Words:
    """The county dates what it numbers; until then the text with its lines for the pen."""
    return (slot(Later.DAY, fill(unnumbered, {})),)


def signed_by(text: dict[str, str], issuer: str) -> Signature:
    """From the texts `issuer` and `date` of a form; "" leaves the name for the pen."""
    return signature(fill(text["issuer"], {"issuer": issuer}), issue_day(text["date"]))


def note(text: str) -> Paragraph:
    """Under everything, small: 一式二份, who keeps which."""
    return Paragraph((text,), Look.NOTE, lines_before=0.5)
