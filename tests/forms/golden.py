"""The words of a Document as lines a person can check, kept in tests/data/forms.

After a change that is meant: python -m tests.forms.golden, then read the difference in git.
"""

from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from app.forms import FORMS
from app.forms.blocks import Blank, Grid, Paragraph, Signature, Signers, Slip, Table, Tick
from app.forms.document import Document
from tests.forms.samples import NUMBERS, SAMPLES

FOLDER = Path(__file__).parents[1] / "data" / "forms"
PAPERS = [(module, name) for module in FORMS for name in SAMPLES]


def file_of(module, name):
    return FOLDER / f"{module.FORM.code}-{name}.txt"


def composed(module, name) -> Document:
    document = module.compose(replace(SAMPLES[name], title=module.FORM.title))
    return document.numbered(NUMBERS.get(name, ""))


def lines_of(document):
    """A line per paragraph; the cells of a row side by side; pages apart."""
    for side in document.filled().sides:
        yield "-" * 20
        for block in side:
            yield from block_lines(block)


def block_lines(block):
    match block:
        case Paragraph():
            yield line(block.words)
        case Grid():
            yield from ("｜".join(map(cell_text, row.cells)) for row in block.rows)
        case Table():
            yield "｜".join(f"{column.group} {column.title}".strip() for column in block.columns)
            yield from ("｜".join(map(line, row.values)) for row in block.rows)
        case Signature():
            yield from map(line, block.lines)
        case Signers():
            yield from (
                "　　".join(map(line, lines)) for lines in zip_longest(*block.columns, fillvalue=())
            )
        case Slip():
            yield f"- - - {line(block.words)} - - -"
            for part in block.blocks:
                yield from block_lines(part)


def cell_text(cell):
    return "\n".join(line(paragraph.words) for paragraph in (*cell.paragraphs, *cell.foot))


def line(words):
    return "".join(map(shown, words))


def shown(word):
    match word:
        case Blank(ems):
            return "_" * round(2 * ems)
        case Tick(ticked):
            return "☑" if ticked else "□"
    return word


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for module, name in PAPERS:
        text = "\n".join(lines_of(composed(module, name))) + "\n"
        file_of(module, name).write_text(text, encoding="utf-8")
