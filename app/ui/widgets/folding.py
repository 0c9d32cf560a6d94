"""A card that tells its sum in one line, and shows its content when it is asked for."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.ui.widgets.areas import bring_to_sight, column
from app.ui.widgets.texts import Card, button, text_label


class FoldCard(Card):
    """`sheet` takes the content; `tell` sets the line beside the title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.body.setContentsMargins(18, 7, 12, 7)
        self.fold = button("展开", role="link")
        self.fold.setCheckable(True)
        self.fold.setAccessibleName(f"展开{title}")
        self.content, self.sheet = column(10)
        self._told = text_label("", "quiet", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(text_label(title, "heading"))
        head.addWidget(self._told, 1)
        head.addWidget(self.fold)
        self.body.addLayout(head)
        self.body.addWidget(self.content)
        self.content.hide()
        self._rows: QWidget | None = None
        self.fold.toggled.connect(self._show_content)

    def new_grid(self, *, spacing: int) -> QGridLayout:
        """An empty grid in place of the one before; its first column takes the room left over."""
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(spacing)
        grid.setColumnStretch(0, 1)
        self.add(self._rows)
        return grid

    def tell(self, words: str) -> None:
        self._told.setText(words)

    def told(self) -> str:
        return self._told.text()

    def unfold(self) -> None:
        self.fold.setChecked(True)

    def close_up(self) -> None:
        self.fold.setChecked(False)

    def _show_content(self, is_open: bool) -> None:
        self.content.setVisible(is_open)
        self.fold.setText("收起" if is_open else "展开")
        if is_open:
            bring_to_sight(self.content)

    def add(self, *parts: QWidget) -> None:
        for part in parts:
            self.sheet.addWidget(part)
