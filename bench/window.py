"""The first window: CPU of the process until it stands, against a bare PySide6 window."""

import sys
import time
from collections.abc import Iterator

from bench.measure import Figure, cost_of, tell, typical_costs

MOST_S = 0.6
MOST_TIMES = 3.3


def figures() -> Iterator[Figure]:
    bare, ours = typical_costs(
        lambda: cost_of("bench.window", "bare"), lambda: cost_of("bench.window", "guicang")
    )
    times = ours.work_s / bare.work_s
    ratio = f"{times:.1f} × a bare window (up to {MOST_TIMES})"
    text = f"{ours.work_s:.2f} s CPU (up to {MOST_S}), {ratio}"
    yield Figure("First window", text, ours.work_s <= MOST_S and times <= MOST_TIMES)


def bare() -> float:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication(["bench"])
    window = QMainWindow()
    window.setCentralWidget(QLabel("归仓"))
    window.show()
    application.processEvents()
    return time.process_time()


def guicang() -> float:
    """The login window of an office, up to its first paint."""
    from app.ui.login import LoginWindow
    from app.ui.theme import TextSize
    from app.ui.window import prepared_application

    application = prepared_application(TextSize.STANDARD)
    window = LoginWindow(is_first_start=False)
    window.painted.connect(application.quit)
    window.show()
    application.exec()
    return time.process_time()


PARTS = {"bare": bare, "guicang": guicang}

if __name__ == "__main__":
    tell(PARTS[sys.argv[1]]())
