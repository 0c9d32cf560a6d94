"""What all pages have in common: the office they act for and the bar they speak through."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.office import Office
from app.ui.messages import MessageBar


class Page(QWidget):
    """One page of the main window.

    Signals:
        changed(): something was stored; others that show it should reload.
        case_asked(str): the number of a case to open on the page of cases.
        page_asked(str, str): the code of another page to show, and of its part.
    """

    changed = Signal()
    case_asked = Signal(object)
    page_asked = Signal(object, object)

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.office = office
        self.messages = messages

    def reload(self) -> None:
        """Show what is stored now; called whenever the page comes to the front."""
        raise NotImplementedError

    def show_part(self, _part: str) -> None:
        """Bring one of its parts to the front, reloaded; a page of one part only reloads."""
        self.reload()

    def help_code(self) -> str:
        """The section of the handbook on what is shown, where it is not that of the page."""
        return ""

    def may_leave(self) -> bool:
        """Whether the clerk agrees to leave; asked when something typed would be lost."""
        return True
