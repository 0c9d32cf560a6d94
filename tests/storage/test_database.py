from datetime import date

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import SQLModel, select

from app.errors import UserError
from app.models import Case, Decision, Event, IssuedDocument, Person, Plan, Receipt
from app.models.base import now
from app.models.terms import EventKind
from app.storage.database import open_database, reading, transaction
from app.storage.migrations import STEPS, migrate

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path):
    engine = open_database(tmp_path / "个案 簿𬀩.db", KEY)
    migrate(engine)
    yield engine
    engine.dispose()


def an_event():
    return Event(kind=EventKind.OPENED, clerk="张三", at=now(), summary="登记", chain="0" * 64)


def fill(database):
    """One case with a row of everything that may not be rewritten."""
    common, day = {"case_id": 1}, date(2026, 11, 20)
    owed = {"amount_fen": 100, "paid_fen": 0, "owed_fen": 100, "each_fen": 100, "periods": 1}
    with transaction(database) as session:
        session.add(Person.new(name="王五"))
        session.flush()
        begun = {"state_since": day, "touched_on": day, "next_step": "verify", "next_due_on": day}
        codes = {"insurance": "a", "benefit": "b", "reason": "c", "number": "1", "person_id": 1}
        session.add(Case.new(**codes, found_on=day, **begun))
        session.flush()
        session.add(Receipt.new(**common, received_on=day, fen=100, channel="lump"))
        paper = {"form": "x", "issued_on": day, "amount_fen": 1, "content": {}, "policy_hash": "h"}
        session.add(IssuedDocument.new(**common, **paper))
        decided = {
            "method": "order",
            "decided_on": day,
            "reason": "r",
            "made_by": "张三",
            "policy": "p",
        }
        session.add(Decision.new(**common, **decided, facts={}, policy_hash="h"))
        session.add(Plan.new(**common, **owed, kind="lump", pay_by=day, made_on=day))


def test_what_the_steps_build_is_what_the_models_say(database):
    tables = {
        table: {
            column["name"]: column["nullable"] for column in inspect(database).get_columns(table)
        }
        for table in inspect(database).get_table_names()
    }
    models = {
        table.name: {column.name: column.nullable for column in table.columns}
        for table in SQLModel.metadata.tables.values()
    }
    assert {t: set(c) for t, c in tables.items()} == {t: set(c) for t, c in models.items()}
    for table, columns in models.items():
        for column, nullable in columns.items():
            if column != "id" and table != "fund_account":  # SQLite keys say nothing of null
                assert tables[table][column] == nullable, f"{table}.{column}"


def test_the_file_is_unreadable_without_the_key(database, tmp_path):
    with transaction(database) as session:
        session.add(Person.new(name="付建𬀩", id_number="11010519491231002X"))
    database.dispose()
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        assert "付建𬀩".encode() not in content
        assert b"11010519491231002X" not in content


def test_another_key_is_refused(database, tmp_path):
    with pytest.raises(UserError, match="与密钥不符或已损坏"):
        open_database(tmp_path / "个案 簿𬀩.db", bytes(32))


def test_commits_reach_the_disk_before_they_are_called_saved(database):
    with database.connect() as db:
        assert db.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert db.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_failed_act_saves_nothing(database):
    def half_an_act():
        with transaction(database) as session:
            session.add(Person.new(name="王五"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_an_act()
    with reading(database) as session:
        assert session.exec(select(Person)).all() == []


def test_the_log_cannot_be_changed_or_shortened(database):
    with transaction(database) as session:
        session.add(an_event())
    for statement in ("UPDATE event SET summary = 'x'", "DELETE FROM event"):
        with pytest.raises(DatabaseError, match="append-only"), database.begin() as db:
            db.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM receipt",
        "UPDATE receipt SET fen = 1",
        "DELETE FROM issued_document",
        "UPDATE issued_document SET content = '{}'",
        "DELETE FROM decision",
        "UPDATE plan SET each_fen = 1",
    ],
)
def test_money_papers_and_decisions_cannot_be_rewritten(database, statement):
    fill(database)
    with pytest.raises(DatabaseError, match="append-only"), database.begin() as db:
        db.exec_driver_sql(statement)


def test_the_deposit_of_a_receipt_may_come_later(database):
    fill(database)
    with database.begin() as db:
        db.exec_driver_sql("UPDATE receipt SET deposited_on = '2026-11-21'")


def test_the_database_itself_refuses_what_the_models_refuse(database):
    with pytest.raises(IntegrityError), transaction(database) as session:
        session.add(Person(name="", search_text=""))


def test_a_failed_step_leaves_the_file_as_it_was(database):
    broken = ("CREATE TABLE half (x)", "CREATE TABLE half (x)")
    with pytest.raises(DatabaseError):
        migrate(database, (*STEPS, broken))
    with database.connect() as db:
        assert db.exec_driver_sql("PRAGMA user_version").scalar_one() == len(STEPS)
    assert "half" not in inspect(database).get_table_names()


def test_an_older_program_refuses_a_newer_file(database):
    with database.begin() as db:
        db.exec_driver_sql("PRAGMA user_version = 99")
    with pytest.raises(UserError, match="请先升级"):
        migrate(database)
