"""The words of a Document as lines a person can check, kept in tests/data/forms.

After a change that is meant: python -m tests.forms.golden, then read the difference in git.
"""

from dataclasses import replace
from pathlib import Path

from app.forms import FORMS
from app.forms.document import Blank, Document, Grid, Paragraph, Tick
from tests.forms.samples import SAMPLES

FOLDER = Path(__file__).parents[1] / "data" / "forms"
PAPERS = [(module, name) for module in FORMS for name in SAMPLES]


def file_of(module, name):
    return FOLDER / f"{module.FORM.code}-{name}.txt"


def composed(module, name) -> Document:
    return module.compose(replace(SAMPLES[name], title=module.FORM.title))


def lines_of(document):
    """A line per paragraph; the cells of a row side by side; pages apart."""
    for side in document.sides:
        yield "-" * 20
        for block in side:
            match block:
                case Paragraph():
                    yield line(block.words)
                case Grid():
                    for row in block.rows:
                        yield "｜".join(
                            "\n".join(line(paragraph.words) for paragraph in cell.paragraphs)
                            for cell in row.cells
                        )
                case _:
                    yield from map(line, block.lines)


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
