"""The encrypted file: how it is opened and how work on it begins and ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher
from sqlmodel import Session

from app.errors import UserError

OLDEST_SQLITE = (3, 51, 3)  # before it a WAL reset could lose commits


PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # with WAL, NORMAL may lose confirmed commits in a power cut
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
)
WHY_NOT = {  # SQLite's name for a failure -> what the clerk can do
    "SQLITE_NOTADB": "“{name}”与密钥不符或已损坏，请用最近的备份恢复。",
    "SQLITE_CORRUPT": "“{name}”已损坏，请用最近的备份恢复。",
    "SQLITE_BUSY": "“{name}”正被另一个程序使用，请关闭其他窗口后重试。",
    "SQLITE_CANTOPEN": "打不开“{name}”，请确认数据文件夹存在，并且您有权使用。",
    "SQLITE_READONLY": "“{name}”是只读的，请检查文件夹权限或磁盘。",
    "SQLITE_FULL": "磁盘已满，请清理出空间后重试。",
    "SQLITE_IOERR": "读写“{name}”出错，请检查磁盘；数据在 U 盘上的，请确认没有拔出。",
}


def open_database(path: Path, data_key: bytes) -> Engine:
    """Open (or create) the file with the 32-byte data key.

    Raises UserError when the key does not fit, or the file is damaged, in use or out of reach.
    """
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} is too old")
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connected(path, data_key),
        module=sqlcipher,
        poolclass=QueuePool,
        hide_parameters=True,  # an error text never quotes what somebody typed
    )
    event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as db:
            db.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except (sqlcipher.Error, DBAPIError) as error:
        engine.dispose()
        name = getattr(getattr(error, "orig", error), "sqlite_errorname", "")
        why = next((text for code, text in WHY_NOT.items() if name.startswith(code)), None)
        if why is None:
            raise
        raise UserError("无法打开个案簿", why.format(name=path.name)) from error
    return engine


def _connected(path: Path, data_key: bytes) -> Any:
    connection = sqlcipher.connect(str(path), timeout=10, check_same_thread=False)
    connection.isolation_level = None  # we say BEGIN ourselves, so schema changes roll back too
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # before a key that may be wrong
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    # IMMEDIATE: two writers wait for each other here instead of failing half-way
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One act of a clerk: all of it is saved, or none of it."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A look at one moment of the file; does not keep a writer waiting."""
    with Session(engine.execution_options(reads_only=True), expire_on_commit=False) as session:
        yield session
