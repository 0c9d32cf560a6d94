"""The stick: a package is made, opened, confirmed. Asks for files and words, calls the services."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.models import Peer
from app.services.office import Office
from app.services.package_opening import open_package
from app.services.package_receipts import make_receipt, open_receipt
from app.services.package_senders import OTHER_RECEIVER
from app.services.package_words import Opened
from app.services.packages import Waiting, make_package
from app.services.peers import set_peer, short_of
from app.services.settings import profile
from app.ui.background import Cancelled, run_with_progress
from app.ui.exchange.opening_dialog import OpeningDialog, counts_of
from app.ui.exchange.peer_dialog import PassphraseDialog, PeerDialog
from app.ui.messages import MessageBar, confirmed, refusals_shown

PACKAGES = "交接包 (*.gcj)"
RECEIPTS = "回执 (*.gch)"
PULL_OUT = "已重新读一遍核对，可以拔出 U 盘"


class StickDesk(QObject):
    """Signals: stored(): something changed; whoever shows it reloads."""

    stored = Signal()

    def __init__(self, office: Office, messages: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._messages, self._window = office, messages, parent

    def set_peer(self, peer: Peer | None = None) -> None:
        """Add an office, or change what is known of one."""
        dialog = PeerDialog(profile(self._office).kind, peer, self._window)

        def store(values: dict[str, Any]) -> None:
            with refusals_shown(dialog.messages, dialog.form):
                name = values.pop("name")
                set_peer(self._office, name, **values)
                dialog.accept()
                self.stored.emit()
                self._messages.say_done(f"交接单位“{name}”已保存")

        dialog.given.connect(store)
        dialog.exec()
        dialog.deleteLater()

    def hand_over(self, waiting: Waiting) -> None:
        """Make a package for an office."""
        peer = waiting.peer
        if not peer.passphrase:
            self.set_peer(peer)
            return
        own = short_of(profile(self._office).name)
        day = f"{self._office.today():%Y%m%d}"
        name = f"{own}交{peer.short}第{peer.sent_sequence + 1}号{day}.gcj"
        path, _ = QFileDialog.getSaveFileName(self._window, "打交接包", name, PACKAGES)
        if not path:
            return
        target = Path(path).with_suffix(".gcj")
        with refusals_shown(self._messages):
            try:
                made = run_with_progress(
                    self._window,
                    f"正在打交给“{peer.name}”的交接包",
                    lambda progress: make_package(
                        self._office, target, peer=peer.name, progress=progress
                    ),
                )
            except Cancelled:
                return
            self.stored.emit()
            held = f"个案 {made.cases} 件，附件 {made.attachments} 个"
            self._messages.say_done(f"第 {made.sequence} 号交接包：{held}；{PULL_OUT}", str(target))

    def open_package(self) -> None:
        """Choose a package, look at it, take it."""
        path, _ = QFileDialog.getOpenFileName(self._window, "打开交接包", "", PACKAGES)
        if path:
            with refusals_shown(self._messages):
                self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Raises UserError when the package is refused."""
        asked: dict[str, Any] = {}
        looked = self._asking(asked, lambda: self._opened(path, dry_run=True, **asked))
        if looked is None:
            return
        dialog = OpeningDialog(looked, self._window)
        agreed, theirs = bool(dialog.exec()), dialog.theirs()
        dialog.deleteLater()
        if not agreed:
            return
        opened = self._opened(path, dry_run=False, theirs=theirs, **asked)
        if opened is None:
            return
        self.stored.emit()
        said = f"{opened.sender}第 {opened.sequence} 号交接包已保存：{counts_of(opened)}"
        self._messages.say_done(said, "请把回执存到 U 盘，带回给对方。")
        self.write_receipt(opened.sender, opened.sequence, path.parent)

    def write_receipt(self, peer: str, sequence: int, folder: Path | None = None) -> None:
        """The receipt of the last package opened of an office, onto the stick."""
        name = f"{short_of(peer)}第{sequence}号回执.gch"
        suggested = str(folder / name) if folder else name
        path, _ = QFileDialog.getSaveFileName(self._window, "写回执", suggested, RECEIPTS)
        if not path:
            return
        target = Path(path).with_suffix(".gch")
        with refusals_shown(self._messages):
            package = make_receipt(self._office, target, peer=peer)
            said = f"{peer}第 {package.sequence} 号交接包的回执已写好；{PULL_OUT}"
            self.stored.emit()
            self._messages.say_done(said, str(target))

    def read_receipt(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, "读回执", "", RECEIPTS)
        if not path:
            return
        asked: dict[str, Any] = {}
        with refusals_shown(self._messages):
            read = self._asking(asked, lambda: open_receipt(self._office, Path(path), **asked))
            if read is None:
                return
            self.stored.emit()
            said = f"{read.sender}已收到第 {read.sequence} 号及以前的交接包"
            if read.refused:
                told = "；".join(f"{one['number']}：{one['why']}" for one in read.refused[:5])
                self._messages.warn(f"{said}，有 {len(read.refused)} 件没有收下", told)
            else:
                self._messages.say_done(said)

    def _opened(self, path: Path, *, dry_run: bool, **asked: Any) -> Opened | None:
        words = "正在核对" if dry_run else "正在保存"
        try:
            return run_with_progress(
                self._window,
                f"{words}“{path.name}”",
                lambda progress: open_package(
                    self._office, path, dry_run=dry_run, progress=progress, **asked
                ),
            )
        except Cancelled:
            return None

    def _asking(self, asked: dict[str, Any], act: Callable[[], Any]) -> Any:
        """Try; ask for a passphrase, or whether it is for us all the same, and try again."""
        while True:
            try:
                return act()
            except UserError as refused:
                if refused.field == "passphrase":
                    dialog = PassphraseDialog(refused.advice, self._window)
                    agreed, typed = bool(dialog.exec()), dialog.value()
                    dialog.deleteLater()
                    if not agreed:
                        return None
                    asked["passphrase"] = typed
                elif refused.field == OTHER_RECEIVER and "accept" not in asked:
                    if not confirmed(self._window, refused.title, refused.advice, "仍然打开"):
                        return None
                    asked["accept"] = [OTHER_RECEIVER]
                else:
                    raise
