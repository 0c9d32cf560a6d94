from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import delete

from app.ui.widgets.areas import column, scrolled


def an_area(qtbot, rows=60):
    content, layout = column()
    fields = [QLineEdit() for _ in range(rows)]
    for field in fields:
        layout.addWidget(field)
    area = scrolled(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    qtbot.waitExposed(area)
    return area, fields


def test_the_focused_field_comes_into_sight(qtbot):
    area, fields = an_area(qtbot)
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)


def test_a_field_that_is_gone_before_it_could_be_shown_does_no_harm(qtbot):
    area, fields = an_area(qtbot)
    area.bring_to_sight(fields[-1])
    delete(fields[-1])
    QApplication.processEvents()
    assert area.verticalScrollBar().value() == 0
