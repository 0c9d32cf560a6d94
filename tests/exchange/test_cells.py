import pytest

from app.exchange.cells import read_digits, read_id_cell, read_name
from app.exchange.problems import Fault, Kind, column_letters

ZHANG = "430321195003081012"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (ZHANG, ZHANG),
        ("４３０３２１１９５００３０８１０１２", ZHANG),
        (f" {ZHANG}\u3000", ZHANG),
        (f"'{ZHANG}", ZHANG),
        (f"{ZHANG}\t", ZHANG),
        ("430321 19500308 1012", ZHANG),
        ("11010519491231002x", "11010519491231002X"),
        ("430321500308101", ZHANG),
        (430321500308101.0, ZHANG),
        (f"{ZHANG}41", ZHANG),
        (f"{ZHANG}41B1", ZHANG),
        (f"身份证号：{ZHANG}；", ZHANG),
        (f"{ZHANG}（本人）", ZHANG),
        ("11010519491231002×", "11010519491231002X"),
    ],
)
def test_an_id_number_is_read_however_it_was_typed(cell, number):
    assert read_id_cell(cell) == number


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (430321195003081012.0, Kind.ID_PRECISION_LOST),
        ("4.30321E+17", Kind.ID_PRECISION_LOST),
        ("430321195003081000", Kind.ID_PRECISION_LOST),
        ("430321195003081013", Kind.ID_CHECKSUM),
        ("430321195013081012", Kind.ID_CHECKSUM),
        ("43032119500308101", Kind.ID_UNREADABLE),
        ("张三", Kind.ID_UNREADABLE),
        ("430321********1012", Kind.ID_UNREADABLE),
        ("43032119500308l012", Kind.ID_UNREADABLE),
    ],
)
def test_a_wrong_id_number_says_what_is_wrong(cell, kind):
    fault = read_id_cell(cell)
    assert isinstance(fault, Fault)
    assert fault.kind is kind
    assert fault.advice.endswith("。")


def test_only_a_wrong_check_digit_may_be_accepted():
    assert read_id_cell("430321195003081013").value == "430321195003081013"
    assert read_id_cell("430321195003081000").value is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张 三", "张三"),
        ("王 英 信 ", "王英信"),
        ("欧阳\u3000娜娜", "欧阳娜娜"),
        ("阿卜杜.热合曼", "阿卜杜·热合曼"),
        ("买买提•艾力", "买买提·艾力"),
        ("𬀩𠅤䶮㛃", "𬀩𠅤䶮㛃"),
        ("John  Smith Jr.", "John Smith Jr."),
    ],
)
def test_a_name_is_the_same_name_however_it_was_padded(cell, name):
    assert read_name(cell) == name


def test_an_account_kept_as_a_number_is_refused_where_digits_were_lost():
    assert read_digits(6222021234567.0) == "6222021234567"
    assert read_digits("6222 0212 3456 7890 123\t") == "6222021234567890123"
    assert read_digits(6.222021234567890e18).kind is Kind.DIGITS_LOST
    assert read_digits("6.22202E+18").kind is Kind.DIGITS_LOST


def test_columns_are_named_as_excel_names_them():
    assert [column_letters(i) for i in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]
