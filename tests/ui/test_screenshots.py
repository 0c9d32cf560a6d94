from PySide6.QtGui import QImage

from app.services import printing
from app.ui.screenshots import take_screenshots


def test_every_page_has_its_picture(office, a_decided_case, tmp_path, qtbot):
    printing.issue(office, a_decided_case, "refund-notice")
    paths = take_screenshots(office, tmp_path / "pictures", large_text=True)
    names = {path.stem for path in paths}
    assert {"login", "first-start", "list", "register", "settings", "paper"} <= names
    assert {"case-methods", "case-receipts", "case-papers"} <= names
    for path in paths:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1366, 768), path
