"""What a row below the header is: a case, or one of the things lists carry beside their cases."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from app.exchange.cells import Cell, as_text, folded, is_blank
from app.exchange.headings import KEY_FIELDS, Row
from app.exchange.meanings import Headings
from app.exchange.titles import village_heading

CASE, BLANK, ANOTHER = "case", "blank", "another"  # another: the heading of a list of its own
TOTAL, NOTE, HEADING, VILLAGE = "total", "note", "heading", "village"  # as PassedOver.what

_TOTAL = re.compile(
    r"(?:本页|本村|本组|本镇|全镇|全村|全县|全乡|各村|截止|以上)?(?:合计|小计|总计|共计|累计)(?:[:：(（].*|\d.*)?"
    r"|.{1,15}(?:合计|小计|总计)[:：]?"
)
_SIGNED = re.compile(
    r"(?:填表|制表|审核|复核|经办|负责|单位|主管|分管|核实|核查|入户|报送|领导|签字|盖章|日期|备注|说明|注)[^:]{0,8}:"
)
_EXAMPLES = frozenset({"例", "例如", "示例", "样例", "举例", "范例", "填写示例", "填报示例"})
_COUNTING = ("1234567890", "甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJ", "①②③④⑤⑥⑦⑧⑨⑩")
_SAYS_WHO = ("person.name", "person.id_number", "case.insurance", "period.first_month")
_LONGEST_HEADING = 20
_LONGEST_NAME = 8  # characters; a lonely longer text where names stand is a note


class RowKinds:
    """Tells the kind of each row of a sheet.

    places: the index of each field; header: the rows it was found in, which may come again.
    """

    def __init__(
        self, places: Mapping[str, int], headings: Headings, header: Sequence[Row] = ()
    ) -> None:
        self._id = places["person.id_number"]
        self._who = [places[field] for field in _SAYS_WHO if field in places]
        self._places = places
        self._header = {texts for row in header if len(texts := _texts(row)) > 1}
        self._headings = headings

    def kind(self, row: Row) -> str:
        cell = row[self._id]
        if _is_number_like(cell):
            return NOTE if self._is_example(row) else CASE
        texts = [folded(c) for c in row if isinstance(c, str) and not is_blank(c)]
        if _texts(row) in self._header:
            return HEADING
        if isinstance(cell, str) and self._is_heading(row, cell):
            return ANOTHER if self._begins_another(row) else HEADING
        if any(_TOTAL.fullmatch(text) for text in texts):
            return TOTAL
        if not is_blank(cell):
            return self._with_id(row, cell, texts)
        return self._without_id(row, texts)

    def _with_id(self, row: Row, cell: Cell, texts: Sequence[str]) -> str:
        if _is_numbering(row):
            return HEADING
        if len(set(texts)) == 1 and village_heading(texts[0]):
            return VILLAGE
        return NOTE if _SIGNED.match(folded(as_text(cell))) or self._is_example(row) else CASE

    def _without_id(self, row: Row, texts: Sequence[str]) -> str:
        """What a row without an ID number is."""
        if len(set(texts)) == 1 and village_heading(texts[0]):
            return VILLAGE
        who = [as_text(row[index]) for index in self._who]
        name = folded(who[0])
        is_alone = sum(not is_blank(cell) for cell in row) == 1
        signs = bool(_SIGNED.match(name)) or (":" in name and not any(who[1:]))
        signs = signs or (bool(texts) and all(":" in text for text in texts))
        signs = signs or (is_alone and (not name or len(name) > _LONGEST_NAME))
        if any(who) and not signs:
            return HEADING if _is_numbering(row) else CASE
        return NOTE if texts else BLANK  # or a number prepared for a case that never came

    def _begins_another(self, row: Row) -> bool:
        """Whether a heading row has other columns than the header: another list begins."""
        places = self._fields(row)
        return any(self._places.get(field) != index for field, index in places.items())

    def _is_heading(self, row: Row, cell: str) -> bool:
        """The header again, as on every page of a printed list, or that of another list."""
        meaning = self._headings.meaning((cell,))
        if meaning is None or len(cell) > _LONGEST_HEADING:
            return False
        return meaning.column.field == "person.id_number" or len(self._fields(row)) == len(
            KEY_FIELDS
        )

    def _fields(self, row: Row) -> dict[str, int]:
        """Where name and ID number are, by the words of a row."""
        found: dict[str, int] = {}
        for index, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING:
                meaning = self._headings.meaning((cell,))
                if meaning and meaning.column.field in KEY_FIELDS:
                    found.setdefault(meaning.column.field, index)
        return found

    def _is_example(self, row: Row) -> bool:
        first = next((cell for cell in row if cell != ""), "")
        return isinstance(first, str) and folded(first).strip("():") in _EXAMPLES


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(cell for cell in row if isinstance(cell, str) and cell)


def _is_number_like(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell[:15].isdigit() or sum(character.isdigit() for character in cell) > 10
    return isinstance(cell, int | float) and cell > 10**9


def _is_numbering(row: Row) -> bool:
    """1 2 3 4 or 甲 乙 丙 1 2 under the header: the numbers of the columns."""
    marks = [folded(as_text(cell)).strip("()（）栏") for cell in row if not is_blank(cell)]
    if len(marks) < 3:
        return False
    numbers = [int(mark) for mark in marks if mark.isascii() and mark.isdigit()]
    others = [mark for mark in marks if not (mark.isascii() and mark.isdigit())]
    counts_up = all(after - before in (0, 1) for before, after in pairwise(numbers))
    return counts_up and all(len(mark) == 1 and mark in "".join(_COUNTING) for mark in others)
