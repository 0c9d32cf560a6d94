"""The pages of the main window, in the order of its rail. A new page is one line here."""

from dataclasses import dataclass

from app.ui.cases.cases_page import CasesPage
from app.ui.page import Page
from app.ui.scans.scans_page import ScansPage
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
    PageEntry("scans", "待归档扫描", "paperclip", ScansPage),
    PageEntry("settings", "设置", "settings", SettingsPage),
)
