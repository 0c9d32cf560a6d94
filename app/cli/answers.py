"""What verbs answer: plain values for JSON, and the same in words for people."""

from datetime import date
from typing import Any

from app.errors import UserError
from app.money import yuan_text

Answer = dict[str, Any] | list[Any]


def in_words(answer: Any, indent: str = "") -> str:
    """An answer as lines of text: one per value, lists item by item, fen as yuan."""
    if isinstance(answer, dict):
        return "\n".join(_line(name, value, indent) for name, value in answer.items())
    if isinstance(answer, list):
        if answer and isinstance(answer[0], dict):
            return "\n".join(f"{indent}· {_row(item)}" for item in answer)
        return "\n".join(f"{indent}{item}" for item in answer)
    return f"{indent}{answer}"


def day(text: str, title: str, field: str) -> date:
    """A day typed as 2024-01-31. Raises UserError naming the field."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        advice = f"“{title}”应写成 2024-01-31，现为“{text}”。"
        raise UserError("日期无法识别", advice, field=field) from None
    if not 1900 <= read.year < 2100:
        raise UserError("日期有误", f"“{title}”应在 1900 年至 2099 年之间。", field=field)
    return read


def _line(name: str, value: Any, indent: str) -> str:
    if isinstance(value, dict | list) and value:
        return f"{indent}{name}:\n{in_words(value, indent + '  ')}"
    return f"{indent}{name}: {_text(name, value)}"


def _row(item: dict[str, Any]) -> str:
    return "  ".join(f"{name}: {_text(name, value)}" for name, value in item.items())


def _text(name: str, value: Any) -> str:
    if name.endswith("_fen") and isinstance(value, int):
        return f"{yuan_text(value)} 元"
    return "" if value is None or value in ([], {}) else str(value)
