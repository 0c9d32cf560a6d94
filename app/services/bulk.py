"""Storing thousands of rows at once, checked as strictly as one.

`Record.new` builds a tracked object per row, fifteen times dearer than checking it; here plain
dicts pass through the fields of the same models, and the tables' CHECK constraints stand behind.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from pydantic import TypeAdapter, create_model
from sqlalchemy import Connection, insert, inspect
from sqlmodel import Session, SQLModel

Row = dict[str, Any]
AT_ONCE = 2_000  # rows: more cost memory, fewer cost time


def insert_rows(session: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows, defaults filled in, in one statement, some thousand at a time.

    A value the model refuses raises pydantic's ValidationError: a bug, since whoever calls this
    has checked what people typed.
    """
    if not rows:
        return
    db = session.connection()
    statement, names = _statement(model, db)
    for start in range(0, len(rows), AT_ONCE):
        some = _checked(model).validate_python(rows[start : start + AT_ONCE])
        columns = [_stored(db, model, name, [vars(row)[name] for row in some]) for name in names]
        db.exec_driver_sql(statement, list(zip(*columns, strict=True)))


def checked_row(model: type[SQLModel], row: Row) -> Any:
    """One row through the same fields, as a plain object. Raises pydantic's ValidationError."""
    [checked] = _checked(model).validate_python([row])
    return checked


@contextmanager
def collector_paused() -> Iterator[None]:
    """Spares Python's search for garbage, a quarter of the time when everything is kept."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@cache
def _checked(model: type[SQLModel]) -> TypeAdapter[list[Any]]:
    """A plain model with the same fields, the id aside: the database gives it."""
    fields: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in model.model_fields.items()
        if name != "id"
    }
    row: Any = create_model(f"{model.__name__}Row", **fields)
    return TypeAdapter(list[row])


def _statement(model: type[SQLModel], db: Connection) -> tuple[str, list[str]]:
    """The INSERT in the database's own words, and the names its parameters stand for in order."""
    names = [name for name in model.model_fields if name != "id"]
    compiled = insert(model).compile(dialect=db.dialect, column_keys=names)
    return str(compiled), compiled.positiontup or names


def _stored(db: Connection, model: type[SQLModel], name: str, values: list[Any]) -> list[Any]:
    """Values as the driver takes them: what SQLAlchemy does row by row, a column at a time."""
    column = inspect(model).columns[name]
    store = column.type.dialect_impl(db.dialect).bind_processor(db.dialect)
    return values if store is None else [store(value) for value in values]
