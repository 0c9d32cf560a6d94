"""A calendar month, written YYYY-MM. Months sort as text, so they sort right everywhere."""

import re
from datetime import date
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


class Month(str):
    """One month, e.g. Month("2021-03"). Raises ValueError when the text is no month."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not _MONTH.fullmatch(text):
            raise ValueError(f"“{text}”不是年月，请填写如 2021-03。")
        return super().__new__(cls, text)

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(f"{day:%Y-%m}")

    @property
    def year(self) -> int:
        return int(self[:4])

    @property
    def number(self) -> int:
        """1 to 12."""
        return int(self[5:])

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    def plus(self, months: int) -> Self:
        """The month so many months later (earlier when negative)."""
        years, month = divmod(self.number - 1 + months, 12)
        return type(self)(f"{self.year + years:04d}-{month + 1:02d}")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


def months_between(first: Month, last: Month) -> int:
    """How many months from `first` to `last`, both counted; 0 or less when `last` is earlier.

    2019-11 to 2020-02 are 4.
    """
    return (last.year - first.year) * 12 + last.number - first.number + 1
