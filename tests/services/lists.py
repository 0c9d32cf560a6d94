"""Reading printed lists."""

import io

from pypdf import PdfReader

from app.services.printed_lists import list_pdf


def rows_of(document):
    """The cells of the first table, as texts."""
    [table, *_] = [block for side in document.sides for block in side if block.kind == "table"]
    return [["".join(map(str, words)) for words in row.values] for row in table.rows]


def texts_of(document):
    return [page.extract_text() for page in PdfReader(io.BytesIO(list_pdf(document))).pages]
