import ast
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from app.folders import POLICY
from app.methods import METHODS
from app.models.terms import CaseState
from app.rules.policy import load_policy
from app.rules.vocabulary import find_word

APP = Path(__file__).parents[2] / "app"


@pytest.fixture
def a_book(tmp_path):
    """A copy of the policy files, with one text of one file replaced."""

    def edited(name, old, new):
        for path in POLICY.glob("*.toml"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return edited


def test_the_floor_is_a_fifth_and_names_its_article(policy):
    floor = policy.value("monthly_floor", date(2022, 8, 18))
    assert floor.value == Decimal("0.20")
    assert str(floor.ground) == "湘人社规〔2022〕30号附件1告知事项3、4、5、6、9、10"


def test_before_the_notice_there_is_no_floor(policy):
    with pytest.raises(LookupError):
        policy.value("monthly_floor", date(2022, 8, 17))


def test_the_end_of_the_notice_is_told_half_a_year_before(policy):
    assert policy.expiring(date(2027, 2, 18)) == []
    for day in (date(2027, 2, 19), date(2027, 8, 17), date(2027, 8, 18)):
        assert [d.title for d in policy.expiring(day)] == ["湘人社规〔2022〕30号"]


def asked_for():
    """Every condition that code names, with the names it fills in."""
    for file in (*APP.glob("methods/**/*.py"), *APP.glob("services/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "finding":
                continue
            names = {keyword.arg for keyword in node.keywords}  # None: filled from a dict
            if isinstance(node.args[0], ast.Constant) and None not in names:
                yield node.args[0].value, names


def test_code_fills_every_blank_of_the_sentences_it_asks_for(policy):
    asked = dict(asked_for())
    assert len(asked) > 15
    for condition, names in asked.items():
        text = policy.conditions[condition].text
        assert {name for _, name, _, _ in Formatter().parse(text) if name} == names, condition


def test_every_sentence_of_the_book_is_asked_for_somewhere(policy):
    sources = "".join(file.read_text(encoding="utf-8") for file in APP.rglob("*.py"))
    assert [c for c in policy.conditions if f'"{c}"' not in sources] == []


def test_every_state_and_method_has_its_words(policy):
    assert set(policy.states) == {str(state) for state in CaseState}
    assert set(policy.methods) == {str(method) for method in METHODS}


def test_every_entry_names_the_article_of_the_notice_or_the_law(policy):
    for table in (policy.insurances, policy.reasons, policy.categories, policy.methods):
        for entry in table.values():
            assert str(policy.ground(entry)).startswith(("湘人社规", "基层", "《社会保险法》"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("城居保", "resident_pension"),
        ("企业养老", "employee_pension"),
        ("工 伤", "work_injury"),
        ("失业保险", "unemployment"),
        ("医疗保险", None),
    ],
)
def test_insurances_are_known_by_what_offices_call_them(policy, text, code):
    assert find_word(policy.insurances, text) == code


def test_the_same_benefit_name_means_another_benefit_in_another_insurance(policy):
    assert find_word(policy.benefits_of("resident_pension"), "养老金") == "resident_pension"
    assert find_word(policy.benefits_of("employee_pension"), "养老金") == "pension"


def test_no_word_of_a_vocabulary_is_spelt_like_another(policy):
    kinds = ("insurances", "categories", "departments", "sources", "relations", "channels")
    for kind in kinds:
        spelt = [s for w in getattr(policy, kind).values() for s in (w.label, *w.aliases)]
        assert len(spelt) == len(set(spelt)), kind


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("values.toml", 'source = "xrsg', 'source = "nobody', "values.monthly_floor: unknown doc"),
        ("values.toml", "unit =", "units =", "values.monthly_floor.unit"),
        ("insurances.toml", 'insurances = ["resi', 'insurances = ["resx', "unknown insurance"),
        ("categories.toml", 'departments = ["dis', 'departments = ["dix', "unknown department"),
        ("categories.toml", 'group = "hardship"', 'group = "poor"', "categories.severe_disability"),
        ("values.toml", 'value = "0.20"', 'value = "20"', "values.monthly_floor: 20 is no"),
        ("values.toml", "[values.high_share]", "[values.hihg_share]", "values."),
        ("states.toml", "[states.clue]", "[states.hint]", "states."),
        ("methods.toml", "[methods.order]", "[methods.odrer]", "methods."),
        ("categories.toml", "[categories.general]", "[categories.normal]", "general: is missing"),
        ("documents.toml", "until = 2027", "until = 2020", "ends before it begins"),
        ("states.toml", 'article = "二(一)"', 'article = ""', "states.clue: needs the article"),
        ("words.toml", "[sources.audit]", "[sources.data_match]", "words.toml"),
    ],
)
def test_a_mistake_in_the_book_names_file_key_and_why(a_book, name, old, new, why):
    with pytest.raises(ValueError, match=name) as mistake:
        load_policy(a_book(name, old, new))
    assert why in str(mistake.value)


def test_dates_of_a_value_must_rise(a_book):
    entry = '{ from = 2022-08-18, value = "0.20"'
    older = '{ from = 2020-01-01, value = "0.30", source = "practice", article = "示例" },\n  '
    doubled = f'{entry}, source = "practice", article = "示例" }},\n  {older}'
    with pytest.raises(ValueError, match="dates must rise"):
        load_policy(a_book("values.toml", entry, doubled + entry))


def test_a_changed_book_has_another_hash(a_book, policy):
    assert load_policy(a_book("values.toml", '"0.20"', '"0.25"')).hash != policy.hash
