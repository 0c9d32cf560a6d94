"""待归档扫描: the pages that wait, the one chosen large beside them, and where it may go."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.scan_pages import WaitingPage
from app.services.scan_papers import PaperLine
from app.ui.fields import Entry
from app.ui.forms.paper_view import PaperView
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.areas import scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

LEFT_EMS = 27
PAGES = (
    Column("文件", lambda page: page.file, 0),
    Column("页", lambda page: page.page, 3, is_number=True),
    Column("收到", lambda page: page.given_on, 7.2),
)
PLACES = (
    Column("文书", lambda place: place.title or "只归到个案", 0),
    Column("姓名", lambda place: place.name, 5),
    Column("个案", lambda place: place.case_number, 6.5, dropped=1),
)


class WaitingPanel(QWidget):
    """Signals:
    chosen(WaitingPage): another page is current.
    filed(PaperLine): the current page belongs there.
    sought(str): what the clerk looks for among papers and cases.
    discarded(): the current page is blank.
    """

    chosen = Signal(object)
    filed = Signal(object)
    sought = Signal(object)
    discarded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pages = RecordView(PAGES, most_rows=4)
        self.view = PaperView()
        self.take_guess = button("归到这份文书", "check", role="primary")
        self.search, self.places = (
            Form(most_columns=1),
            RecordView(PLACES, most_rows=4, nothing="请先填写要找的内容"),
        )
        self.search.add("query", "姓名、个案编号或文书编号", Entry("如 付建𬀩"))
        self.take_place = button("归到所选", "check")
        self.discard = button("丢弃空白页", "trash-2")
        self._guess = text_label("", wrap=True)
        self._lay_out()
        self._connect()

    def show_pages(self, pages: Sequence[WaitingPage]) -> None:
        at = max(self.pages.currentIndex().row(), 0)
        self.pages.show_records(pages)
        self.show_places([])
        self.search.show_values({"query": ""})
        self.pages.choose_row(min(at, len(pages) - 1))

    def show_page(self, page: WaitingPage) -> None:
        """What is known of the page; its picture comes with `show_picture`."""
        if page.guess:
            self._guess.setText(f"可能是{page.guess.paper}。（{page.guess.why}）")
        elif page.has_code:
            self._guess.setText("页上的码指向的文书不在本个案簿中，请查看是不是别的单位的文书。")
        else:
            self._guess.setText("没有读到码，请按姓名或编号查找它的文书。")
        self.take_guess.setVisible(page.guess is not None)

    def show_picture(self, pictures: list[QImage]) -> None:
        self.view.show_pages(pictures)

    def show_places(self, places: Sequence[PaperLine]) -> None:
        self.places.show_records(places)
        self.places.choose_row(0)
        self.take_place.setEnabled(bool(places))

    def _connect(self) -> None:
        self.pages.chosen.connect(self.chosen)
        self.take_guess.clicked.connect(self._take_guess)
        self.search.changed.connect(self._seek)
        self.search.finished.connect(self.places.setFocus)
        self.places.opened.connect(self.filed)
        self.take_place.clicked.connect(lambda: self.filed.emit(self.places.current()))
        self.discard.clicked.connect(self.discarded)

    def _seek(self) -> None:
        self.sought.emit(self.search.fields["query"].editor.value())

    def _take_guess(self) -> None:
        page = self.pages.current()
        if page and page.guess:
            self.filed.emit(page.guess.paper)

    def _lay_out(self) -> None:
        where = Card("归到哪里")
        for part in (self._guess, self.take_guess, self.search, self.places):
            where.body.addWidget(part)
        pressed = QHBoxLayout()
        pressed.setSpacing(10)
        pressed.addWidget(self.take_place, 1)
        pressed.addWidget(self.discard)
        where.body.addLayout(pressed)
        where.body.addStretch()
        left = QWidget()
        left.setFixedWidth(ems(LEFT_EMS))
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        beside.addWidget(self.pages)
        beside.addWidget(scrolled(where), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(left)
        layout.addWidget(self.view, 1)
