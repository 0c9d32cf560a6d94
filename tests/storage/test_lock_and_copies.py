import subprocess
import sys

import pytest

from app.errors import UserError
from app.storage.copies import copy_database
from app.storage.database import open_database, transaction
from app.storage.lock import held

KEY = bytes(range(32))


def test_one_window_holds_the_folder_until_it_ends(tmp_path):
    folder = tmp_path / "数据 文件夹"
    with held(folder), pytest.raises(UserError, match="归仓已经打开"), held(folder):
        pass
    with held(folder):
        pass


def test_another_process_is_kept_out_and_a_killed_one_leaves_no_lock(tmp_path):
    lines = f"""
from pathlib import Path
from app.storage.lock import held
with held(Path({str(tmp_path)!r})):
    print("held", flush=True)
    input()
"""
    command = [sys.executable, "-c", lines]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(UserError, match="另一个窗口"), held(tmp_path):
        pass
    other.kill()
    other.communicate()
    with held(tmp_path):
        pass


def test_a_folder_nothing_can_be_saved_in_is_told_before_the_window(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(UserError, match=r"不能在数据文件夹.*U 盘是否写保护"),
        held(tmp_path / "file"),
    ):
        pass


def test_a_copy_has_what_is_saved_and_opens_only_with_the_key(tmp_path):
    database = open_database(tmp_path / "book.db", KEY)
    with transaction(database) as session:
        session.connection().exec_driver_sql("CREATE TABLE t (name TEXT)")
        session.connection().exec_driver_sql("INSERT INTO t VALUES ('付建𬀩')")
    copy_database(database, KEY, tmp_path / "副本.db")
    database.dispose()
    copy = open_database(tmp_path / "副本.db", KEY)
    with copy.connect() as db:
        assert db.exec_driver_sql("SELECT name FROM t").scalar() == "付建𬀩"
    copy.dispose()
    assert "付建𬀩".encode() not in (tmp_path / "副本.db").read_bytes()
    with pytest.raises(UserError):
        open_database(tmp_path / "副本.db", bytes(32))


def test_a_copy_that_cannot_be_written_is_refused_in_words(tmp_path):
    database = open_database(tmp_path / "book.db", KEY)
    with pytest.raises(UserError, match="无法复制个案簿"):
        copy_database(database, KEY, tmp_path / "没有这个文件夹" / "副本.db")
    database.dispose()
