"""The register on paper, whole or narrowed to what was looked for."""

from app.forms import form_module
from app.forms.document import Document
from app.forms.lists import register as printed
from app.forms.lists.register import RegisteredPaper
from app.services.office import Office
from app.services.printed_lists import list_head
from app.services.register import RegisterRow, register
from app.services.register_query import PaperStatus
from app.storage.database import reading


def register_list(
    office: Office, query: str = "", *, status: PaperStatus = PaperStatus.ANY, form: str = ""
) -> Document:
    """All papers that match, the first issued first; its head says what they were narrowed by.

    Raises UserError when there is no such form.
    """
    conditions = [f"“{query.strip()}”"] if query.strip() else []
    conditions += [status.label] if status != PaperStatus.ANY else []
    conditions += [f"《{form_module(form).FORM.title}》"] if form else []
    found = register(office, query, status=status, form=form).papers
    with reading(office.database) as session:
        head = list_head(office, session)
    return printed.compose(head, [_printed(row) for row in reversed(found)], conditions)


def _printed(row: RegisterRow) -> RegisteredPaper:
    return RegisteredPaper(
        issued_on=row.issued_on,
        title=row.title,
        number=row.number,
        is_numbered=row.is_numbered,
        dated_on=row.dated_on,
        name=row.name,
        village=row.village,
        case_number=row.case_number,
        served_on=row.served_on,
        pages=row.pages,
        status=row.status,
    )
