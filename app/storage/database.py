"""The encrypted file: how it is opened and how work on it begins and ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2 as sqlcipher
from sqlmodel import Session

from app.errors import UserError

OLDEST_SQLITE = (3, 51, 3)  # before it a WAL reset could lose commits


def open_database(path: Path, data_key: bytes) -> Engine:
    """Open (or create) the file with the 32-byte data key.

    Raises UserError when the key does not fit or the file is damaged.
    """
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} is too old")

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), timeout=10, check_same_thread=False)
        connection.isolation_level = None  # we say BEGIN ourselves, so schema changes roll back too
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{data_key.hex()}'\"",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=sqlcipher, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE: two writers wait for each other here instead of failing half-way
        reads_only = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    try:
        with engine.connect() as db:
            db.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except Exception as error:
        engine.dispose()
        if isinstance(getattr(error, "orig", error), sqlcipher.DatabaseError):
            raise UserError(
                "无法打开个案簿", f"“{path.name}”与密钥不符或已损坏，请用最近的备份恢复。"
            ) from error
        raise
    return engine


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
