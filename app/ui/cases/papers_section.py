"""文书: what can be issued, and what was."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models import IssuedDocument
from app.services.case_view import CaseView
from app.ui.cases.paper_offers_view import PaperOffersView
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.texts import Card, button, text_label


class PapersSection(QWidget):
    """Signals:
    preview_asked(str): the code of a form to see as it would be issued.
    open_asked(IssuedDocument): an issued paper to see or print.
    number_asked(IssuedDocument): the county's number is to be filled in.
    delivery_asked(IssuedDocument): its delivery is to be recorded.
    scans_asked(IssuedDocument): the scans of a signed paper to see.
    scan_files_asked(): files of scans are to be chosen and filed.
    """

    preview_asked = Signal(object)
    open_asked = Signal(object)
    number_asked = Signal(object)
    delivery_asked = Signal(object)
    scans_asked = Signal(object)
    scan_files_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.offers = PaperOffersView()
        self.table = RecordView(self._columns(), most_rows=6, nothing="还没有出具文书")
        self.open = button("打开、打印", "printer")
        self.number = button("填写编号", "file-text")
        self.delivery = button("登记送达", "check")
        self.see_scans = button("查看扫描", "eye")
        self.file_scans = button("扫描归档", "paperclip")
        self._scanned: Counter[int | None] = Counter()
        self.table.opened.connect(self.open_asked)
        self.open.clicked.connect(lambda: self.open_asked.emit(self.table.current()))
        self.number.clicked.connect(lambda: self.number_asked.emit(self.table.current()))
        self.delivery.clicked.connect(lambda: self.delivery_asked.emit(self.table.current()))
        self.see_scans.clicked.connect(lambda: self.scans_asked.emit(self.table.current()))
        self.file_scans.clicked.connect(self.scan_files_asked)
        self.table.chosen.connect(self._choose)
        self.offers.preview_asked.connect(self.preview_asked)
        self._lay_out()

    def show_view(self, view: CaseView) -> None:
        papers: list[IssuedDocument] = view.file.documents
        self.offers.show_view(view)
        self._scanned = Counter(page.document_id for page in view.file.attachments)
        self.table.show_records(papers)
        self.table.choose_row(len(papers) - 1)
        self.open.setEnabled(bool(papers))
        self._choose(self.table.current())

    def focus_first(self) -> None:
        (self.offers.first_button() or self.open).setFocus()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("文书", lambda paper: paper.content["title"], 0, least=13),
            Column("文书编号", _number, 7, most=16, dropped=3),
            Column("出具日期", lambda paper: paper.issued_on, 7.2, dropped=2),
            Column("已打印", lambda paper: paper.copies, 5, is_number=True, dropped=1),
            Column("签收", self._signed, 9),
        )

    def _signed(self, paper: IssuedDocument) -> str | None:
        pages = self._scanned[paper.id]
        return f"已签收扫描 {pages} 页" if pages else None

    def _choose(self, paper: IssuedDocument | None) -> None:
        self.see_scans.setEnabled(paper is not None and bool(self._scanned[paper.id]))
        self.delivery.setEnabled(paper is not None)
        self.number.setEnabled(paper is not None and paper.content["is_numbered"])

    def _lay_out(self) -> None:
        issued = Card("已出具的文书")
        issued.body.addWidget(self.table)
        foot = QHBoxLayout()
        words = "出具后内容固定，再次打印与原件一字不差。"
        foot.addWidget(text_label(words, "small", wrap=True), 1)
        for pressed in (self.file_scans, self.see_scans, self.number, self.delivery, self.open):
            foot.addWidget(pressed)
        issued.body.addLayout(foot)
        content, sheets = column()
        for sheet in (self.offers, issued, self.offers.later):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))


def _number(paper: IssuedDocument) -> str | None:
    return paper.number or ("待编号" if paper.content["is_numbered"] else None)
