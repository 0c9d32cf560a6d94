"""What a form asks when it is issued, above its draft."""

from collections.abc import Sequence
from typing import Any

from app.errors import UserError
from app.forms.choices import Ask, Choices
from app.services.paper_choices import Question
from app.ui.choices import CodeCombo, SuggestCombo
from app.ui.fields import CountEdit, DateEdit, Entry
from app.ui.widgets.form import Editor, Form

WIDE = (Ask.DEADLINE, Ask.REASON, Ask.TRANSFER, Ask.DEPARTMENT, Ask.PAPER)
LEFT_OPEN = ("", "不填")
TYPED_INTO: dict[Ask, type[Entry]] = {
    Ask.DEADLINE: DateEdit,
    Ask.COPIES: CountEdit,
    Ask.REASON: Entry,
}


class ChoicesForm(Form):
    """One field per question, filled with what is usual."""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__()
        for question in questions:
            ask = question.ask
            title = f"{ask.label} *" if ask == Ask.REASON else ask.label
            editor = _editor(question)
            self.add(ask.value, title, editor, columns=2 if ask in WIDE else 1)
            if question.usual:
                editor.show_value(question.usual)

    def choices(self) -> Choices:
        """Raises UserError, the fields marked, for what cannot be read."""
        return Choices(**self.values())

    def read(self) -> Choices | None:
        """The same while the clerk still types: None, and nothing marked."""
        try:
            typed: dict[str, Any] = {n: one.editor.value() for n, one in self.fields.items()}
        except UserError:
            return None
        return Choices(**typed)


def _editor(question: Question) -> Editor:
    if question.ask in TYPED_INTO:
        return TYPED_INTO[question.ask](question.hint)
    if question.is_closed:
        return CodeCombo([*([] if question.usual else [LEFT_OPEN]), *question.options])
    combo = SuggestCombo(("", *(words for _code, words in question.options)))
    edit = combo.lineEdit()
    if edit:
        edit.setPlaceholderText(question.hint)
    return combo
