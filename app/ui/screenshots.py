"""Pictures of every page, made from the program itself: for the handbook, and to look at."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.services import printing, summaries
from app.services.case_file import REFUND_NOTICES
from app.services.case_view import case_view
from app.services.office import Office
from app.ui import theme
from app.ui.cases.cases_page import CasesPage
from app.ui.exchange.import_dialog import ImportDialog
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.login import LoginWindow
from app.ui.main_window import MainWindow
from app.ui.theme import TextSize
from app.ui.window import prepared_application

SCREEN = (1366, 768)


def take_screenshots(
    office: Office,
    folder: Path,
    *,
    large_text: bool = False,
    clues: Path | None = None,
    screen: tuple[int, int] = SCREEN,
) -> list[Path]:
    """One PNG per page of an opened office, at 1366×768; clues: a workbook to preview.

    Needs QT_QPA_PLATFORM=offscreen where there is no screen. Nothing is stored.
    """
    size = TextSize.LARGE if large_text else TextSize.STANDARD
    app = prepared_application(size)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, widget in _pages(office):
        paths.append(_taken(widget, folder / f"{name}.png", screen))
    if clues is not None:
        paths.append(take_import_screenshot(office, folder, clues, screen=screen))
    theme.apply(app, TextSize.STANDARD)
    return paths


def take_import_screenshot(
    office: Office, folder: Path, clues: Path, *, screen: tuple[int, int] = SCREEN
) -> Path:
    """The preview of a workbook, as it would be imported now. Needs a prepared QApplication."""
    dialog = ImportDialog(office)
    dialog.read(clues)
    path = _taken(dialog, folder / "import.png", screen)
    dialog.close()
    return path


def _taken(widget: QWidget, path: Path, screen: tuple[int, int]) -> Path:
    widget.resize(*screen)
    widget.show()
    QApplication.processEvents()
    widget.grab().save(str(path))
    return path


def _pages(office: Office) -> Iterator[tuple[str, QWidget]]:
    for name, is_first_start in (("first-start", True), ("login", False)):
        login = LoginWindow(is_first_start=is_first_start)
        yield name, login
        login.close()
    window = MainWindow(office)
    yield "todo", window
    window.show_page("cases")
    yield "list", window
    page = window.page("cases")
    if isinstance(page, CasesPage):
        yield from _case_pages(office, window, page)
        page.start_register()
        yield "register", window
        page.show_list()
    for code in ("papers", "exchange", "settings"):
        window.show_page(code)
        yield code, window
    for part in ("export", "stick", "rolls"):
        window.show_page("exchange", part)
        yield f"exchange-{part}", window
    window.close()


def _case_pages(
    office: Office, window: MainWindow, page: CasesPage
) -> Iterator[tuple[str, QWidget]]:
    """Of the longest story now being paid back by a plan: every section, and its notice."""
    rows = summaries.case_rows(office)
    if not rows:
        return
    told = max(rows, key=lambda row: _worth_telling(office, row.number))
    page.open_case(told.number)
    for code in page.case.section_codes():
        page.case.show_section(code)
        QApplication.processEvents()
        yield f"case-{code}", window
    papers = case_view(office, told.number).file.documents
    notices = [paper for paper in papers if paper.form in REFUND_NOTICES]
    if notices and notices[0].id is not None:
        title = notices[0].content["title"]
        pdf = printing.issued_pdf(office, notices[0].id)
        dialog = PaperDialog(title)
        dialog.show_issued(pdf, signed=2, printed=0)
        yield "paper", dialog
        dialog.close()


def _worth_telling(office: Office, number: str) -> tuple[bool, int]:
    view = case_view(office, number)
    return view.plan is not None and view.next is not None, len(view.events)
