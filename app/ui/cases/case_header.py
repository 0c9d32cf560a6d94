"""The head of a case: who, how much, where it stands, what to do next and until when."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from app.rules.identity import masked
from app.rules.procedure.progress import Shown
from app.services.case_view import CaseView
from app.ui.widgets.dues import DueSign
from app.ui.widgets.texts import Card, ElidedLabel, button, text_label, yuan


class CaseHeader(Card):
    """Signals:
    left(): back to the list.
    id_asked(): the clerk wants to see the whole ID number.
    step_asked(section: str): the next-step button.
    """

    left = Signal()
    id_asked = Signal()
    step_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.back = button("列表", "arrow-left", role="link")
        self.back.setToolTip("返回列表（Esc）")
        self.back.clicked.connect(self.left)
        self.name = ElidedLabel("title")
        self.id_number = text_label("", "quiet")
        self.show_id = button("显示", "eye", role="link")
        self.show_id.clicked.connect(self.id_asked)
        self.category = text_label("", "tag")
        self.about = text_label("", "quiet", wrap=True)
        self.amount, self.recovered, self.left_over = (
            text_label("", role) for role in ("figure-quiet", "figure-good", "figure")
        )
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.state = text_label("", "strong")
        self.sentence = text_label("", wrap=True)
        self.advice = text_label("", "small", wrap=True)
        self.due = DueSign()
        self.next = button("", "arrow-right", role="primary")
        self._section = ""
        self.next.clicked.connect(self._ask_step)
        self.body.setContentsMargins(16, 10, 16, 12)
        self.body.setSpacing(8)
        self.body.addLayout(self._first_line())
        self.body.addLayout(self._second_line())

    def show_view(self, view: CaseView, today: date) -> None:
        case, person = view.case, view.person
        self.name.setText(person.name)
        number = person.id_number or ""
        doubt = "（号码存疑）" if person.id_doubtful else ""
        self.id_number.setText(f"{masked(number)}{doubt}" if number else "未登记证件号码")
        self.show_id.setVisible(bool(number))
        self.category.setText(view.category)
        place = case.village or case.township
        parts = (case.number, view.insurance, view.benefit, view.reason, place)
        self.about.setText(" · ".join(part for part in parts if part))
        self.amount.setText(yuan(view.file.amount_fen))
        self.recovered.setText(yuan(view.file.recovered_fen))
        self.left_over.setText(yuan(view.file.left_fen))
        share = view.file.recovered_fen * 100 // view.file.amount_fen if view.file.amount_fen else 0
        self.progress.setValue(share)
        self.progress.setAccessibleName(f"已追回 {share}%")
        self.state.setText(case.state.label)
        self.sentence.setText(f"{view.state_sentence}（自 {case.state_since} 起）")
        self._show_next(view.next, today)

    def show_full_id(self, number: str) -> None:
        self.id_number.setText(number)
        self.show_id.hide()

    def _show_next(self, step: Shown | None, today: date) -> None:
        for widget in (self.next, self.due, self.advice):
            widget.setVisible(step is not None)
        if step is None:
            return
        self._section = step.section
        self.next.setText(step.label)
        self.advice.setText(step.sentence)
        self.next.setToolTip(f"依据：{step.ground}")
        self.due.show_due(step.due_on, today)

    def _ask_step(self) -> None:
        self.step_asked.emit(self._section)

    def _first_line(self) -> QHBoxLayout:
        who = QHBoxLayout()
        who.setSpacing(5)
        for widget in (self.back, self.name, self.category, self.id_number, self.show_id):
            who.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        who.addStretch()
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addLayout(who)
        left.addWidget(self.about)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addLayout(left, 1)
        line.addLayout(self._figures())
        return line

    def _figures(self) -> QVBoxLayout:
        figures = QHBoxLayout()
        figures.setSpacing(14)
        for title, figure in (
            ("应追", self.amount),
            ("已追", self.recovered),
            ("未追", self.left_over),
        ):
            figures.addLayout(_figure(title, figure))
        layout = QVBoxLayout()
        layout.setSpacing(4)
        layout.addLayout(figures)
        layout.addWidget(self.progress)
        layout.addStretch()
        return layout

    def _second_line(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.advice)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.state)
        line.addLayout(words, 1)
        line.addWidget(self.due)
        line.addWidget(self.next)
        return line


def _figure(title: str, figure: QLabel) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(0)
    layout.addWidget(text_label(title, "small"))
    layout.addWidget(figure)
    return layout
