"""关于: which version this is, whether it works on this computer, whose parts it is made of."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app import __version__
from app.folders import ASSETS
from app.services.office import Office
from app.ui.settings.self_test_dialog import SelfTestDialog
from app.ui.theme import ems
from app.ui.widgets.texts import Card, button, text_label

LICENCES = ASSETS / "licences" / "third-party.md"


class AboutCard(Card):
    """Stands at the foot of the settings."""

    def __init__(self, office: Office) -> None:
        super().__init__("关于归仓")
        self._office = office
        self.test, self.licences = button("自检", "circle-check"), button("第三方许可")
        self.test.clicked.connect(self._test)
        self.licences.clicked.connect(self._show_licences)
        words = "自检把每一样功能试一遍，约十秒，不改动个案簿；结果可以在电话里念给维护人员。"
        self.body.addWidget(text_label(f"版本 {__version__}"))
        self.body.addWidget(text_label(f"数据文件夹：{office.folder}", wrap=True))
        self.body.addWidget(text_label(words, "quiet", wrap=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.test)
        buttons.addWidget(self.licences)
        buttons.addStretch()
        self.body.addLayout(buttons)

    def _test(self) -> None:
        dialog = SelfTestDialog(self._office.folder, self._office.today, self)
        dialog.exec()
        dialog.deleteLater()

    def _show_licences(self) -> None:
        dialog = LicencesDialog(self)
        dialog.exec()
        dialog.deleteLater()


class LicencesDialog(QDialog):
    """The list that comes with the program: our own text, so it may be formatted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("第三方许可")
        self.resize(ems(56), ems(34))
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)  # this computer is not on a network
        self.page.setMarkdown(LICENCES.read_text(encoding="utf-8"))
        close = button("关闭", role="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addLayout(buttons)
