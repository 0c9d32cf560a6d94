"""One form on the case page: its name, how often it was issued, the way to its draft or why not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.paper_offers import PaperOffer
from app.ui.widgets.texts import button, restyle, set_role, text_label

ICON = "file-text"


class PaperLine(QWidget):
    """Signals:
    preview_asked(): the draft is to be seen.
    """

    preview_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preview = button("预览并出具", ICON)
        self.why = text_label("", "small", wrap=True)
        self._title, self._count = text_label(""), text_label("", "quiet")
        self.preview.clicked.connect(self.preview_asked)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addStretch()
        line.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.why)

    def show_offer(self, offer: PaperOffer, *, is_first: bool) -> None:
        """is_first: it is what is to be printed now, and stands out."""
        self._title.setText(f"《{offer.title}》")
        restyle(self._title, "role", "strong" if is_first else "")
        set_role(self.preview, "primary" if is_first else "", ICON)
        self.preview.setVisible(offer.is_open)
        self.preview.setAccessibleName(f"预览并出具《{offer.title}》")
        self._count.setText(f"已出具 {offer.issued} 次" if offer.issued else "")
        why = "".join(f"{finding.text}（{finding.ground}）" for finding in offer.findings)
        self.why.setText(why)
        self.why.setVisible(bool(why))
