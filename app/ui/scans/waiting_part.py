"""待归档扫描: pages of scans that no code filed are filed by hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.evidence import read_scan
from app.services.office import Office
from app.services.scan_filing import assign, discard
from app.services.scan_pages import WaitingPage, waiting
from app.services.scan_papers import PaperLine, places
from app.ui.forms.scan_dialog import pictures
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.scans.waiting_panel import WaitingPanel
from app.ui.widgets.empty import EmptyState

BLANK = "空白页"  # the only reason the window gives to throw one away


class WaitingPart(QWidget):
    """Takes what the panel asks for to its service.

    Signals: stored(): a page was filed or thrown away.
    """

    stored = Signal()

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__()
        self.office, self.messages = office, messages
        self.panel = WaitingPanel()
        advice = (
            "把签好字的文书扫描或者拍照，把文件（JPG、PNG、TIFF、PDF）拖到窗口任何地方；"
            "页上有码的自动归到个案，没有读到码的在这里等您指定。"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("没有待归档的扫描件", advice))
        self._stack.addWidget(self.panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.panel.chosen.connect(self._show)
        self.panel.filed.connect(self._file)
        self.panel.sought.connect(self._seek)
        self.panel.discarded.connect(self._discard)

    def reload(self) -> None:
        """Show what waits now."""
        pages = waiting(self.office)
        self._stack.setCurrentIndex(1 if pages else 0)
        self.panel.show_pages(pages)

    def _show(self, page: WaitingPage) -> None:
        self.panel.show_page(page)
        with refusals_shown(self.messages):
            self.panel.show_picture(pictures(read_scan(self.office, page.page_id)))

    def _seek(self, query: str) -> None:
        self.panel.show_places(places(self.office, query))

    def _file(self, place: PaperLine) -> None:
        page = self.panel.pages.current()
        with refusals_shown(self.messages):
            assign(self.office, page.page_id, paper=place.uid, case=place.case_number)
            self.stored.emit()
            self.messages.say_done(f"已归档于{place}")

    def _discard(self) -> None:
        page = self.panel.pages.current()
        text = f"丢弃“{page.file}”第 {page.page} 页？只丢弃空白页；丢错了的，把原文件再归档一次。"
        if confirmed(self, "丢弃空白页", text, "丢弃"):
            with refusals_shown(self.messages):
                discard(self.office, page.page_id, reason=BLANK)
                self.stored.emit()
                self.messages.say_done("空白页已丢弃")
