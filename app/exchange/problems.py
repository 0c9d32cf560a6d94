"""What is wrong with a cell or a row, told so that a clerk finds it and knows what to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What can be wrong. Scripts and marked workbooks go by these codes: never change one."""

    NAME_MISSING = "name_missing"
    ID_MISSING = "id_missing"
    ID_UNREADABLE = "id_unreadable"
    ID_CHECKSUM = "id_checksum"
    ID_PRECISION_LOST = "id_precision_lost"
    DIGITS_LOST = "digits_lost"
    MONTH_MISSING = "month_missing"
    MONTH_UNREADABLE = "month_unreadable"
    DATE_UNREADABLE = "date_unreadable"
    DATE_LEFT_OUT = "date_left_out"
    END_BEFORE_START = "end_before_start"
    MONTH_TO_COME = "month_to_come"
    DAY_TO_COME = "day_to_come"
    DEATH_AFTER_START = "death_after_start"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_SHARED = "amount_shared"
    AMOUNT_DIFFERS = "amount_differs"
    MONTHS_DIFFER = "months_differ"
    COUNT_UNREADABLE = "count_unreadable"
    UNKNOWN_INSURANCE = "unknown_insurance"
    UNKNOWN_BENEFIT = "unknown_benefit"
    BENEFIT_ASSUMED = "benefit_assumed"
    UNKNOWN_REASON = "unknown_reason"
    WORD_ASSUMED = "word_assumed"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_CATEGORY = "unknown_category"
    TEXT_TOO_LONG = "text_too_long"
    DUPLICATE_IN_FILE = "duplicate_in_file"
    NAME_DIFFERS = "name_differs"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    HIDDEN_ROW = "hidden_row"
    HIDDEN_SHEET = "hidden_sheet"
    TOTAL_DIFFERS = "total_differs"
    HEADING_MISSING = "heading_missing"
    UNKNOWN_UID = "unknown_uid"
    KEY_CHANGED = "key_changed"
    MARK_CHANGED = "mark_changed"
    OLD_HAND_OVER = "old_hand_over"
    NOT_CHANGEABLE = "not_changeable"
    PERSON_DIFFERS = "person_differs"
    NOT_TAKEN = "not_taken"


WARNINGS = frozenset(  # the row is taken, the clerk is told
    {
        Kind.AMOUNT_DIFFERS,
        Kind.MONTHS_DIFFER,
        Kind.MONTH_TO_COME,
        Kind.DATE_LEFT_OUT,
        Kind.DEATH_AFTER_START,
        Kind.BENEFIT_ASSUMED,
        Kind.TOTAL_DIFFERS,
        Kind.HIDDEN_ROW,
        Kind.HIDDEN_SHEET,
        Kind.WORD_ASSUMED,
        Kind.UNKNOWN_SOURCE,
        Kind.UNKNOWN_STATUS,
        Kind.UNKNOWN_CATEGORY,
        Kind.NOT_TAKEN,
    }
)
MISSING = frozenset({Kind.NAME_MISSING, Kind.ID_MISSING, Kind.MONTH_MISSING, Kind.AMOUNT_MISSING})
ACCEPTABLE = frozenset(  # the clerk decides: old systems do hold wrong numbers
    {Kind.ID_CHECKSUM, Kind.UNKNOWN_UID}
)


class Fault(NamedTuple):
    """Why a cell is not simply taken.

    advice: what is wrong and what to do, a whole sentence; value: what to take all the same where
    the kind is one a clerk may accept.
    """

    kind: Kind
    advice: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault with its place: row as Excel counts it, column as its letters ("" for none).

    who: the name in the row, else the number of its case; "" where it says neither.
    """

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    kind: Kind
    advice: str
    who: str = ""

    @property
    def message(self) -> str:
        """The whole sentence, the place included."""
        place = f" {self.column} 列" if self.column else ""
        return f"“{self.sheet}”表第 {self.row} 行{place}“{self.heading}”：{self.advice}"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A row that holds no case: "title", "total", "note", "heading" or "village"."""

    sheet: str
    row: int
    what: str


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
