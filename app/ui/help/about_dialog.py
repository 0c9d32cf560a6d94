"""关于归仓: which version, whose case book, where it lies."""

import platform
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import __version__
from app.errors import UserError
from app.log import LOG_FOLDER
from app.services.office import Office
from app.services.settings import profile
from app.ui.fields import Entry
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button, text_label

WIDE = ("数据文件夹", "电脑")


class AboutDialog(QDialog):
    """Signals: licences_asked(): the page of licences is to be shown."""

    licences_asked = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages, self.form = MessageBar(), Form(2)
        self.open_data = button("打开数据文件夹", "folder-open")
        self.open_log = button("打开日志文件夹", "folder-open")
        self.licences = button("第三方软件和许可", "file-text")
        self.close_button = button("关闭")
        self.setWindowTitle("关于归仓")
        self._add_lines(office)
        self._lay_out()
        self.open_data.clicked.connect(lambda: self._open(office.folder))
        self.open_log.clicked.connect(lambda: self._open(office.folder / LOG_FOLDER))
        self.licences.clicked.connect(self._show_licences)
        self.close_button.clicked.connect(self.accept)

    def _add_lines(self, office: Office) -> None:
        """Read-only fields, so that a line can be copied."""
        for title, words in (
            ("版本", f"归仓 {__version__}"),
            ("单位", profile(office).name),
            ("经办人", office.clerk),
            ("执行的政策", office.policy.title),
            ("数据文件夹", str(office.folder)),
            ("电脑", f"{platform.system()} {platform.release()} {platform.version()}"),
        ):
            line = Entry()
            line.setReadOnly(True)
            line.show_value(words)
            self.form.add(title, title, line, columns=2 if title in WIDE else 1)

    def _open(self, folder: Path) -> None:
        with refusals_shown(self.messages):
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                advice = f"请用“文件资源管理器”打开：{folder}"
                raise UserError("无法打开文件夹", advice)

    def _show_licences(self) -> None:
        self.accept()
        self.licences_asked.emit()

    def _lay_out(self) -> None:
        folders, foot = QHBoxLayout(), QHBoxLayout()
        for pressed in (self.open_data, self.open_log):
            folders.addWidget(pressed)
        folders.addStretch()
        foot.addWidget(self.licences)
        foot.addStretch()
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(text_label("归仓", "brand"))
        layout.addWidget(text_label("多领社会保险待遇追缴个案簿，离线使用。", "quiet"))
        layout.addWidget(self.messages)
        layout.addWidget(self.form)
        layout.addWidget(
            text_label("备份：先关闭归仓，再把数据文件夹整个复制到 U 盘。", "small", wrap=True)
        )
        layout.addLayout(folders)
        layout.addLayout(foot)
        self.setMinimumWidth(ems(40))
