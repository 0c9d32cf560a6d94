"""Who takes what the clerk did on the page of a case to its service, and tells what came of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.case_view import CaseView
from app.services.office import Office
from app.ui.messages import MessageBar, refusals_shown


class Desk(QObject):
    """Serves some sections of one case. number: the case on the page.

    Signals:
        stored(str): something was stored; in words for the message bar.
    """

    stored = Signal(object)

    def __init__(self, office: Office, messages: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self.office, self.messages, self.window = office, messages, window
        self.number = ""

    def show(self, view: CaseView) -> None:
        """What the view of the case does not hold; asked for whenever the case is shown."""

    def serve(
        self,
        signal: Any,
        part: Any,
        act: Callable[[Any], str],
        *,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Whenever the signal comes, do the act, whose words are told; a refusal is shown in the
        part. No words: nothing was stored. then: once the page shows what is stored.
        """
        signal.connect(lambda entered: self._do(part, act, entered, then))

    def hear(self, *parts: Any) -> None:
        """What these parts cannot read themselves is refused in them."""
        for part in parts:
            part.refused.connect(lambda refused, part=part: self._refuse(part, refused))

    def _do(
        self, part: Any, act: Callable[[Any], str], entered: Any, then: Callable[[], None] | None
    ) -> None:
        with refusals_shown(self.messages, part):
            if words := act(entered):
                self.stored.emit(words)
                if then is not None:
                    then()

    def _refuse(self, part: Any, refused: Exception) -> None:
        with refusals_shown(self.messages, part):
            raise refused
