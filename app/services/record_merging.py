"""Two case books speak of one case: what each changed since both knew the same, field by field.

One side changed: that is taken. Both changed to the same: nothing to do. Both changed otherwise:
a clash, for the clerk. Pure; what it says is done by services.taking.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.services.records import CHANGING, REMOVABLE, Row, Rows, table_of

BLANK: tuple[Any, ...] = (None, "", False, 0, [])


@dataclass(frozen=True)
class Clash:
    """A field both sides changed; key as in services.records, values as plain JSON."""

    key: str
    field: str
    here: Any
    theirs: Any


@dataclass
class Merged:
    """What is to be done here. clashes: all of them, whoever won."""

    added: Rows = field(default_factory=dict)
    changed: dict[str, Row] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


def merged(base: Rows, here: Rows, theirs: Rows, prefer_theirs: Callable[[Clash], bool]) -> Merged:
    """base: as both last knew it; empty rows where they never met: then what is blank is filled."""
    result = Merged()
    for key, row in theirs.items():
        if key not in here:
            if base.get(key) != row:  # else: removed here since
                result.added[key] = row
            continue
        for name, value in row.items():
            if _may_change(key, name) and _takes(
                result, Clash(key, name, here[key].get(name), value), base.get(key), prefer_theirs
            ):
                result.changed.setdefault(key, {})[name] = value
    for key, row in here.items():
        if key not in theirs and base.get(key) == row and table_of(key) in REMOVABLE:
            result.removed.append(key)
    return result


def _may_change(key: str, name: str) -> bool:
    if key == "periods":
        return True
    fields = CHANGING.get(table_of(key), set())
    return fields is None or name in fields


def _takes(
    result: Merged, both: Clash, base: Row | None, prefer_theirs: Callable[[Clash], bool]
) -> bool:
    if both.here == both.theirs:
        return False
    if base is None or both.field not in base:
        if both.here in BLANK or both.theirs in BLANK:
            return both.here in BLANK
    elif both.here == base[both.field]:
        return True
    elif both.theirs == base[both.field]:
        return False
    result.clashes.append(both)
    return prefer_theirs(both)
