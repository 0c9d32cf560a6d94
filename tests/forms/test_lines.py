import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.blocks import Blank, Tick
from app.forms.fonts import Face
from app.forms.lines import break_lines, stretches
from app.forms.paragraphs import width_of

KEPT_WHOLE = re.compile(
    r"\d{17}[\dX]"  # ID number
    r"|[\d,]+\.\d\d(?:万?元)?|[壹贰叁肆伍陆柒捌玖拾佰仟万零]+元[壹贰叁肆伍陆柒捌玖零角分整]+"
    r"|\d{4}年|\d+[月日]"  # of a date each numeral with its unit (GB/T 9704)
    r"|\d{4}(?: \d{3,4})+|\d{15,19}"  # bank account
    r"|(?:湘人社规|人社厅发|湘人社办发)〔\d{4}〕\d+号|字〔\d{4}〕第 ?\d+ ?号"
    r"|国务院令第\d+号|第\d+条"
    r"|[A-Za-z&]{2,}|\d+%"
)
NO_START = "，。；：）》”、！？〕】％·—…"
NO_END = "（《“〔【¥"
PIECES = (
    *(
        "当事人",
        "死亡后未及时申报",
        "继承人自愿偿还的不在此限",
        "，",
        "。",
        "；",
        "：",
        "、",
        "——",
        "……",
    ),
    *(
        "（社会保障号）",
        "《社会保险法》",
        "“城乡居民养老金”",
        "湘人社规〔2022〕30号",
        "（户名）",
        "【注】",
    ),
    *(
        "号码43032119500308101X",
        "退回12,345.67元",
        "多领138,000.00元",
        "于2022年8月10日",
        "¥1,409.50",
    ),
    *("不低于20%", "阿依古丽·吐尔逊", "大写壹拾万柒仟元零伍角叁分", "账号6222 0211 1234 5678 901"),
    *(
        "国务院令第765号",
        "第46条",
        "潭稽（待遇）字〔2022〕第 17 号",
        "A&B公司",
        "自2019年12月至2022年7月",
    ),
    *("账户18120301040001234", "人社厅发〔2021〕77号", "5万元", "3月15日", "电话0731-57881234"),
)
PAGES = Path(__file__).parents[1] / "data" / "forms"


def broken(text, width, first_indent=0):
    words = (text,) if isinstance(text, str) else text
    lines = break_lines(words, lambda w: width_of(w, Face.BODY), width, width - first_indent)
    return ["".join(word for word in line if isinstance(word, str)) for line in lines]


def wrong_breaks(text, lines):
    """What a break tears, and lines that start or end as none may."""
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    ends, at = set(), 0
    for line in lines[:-1]:
        at = text.index(line, at) + len(line)
        ends.add(at)
    torn = [m[0] for m in KEPT_WHOLE.finditer(text) if ends & set(range(m.start() + 1, m.end()))]
    wrong = [line for line in lines[1:] if line[0] in NO_START]
    return torn + wrong + [line for line in lines[:-1] if line[-1] in NO_END]


def test_no_number_is_torn_and_no_line_starts_or_ends_wrongly():
    dice = random.Random(2022)  # noqa: S311 - the same texts every time
    joins = 0
    while joins < 6000:
        text = "；".join(dice.choices(PIECES, k=60))
        # 1234；3月15日 stays apart
        text = re.sub("(?<![0-9A-Za-z%])；|；(?![0-9A-Za-z])", "", text)
        text = re.sub(f"[，。；：、]*([{'，。；：、'}])", r"\1", text).lstrip("，。；：、—…")
        lines = broken(text, width=dice.uniform(20, 45), first_indent=dice.choice((0, 2)))
        assert wrong_breaks(text, lines) == []
        joins += len(lines) - 1


def test_what_our_papers_say_is_never_torn_either():
    """Every line of the golden texts and of the official ones, set as narrow as on any sheet."""
    corpus = [line for path in sorted(PAGES.glob("*.txt")) for line in path.read_text().split("\n")]
    joins = 0
    cells = {re.sub("[_□☑]", "", line).replace("｜", "　") for line in corpus if len(line) > 25}
    for text in cells:
        for width in range(16, 45, 4):
            lines = broken(text, width)
            assert wrong_breaks(text, lines) == [], width
            joins += len(lines) - 1
    assert joins > 2000


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        ("该情况于", ["该情况于2025年", "11月24日发现"]),
        ("当事人的近亲属", ["当事人的近亲属", "2025年11月24日发", "现"]),
        ("告知书已", ["告知书已2025年", "11月24日发现"]),
    ],
)
def test_a_date_is_broken_only_where_its_line_would_be_short(before, lines):
    assert broken(f"{before}2025年11月24日发现", 8.5) == lines


@pytest.mark.parametrize("width", range(8, 20))
def test_a_date_to_write_stays_on_one_line_where_it_fits(width):
    words = ("现于", Blank(3), "年", Blank(1.5), "月", Blank(1.5), "日前退回")
    lines = break_lines(words, lambda w: width_of(w, Face.BODY), width, width)
    together = [[w for w in line if isinstance(w, Blank)] for line in lines]
    assert max(map(len, together)) == (3 if width >= 9 else 2)


def test_a_blank_longer_than_its_line_is_shortened():
    lines = break_lines((Blank(30), "年"), lambda w: width_of(w, Face.BODY), 10, 10)
    assert lines[0] == (Blank(10),)


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
