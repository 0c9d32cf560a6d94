import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.blocks import Blank, Tick
from app.forms.fonts import Face
from app.forms.lines import break_lines, stretches
from app.forms.paragraphs import width_of

KEPT_WHOLE = re.compile(r"\d{17}[\dX]|\d[\d,]*\.\d\d元|〔\d{4}〕\d+号|\d+%")
NO_START = "，。；：）》”、！？〕"
NO_END = "（《“〔"
PIECES = (
    *("当事人", "死亡后未及时申报", "继承人自愿偿还的不在此限", "，", "。", "；", "：", "、"),
    *("（社会保障号）", "《社会保险法》", "“城乡居民养老金”", "湘人社规〔2022〕30号"),
    *("号码43032119500308101X", "退回12,345.67元", "多领138,000.00元", "于2022年8月10日"),
    *("不低于20%", "阿依古丽·吐尔逊"),
)


def broken(text, width, first_indent=0):
    words = (text,) if isinstance(text, str) else text
    lines = break_lines(words, lambda w: width_of(w, Face.BODY), width, width - first_indent)
    return ["".join(word for word in line if isinstance(word, str)) for line in lines]


def test_no_number_is_torn_and_no_line_starts_or_ends_wrongly():
    dice = random.Random(2022)  # noqa: S311 - the same texts every time
    joins = 0
    while joins < 4000:
        text = "".join(dice.choices(PIECES, k=60))
        text = re.sub(f"[，。；：、]*([{'，。；：、'}])", r"\1", text).lstrip("，。；：、")
        lines = broken(text, width=dice.uniform(14, 45), first_indent=dice.choice((0, 2)))
        assert "".join(lines) == text
        ends, at = set(), 0
        for line in lines[:-1]:
            at += len(line)
            ends.add(at)
        torn = [m for m in KEPT_WHOLE.finditer(text) if ends & set(range(m.start() + 1, m.end()))]
        assert torn == []
        assert [line for line in lines if line[0] in NO_START or line[-1] in NO_END] == []
        joins += len(ends)


@given(st.text("汉字，。（）A1%〔〕 ", max_size=80), st.floats(3, 30))
def test_breaking_loses_only_spaces_at_line_starts(text, width):
    assert "".join(broken(text, width)).replace(" ", "") == text.replace(" ", "")


def test_no_line_is_wider_than_its_column():
    text = "重复领取职保待遇与一级至四级工伤职工伤残津贴的，按不低于20%逐月进行抵扣。" * 5
    for line in broken(text, 20.5):
        assert width_of(line.rstrip("，。"), Face.BODY) <= 20.5


def test_what_is_wider_than_a_line_is_torn_rather_than_cut():
    assert broken("430321195003081012" * 3, 10) == [
        "430321195003081012",
        "430321195003081012",
        "430321195003081012",
    ]


@pytest.mark.parametrize("width", range(5, 12))
def test_blank_stays_with_its_unit_and_box_with_its_words(width):
    words = ("退回时间", Blank(3), "年", Blank(2), "月前", Tick(False), "一次性")
    lines = break_lines(words, lambda w: width_of(w, Face.BODY), width, width)
    assert not any(isinstance(line[-1], Blank | Tick) for line in lines)


def test_numbers_are_not_spread_when_a_line_is_justified():
    assert stretches("共12,345.67元") == [True, *[False] * 8, True, True]
