"""What leaves the office: all or what changed, behind a password, read again before it is saved."""

import shutil
import subprocess

import openpyxl
import pytest
from sqlmodel import select

from app.errors import UserError
from app.exchange.locking import unlocked
from app.models import Case, Event
from app.services import cases, exporting
from app.services.asking import export_village
from app.services.batches import store_clues
from app.services.exchange import read_clues
from app.services.exporting import Wanted, export_ledger
from app.services.templates import template_columns
from app.storage.database import reading
from tests.exchange.books import LI, ZHANG

UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
PASSWORD = "口令 2026 付建𬀩"


@pytest.fixture
def two(office, clue_file):
    store_clues(office, read_clues(office, clue_file(ZHANG, LI)))
    return office


def names(path):
    sheet = openpyxl.load_workbook(path).active
    column = next(cell.column for cell in sheet[3] if cell.value == "姓名")
    rows = sheet.iter_rows(min_row=4, min_col=column, max_col=column, values_only=True)
    return [name for (name,) in rows if name]


def change_first(office):
    cases.correct(office, "2026-0001", remarks="已走访")


def test_only_what_changed_since_the_county_was_given_it(two, tmp_path):
    path = tmp_path / "台账.xlsx"
    with pytest.raises(UserError, match="没有需要导出的个案"):
        export_ledger(two, path, Wanted(only_changed=True))
    assert not path.exists()
    change_first(two)
    assert export_ledger(two, path, Wanted(only_changed=True)) == 1
    assert names(path) == ["张三"]
    assert export_ledger(two, path, Wanted(only_changed=True, is_handed=True)) == 1
    with pytest.raises(UserError):
        export_ledger(two, path, Wanted(only_changed=True))
    assert export_ledger(two, path) == 2


def test_exported_imported_and_exported_again_it_is_the_same_file(two, tmp_path):
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    export_ledger(two, first)
    assert store_clues(two, read_clues(two, first)) is None
    export_ledger(two, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_we_write_and_shows_the_same(two, tmp_path):
    """Slow where it runs; elsewhere the same cells are read by openpyxl and calamine."""
    columns = template_columns(two, "简表")
    export_ledger(two, tmp_path / "台账.xlsx", columns=columns)
    export_village(two, tmp_path / "采集.xlsx", village="石桥村")
    own = f"-env:UserInstallation={(tmp_path / 'soffice').as_uri()}"
    books = [str(tmp_path / name) for name in ("台账.xlsx", "采集.xlsx")]
    command = ["soffice", own, "--headless", "--convert-to", UTF8_CSV]
    command += ["--outdir", str(tmp_path)]
    subprocess.run([*command, *books], check=True, capture_output=True, timeout=120)
    ledger = (tmp_path / "台账.csv").read_text(encoding="utf-8")
    assert "430321195003081012" in ledger
    assert "2260" in ledger  # the total
    assert "石桥村多领社会保险待遇村级采集表" in (tmp_path / "采集.csv").read_text(encoding="utf-8")


def test_a_ledger_behind_a_password_opens_with_it_alone(two, tmp_path):
    path = tmp_path / "台账.xlsx"
    export_ledger(two, path, Wanted(password=PASSWORD))
    content = path.read_bytes()
    assert b"PK" not in content[:2]
    assert "张三".encode() not in content
    (tmp_path / "开.xlsx").write_bytes(unlocked(content, PASSWORD))
    assert names(tmp_path / "开.xlsx") == ["张三", "李四"]
    with pytest.raises(Exception, match=r"assword|key"):
        unlocked(content, PASSWORD[:-1])


@pytest.mark.parametrize("password", ["1234567", " " * 9, "长" * 256])
def test_a_password_that_protects_nothing_is_refused(two, tmp_path, password):
    with pytest.raises(UserError, match="口令"):
        export_ledger(two, tmp_path / "台账.xlsx", Wanted(password=password))
    assert list(tmp_path.glob("台账*")) == []


def test_a_file_that_is_read_back_otherwise_is_not_saved(two, tmp_path, monkeypatch):
    """A library that loses a row is the fault looked for: here it loses the last."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    whole = exporting.workbook_bytes

    def losing(head, tables, mark=None):
        [table] = tables
        return whole(head, [type(table)(**{**vars(table), "rows": table.rows[:-1]})], mark)

    monkeypatch.setattr(exporting, "workbook_bytes", losing)
    with pytest.raises(UserError, match="未能写入"):
        export_ledger(two, path)
    assert path.read_bytes() == b"old"
    with reading(two.database) as session:
        assert "exported" not in session.exec(select(Event.kind)).all()
        assert session.exec(select(Case.revision_handed)).all() == [0, 0]


def test_a_workbook_is_named_as_one(two, tmp_path):
    with pytest.raises(UserError, match="xlsx"):
        export_ledger(two, tmp_path / "台账.doc")
