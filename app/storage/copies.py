"""A copy of the encrypted file while people work on it; encrypted with the same key."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import UserError


def copy_database(database: Engine, data_key: bytes, target: Path) -> None:
    """Write the file as it stands at one moment to a new path, and check the copy.

    Raises UserError when it cannot be written, or the copy is not sound.
    """
    try:
        copy = sqlcipher.connect(str(target))
        try:
            copy.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            with database.connect() as db:
                source: Any = db.connection.driver_connection
                source.backup(copy)
            damage = [*copy.execute("PRAGMA cipher_integrity_check")]
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        finally:
            copy.close()  # Windows keeps an open file locked
    except sqlcipher.Error as error:
        raise UserError(
            "无法复制个案簿", f"“{target.name}”未能写入，请检查磁盘空间、U 盘是否拔出。"
        ) from error
    if damage or not sound:
        raise UserError("无法复制个案簿", "复制出来的文件有损坏，请换一个磁盘或 U 盘再试。")
