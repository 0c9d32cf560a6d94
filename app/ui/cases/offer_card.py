"""One of the four methods: open or closed, why, what would open it, how its money comes in."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.methods.offers import ChannelOffer, Offer
from app.rules.policy import Finding
from app.ui import theme
from app.ui.widgets.texts import button, text_label, yuan


class OfferCard(QFrame):
    """Signals: picked(Offer): 选择 was pressed; nothing is decided yet."""

    picked = Signal(object)

    def __init__(self, offer: Offer, *, is_chosen: bool, may_follow: bool) -> None:
        """may_follow: a closed one may still be named as what follows if another fails."""
        super().__init__()
        self.setObjectName("offer")
        self.setProperty("open", offer.is_open)
        self.setProperty("chosen", is_chosen)
        self.pick = button("选择" if offer.is_open else "选为后备", role=_role(offer))
        self.pick.setEnabled((offer.is_open or may_follow) and not is_chosen)
        self.pick.setAccessibleName(f"{self.pick.text()}{offer.label}")
        self.pick.clicked.connect(lambda: self.picked.emit(offer))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(_title_line(offer, is_chosen=is_chosen))
        layout.addWidget(text_label(offer.summary, "quiet", wrap=True))
        why = [finding for finding in offer.findings if finding not in offer.missing]
        _add_findings(layout, "", why)
        title = "同时应办" if offer.is_open else "办好以下各项后可以选择"
        _add_findings(layout, title, offer.missing)
        layout.addWidget(ChannelList(offer.channels))
        layout.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(text_label(f"文书：{'、'.join(offer.papers)}", "small", wrap=True), 1)
        foot.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(foot)


class ChannelList(QWidget):
    """The ways its money comes in: those open with what they can give, the others by name."""

    def __init__(self, channels: Iterable[ChannelOffer]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        known = list(channels)
        for row, channel in enumerate(one for one in known if one.is_open):
            grid.addWidget(text_label("渠道" if row == 0 else "", "small"), row, 0)
            grid.addWidget(text_label(channel.label, wrap=True), row, 1)
            fen = channel.available_fen
            sum_label = text_label("金额待定" if fen is None else yuan(fen), "quiet")
            grid.addWidget(sum_label, row, 2, Qt.AlignmentFlag.AlignRight)
        closed = [one.label for one in known if not one.is_open]
        if closed:
            row = grid.rowCount()
            words = text_label(f"暂不能用：{'、'.join(closed)}", "small", wrap=True)
            grid.addWidget(words, row, 0, 1, 3)


def _add_findings(layout: QVBoxLayout, title: str, findings: Iterable[Finding]) -> None:
    """Each sentence once, its article below it; one article below several that share it."""
    shown = list(findings)
    if title and shown:
        layout.addWidget(text_label(title, "strong"))
    for at, finding in enumerate(shown):
        sign = "· " if title else ""
        layout.addWidget(text_label(f"{sign}{finding.text}", wrap=True))
        if at + 1 == len(shown) or shown[at + 1].ground != finding.ground:
            layout.addWidget(text_label(f"依据：{finding.ground}", "small", wrap=True))


def _role(offer: Offer) -> str:
    return "primary" if offer.recommended and offer.is_open else ""


def _title_line(offer: Offer, *, is_chosen: bool) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(text_label(offer.label, "heading"))
    if is_chosen:
        line.addWidget(text_label("已选定", "tag"))
    elif offer.recommended:
        line.addWidget(text_label("推荐", "tag"))
    line.addStretch()
    sign = QLabel()
    name, tone = (
        ("circle-check", theme.LIGHT.good) if offer.is_open else ("circle", theme.LIGHT.quiet)
    )
    sign.setPixmap(theme.pixmap(name, tone, theme.ems(1.1)))
    line.addWidget(sign)
    words = ("可以选择", "good") if offer.is_open else ("暂不能选", "off")
    line.addWidget(text_label(*words))
    return line
