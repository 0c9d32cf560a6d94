"""使用手册: contents and search at the left, the page at the right. F1 opens it where one is."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.help.browser import HandbookBrowser
from app.ui.help.handbook import handbook
from app.ui.theme import ems
from app.ui.widgets.search import SearchEntry
from app.ui.widgets.texts import button, text_label

CONTENTS_EMS = 15
PLACE = Qt.ItemDataRole.UserRole


class HandbookWindow(QDialog):
    """Signals: print_asked(str): the code of a sheet to print."""

    print_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = handbook()
        self.search = SearchEntry("搜索手册")
        self.contents = QTreeWidget()
        self.browser = HandbookBrowser(self.book)
        self.said = text_label("", "small")
        self.next = button("下一节", "arrow-right")
        self.close_button = button("关闭")
        self._hits: list[int] = []
        self._items: list[QTreeWidgetItem] = []
        self.setWindowTitle("归仓使用手册")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(ems(76), ems(44))
        self._fill()
        self._lay_out()
        self._connect()

    def open_at(self, code: str) -> None:
        """Show the section of a code, in front of everything."""
        self.search.show_value("")
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.show_section(self.book.place_of(code))
        self.browser.setFocus()

    def _fill(self) -> None:
        """Each section under the one it is part of."""
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("目录")
        above: list[QTreeWidgetItem] = [self.contents.invisibleRootItem()]
        for at, section in enumerate(self.book.sections):
            del above[section.level :]
            item = QTreeWidgetItem(above[-1], [section.title])
            item.setData(0, PLACE, at)
            item.setToolTip(0, section.title)
            above.append(item)
            self._items.append(item)
        first = self.contents.topLevelItem(0)
        if first:
            first.setExpanded(True)

    def _go(self, item: QTreeWidgetItem) -> None:
        self.browser.show_section(item.data(0, PLACE))

    def _follow(self, place: int) -> None:
        """The contents show where one reads."""
        self.contents.blockSignals(True)
        self.contents.setCurrentItem(self._items[place])
        self.contents.scrollToItem(self._items[place])
        self.contents.blockSignals(False)

    def _seek(self, query: str) -> None:
        self._hits = self.book.found(query) if query else []
        for at, item in enumerate(self._items):
            item.setHidden(bool(query) and at not in self._hits)
        for at in self._hits:
            above = self._items[at].parent()
            while above is not None:
                above.setHidden(False)
                above.setExpanded(True)
                above = above.parent()
        self.browser.mark(query.split())
        self.said.setText(self._counted(query))
        self.next.setVisible(bool(self._hits))
        if self._hits:
            self.browser.show_section(self._hits[0])

    def _counted(self, query: str) -> str:
        if not query:
            return ""
        return f"{len(self._hits)} 节写到" if self._hits else "手册里没有找到，请换一个词。"

    def _next(self) -> None:
        """The next section that was found; after the last comes the first."""
        if self._hits:
            self._hits = [*self._hits[1:], self._hits[0]]
            self.browser.show_section(self._hits[0])

    def _follow_link(self, url: QUrl) -> None:
        if url.scheme() == "print":
            self.print_asked.emit(url.path())
        elif url.hasFragment():
            self.browser.show_section(self.book.place_of(url.fragment()))

    def _connect(self) -> None:
        self.contents.itemClicked.connect(self._go)
        self.contents.itemActivated.connect(self._go)
        self.contents.currentItemChanged.connect(lambda item, _: self._go(item))
        self.search.searched.connect(self._seek)
        self.search.went_on.connect(self._next)
        self.next.clicked.connect(self._next)
        self.browser.reached.connect(self._follow)
        self.browser.asked.connect(self._follow_link)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    def _lay_out(self) -> None:
        self.next.hide()
        beside = QWidget()
        beside.setFixedWidth(ems(CONTENTS_EMS))
        left = QVBoxLayout(beside)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        for part in (self.search, self.said, self.next):
            left.addWidget(part)
        left.addWidget(self.contents, 1)
        left.addWidget(self.close_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(14)
        layout.addWidget(beside)
        layout.addWidget(self.browser, 1)
