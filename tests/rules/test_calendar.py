from datetime import date
from pathlib import Path

import pytest

from app.rules.calendar import load_calendar

SHIPPED = Path(__file__).parents[2] / "assets/calendar/workdays.toml"
GOOD = """
[2022]
source = "国办发明电〔2021〕11号"
off = [{ name = "元旦", from = 2022-01-01, until = 2022-01-03 }]
work = [2022-01-29]
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "workdays.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2022, 10, 7), False),  # 国庆
        (date(2022, 10, 8), True),  # 星期六，调休上班
        (date(2022, 10, 15), False),  # 星期六
        (date(2022, 12, 30), True),
        (date(2022, 12, 31), False),  # 2023年元旦假期
        (date(2024, 2, 9), True),  # 2024年除夕不放假
        (date(2025, 1, 28), False),  # 2025年除夕放假
        (date(2026, 1, 4), True),  # 星期日，调休上班
        (date(2026, 9, 25), False),  # 中秋
        (date(2031, 10, 1), True),  # 没有安排的年份只知道周末
    ],
)
def test_holidays_and_make_up_days_are_as_announced(day, worked):
    assert load_calendar(SHIPPED).is_workday(day) == worked


@pytest.mark.parametrize(
    ("year", "off", "work"),
    [(2022, 31, 7), (2023, 27, 7), (2024, 28, 8), (2025, 28, 5), (2026, 33, 6)],
)
def test_every_year_has_as_many_days_as_its_notice(year, off, work):
    calendar = load_calendar(SHIPPED)
    new_year = {date(2022, 12, 31)}
    assert len([d for d in calendar.off - new_year if d.year == year]) == off - (year == 2023)
    assert len([d for d in calendar.work if d.year == year]) == work
    assert calendar.sources[year].startswith(f"国办发明电〔{year - 1}〕")


def test_a_year_without_a_notice_is_not_known():
    calendar = load_calendar(SHIPPED)
    assert [year for year in range(2020, 2030) if calendar.knows(year)] == [*range(2022, 2027)]


@pytest.mark.parametrize(
    ("good", "wrong", "complaint"),
    [
        ("[2022]", "[next]", "next: must be a year"),
        ("work =", "worked =", "2022: needs"),
        ("until =", "to =", r"2022.off\[0\]: needs"),
        ('"国办发明电〔2021〕11号"', '""', "2022.source"),
        ("[2022-01-29]", "2022-01-29", "2022.work: must be a list"),
        ("2022-01-29", "2022-01-28", "2022.work: 2022-01-28 is no Saturday"),
        ("2022-01-29", "2022-01-02", "2022.work: 2022-01-02 is given twice"),
        ("[2022-01-29]", "[2022-01-29, 2022-01-29]", "2022-01-29 is given twice"),
        ("2022-01-29", "2021-01-30", "2022.work: 2021-01-30 does not belong to 2022"),
        ("2022-01-29", '"2022-01-29"', "2022.work: 2022-01-29 is no day"),
        ("until = 2022-01-03", "until = 2021-12-31", r"2022.off\[0\]: ends on 2021-12-31"),
        ("[2022]", "[2022", "at line"),
    ],
)
def test_a_wrong_entry_names_file_key_and_reason(written, good, wrong, complaint):
    assert load_calendar(written(GOOD)).knows(2022)
    with pytest.raises(ValueError, match=f"^workdays.toml: .*{complaint}"):
        load_calendar(written(GOOD.replace(good, wrong)))
