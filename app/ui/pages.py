"""The pages of the main window, in the order of its rail. A new page is one line here."""

from dataclasses import dataclass

from app.ui.cases.cases_page import CasesPage
from app.ui.exchange.exchange_page import ExchangePage
from app.ui.page import Page
from app.ui.papers.papers_page import PapersPage
from app.ui.settings.settings_page import SettingsPage
from app.ui.todo.todo_page import TodoPage


@dataclass(frozen=True)
class PageEntry:
    """code: for whoever jumps here; icon: a file of assets/icons."""

    code: str
    title: str
    icon: str
    kind: type[Page]


PAGES = (
    PageEntry("todo", "今天要办", "circle-check", TodoPage),
    PageEntry("cases", "个案", "folder-open", CasesPage),
    PageEntry("papers", "文书", "file-text", PapersPage),
    PageEntry("exchange", "交接", "file-output", ExchangePage),
    PageEntry("settings", "设置", "settings", SettingsPage),
)
