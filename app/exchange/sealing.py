"""Seals: proof that a row that comes back speaks of the case it was sent for.

A row of our own workbooks carries the uid and revision of its case and a seal over them and the
key columns, in hidden columns; the workbook itself carries an imprint on a hidden sheet.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.errors import UserError
from app.exchange.cells import Cell, as_text, folded, read_name
from app.exchange.clues import KEY

SHEET = "归仓交接"
VERSION = 1  # of the layout: raise it when a column changes its meaning, so that older is told
PROTECTED = ("person.name", *KEY)  # who and what a row speaks of: never changed in a workbook
SEALED = ("case.uid", "case.revision", *PROTECTED)
ABOUT = "本表由归仓生成。请勿删除本页，请勿改动隐藏的列，否则填回的内容无法合并。"


@dataclass(frozen=True)
class Imprint:
    """What a workbook says of itself. kind: a HandOverKind; number: which hand-over it was.

    scope: what part of the case book it holds, "" for all, e.g. a village. rows: how many.
    """

    kind: str
    number: int
    uid: str
    scope: str
    office: str
    made_on: date
    rows: int
    version: int = VERSION

    @property
    def texts(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


def row_seal(key: bytes, values: Mapping[str, Any]) -> str:
    """Over the SEALED fields, as they are compared: 32 hex digits."""
    return _mac(key, [comparable(values.get(field)) for field in SEALED])


def row_is_sealed(key: bytes, values: Mapping[str, Any]) -> bool:
    """Whether the seal of a row that came back fits its key columns."""
    return hmac.compare_digest(str(values.get("sent.seal", "")), row_seal(key, values))


def comparable(value: object) -> str:
    """A value as two of them are compared: width, blanks and the kind of dot aside."""
    text = "" if value is None else str(value)
    return text if text.isascii() and text.isalnum() else _comparable(text)


@lru_cache(maxsize=20_000)
def _comparable(text: str) -> str:
    return folded(str(read_name(unicodedata.normalize("NFKC", text))))


def write_imprint(workbook: Any, imprint: Imprint, key: bytes) -> None:
    """A sheet that nobody sees, at the end of an XlsxWriter workbook."""
    sheet = workbook.add_worksheet(SHEET)
    texts = imprint.texts
    for row, (name, text) in enumerate((texts | {"seal": _mac(key, texts)}).items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.write_string(len(texts) + 2, 0, ABOUT)
    sheet.very_hidden()


@dataclass(frozen=True)
class FoundImprint:
    """An imprint as it was read; texts: all it says, the seal included."""

    texts: Mapping[str, str]

    def opened(self, key: bytes) -> Imprint | None:
        """What it says, None when it was not sealed with this key: another office, or changed.

        Raises UserError when another version of the program made the workbook.
        """
        version = self.texts.get("version", "")
        if version != str(VERSION):
            which = "较新" if version.isdigit() and int(version) > VERSION else "较旧"
            advice = f"该表由{which}版本的程序生成（表式第 {version or '?'} 版），"
            advice += "请先升级本程序。" if which == "较新" else "请重新导出、重新填写后再导入。"
            raise UserError("表式版本不符", advice)
        told = {name: text for name, text in self.texts.items() if name != "seal"}
        if not hmac.compare_digest(self.texts.get("seal", ""), _mac(key, told)):
            return None
        return Imprint(
            kind=told["kind"],
            number=int(told["number"]),
            uid=told["uid"],
            scope=told["scope"],
            office=told["office"],
            made_on=date.fromisoformat(told["made_on"]),
            rows=int(told["rows"]),
        )


def read_imprint(rows: Sequence[Sequence[Cell]]) -> FoundImprint:
    """The sheet named SHEET of a workbook: a name and a text per row."""
    pairs = {as_text(row[0]): as_text(row[1]) for row in rows if len(row) > 1}
    return FoundImprint({name: text for name, text in pairs.items() if name.isascii() and name})


def _mac(key: bytes, told: object) -> str:
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]
