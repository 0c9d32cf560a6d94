"""The page 待归档扫描: pages of scans that no code filed are filed by hand."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from app.services.evidence import read_scan
from app.services.office import Office
from app.services.scan_filing import assign, discard
from app.services.scan_pages import WaitingPage, waiting
from app.services.scan_papers import PaperLine, places
from app.ui.forms.scan_dialog import pictures
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.page import Page
from app.ui.scans.taking_in import take_in_chosen
from app.ui.scans.waiting_panel import WaitingPanel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.texts import button, text_label

BLANK = "空白页"  # the only reason the window gives to throw one away


class ScansPage(Page):
    """Takes files in, and what the panel asks for to its service."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__(office, messages)
        self.panel = WaitingPanel()
        self.choose_files = button("扫描归档", "file-input")
        self.figures = text_label("", "strong")
        advice = (
            "把签好字的文书扫描或者拍照，把文件（JPG、PNG、TIFF、PDF）拖到窗口任何地方；"
            "页上有码的自动归到个案，没有读到码的在这里等您指定。"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("没有待归档的扫描件", advice))
        self._stack.addWidget(self.panel)
        self._lay_out()
        self.choose_files.clicked.connect(self._choose_files)
        self.panel.chosen.connect(self._show)
        self.panel.filed.connect(self._file)
        self.panel.sought.connect(self._seek)
        self.panel.discarded.connect(self._discard)

    def reload(self) -> None:
        pages = waiting(self.office)
        self.figures.setText(f"{len(pages)} 页" if pages else "")
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
            self.reload()
            self.messages.say_done(f"已归档于{place}")

    def _discard(self) -> None:
        page = self.panel.pages.current()
        text = f"丢弃“{page.file}”第 {page.page} 页？只丢弃空白页；丢错了的，把原文件再归档一次。"
        if confirmed(self, "丢弃空白页", text, "丢弃"):
            with refusals_shown(self.messages):
                discard(self.office, page.page_id, reason=BLANK)
                self.reload()
                self.messages.say_done("空白页已丢弃")

    def _choose_files(self) -> None:
        if take_in_chosen(self.office, self):
            self.reload()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(text_label("待归档扫描", "title"))
        head.addWidget(self.figures)
        head.addStretch()
        head.addWidget(self.choose_files)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
