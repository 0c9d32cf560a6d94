"""What every table has in common."""

from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Self

from pydantic import ConfigDict, ValidationError
from sqlalchemy import Dialect, String, TypeDecorator
from sqlmodel import SQLModel

from app.errors import UserError

REQUIRED = ("missing", "string_too_short", "string_type", "none_required")


class Record(SQLModel):
    """Base of all tables. Build new rows with `new`, never with the bare constructor.

    SQLModel skips validation when a table class is called directly; `new` does not.
    Texts lose the blanks around them.
    """

    model_config = ConfigDict(str_strip_whitespace=True)  # type: ignore[assignment]

    @classmethod
    def new(cls, **values: Any) -> Self:
        """A validated row, not yet stored.

        Raises UserError naming the field whose value is refused.
        """
        try:
            return cls.model_validate(values)
        except ValidationError as refused:
            error = refused.errors()[0]
            field = str(error["loc"][0]) if error["loc"] else None
            title = label(cls, field) if field else "各项内容"
            if error["type"] == "value_error":
                advice = str(error["ctx"]["error"])
            elif error["type"] in REQUIRED or error["input"] in ("", None):
                advice = f"请填写“{title}”。"
            else:
                advice = f"“{title}”不能是“{error['input']}”，请核对后重填。"
            raise UserError("无法保存", advice, field=field) from None


def label(model: type[SQLModel], field: str) -> str:
    """The Chinese name of a field, written once, on the model."""
    return model.model_fields[field].title or field


def new_uid() -> str:
    """An identity that stays the same wherever a record travels: 32 hex digits."""
    return token_hex(16)


def now() -> datetime:
    """The moment, in UTC, as stored beside what was done. Days come from `Office.today`."""
    return datetime.now(UTC).replace(microsecond=0)


class _StoredText(TypeDecorator[Any]):
    impl = String
    cache_ok = True

    def __init__(self, kind: type[str]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else self.kind(value)


def stored_as_text(kind: type[str]) -> Any:
    """A column type for values that are a kind of str: a Month or a Term."""
    return _StoredText(kind)
