import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.rules.certificates import certificate_problem, read_certificate
from app.rules.identity import DISABILITY_CATEGORIES, check_digit
from tests.data.cases import examples


@pytest.mark.parametrize("example", examples("certificates.toml"))
def test_a_certificate_number_tells_holder_kind_and_level(example):
    certificate = read_certificate(example["text"])
    for name, value in example["expected"].items():
        assert getattr(certificate, name) == value, name


@pytest.mark.parametrize("example", examples("certificates.toml"))
def test_only_the_holders_own_severe_level_proves_severe_disability(example):
    problem = certificate_problem(example["text"], person_id=example.get("person"))
    assert problem == example["problem"]


@pytest.mark.parametrize("example", examples("certificates.toml", "refused"))
def test_a_number_that_cannot_be_says_what_to_do(example):
    with pytest.raises(UserError) as refused:
        read_certificate(example["text"])
    assert refused.value.advice == example["message"]
    assert refused.value.field == "document_number"
    assert certificate_problem(example["text"], person_id=None) == example["message"]


@given(
    st.dates().filter(lambda day: day.year >= 1900),
    st.integers(0, 999),
    st.integers(1, 7),
    st.integers(1, 4),
    st.sampled_from(["", *(f"B{n}" for n in range(10))]),
)
def test_every_well_formed_number_is_read_back(birth, sequence, kind, level, reissue):
    first_17 = f"430321{birth:%Y%m%d}{sequence:03}"
    holder = first_17 + check_digit(first_17)
    certificate = read_certificate(f"{holder}{kind}{level}{reissue}")
    assert (certificate.holder_id, certificate.level) == (holder, level)
    assert certificate.kind == DISABILITY_CATEGORIES[kind - 1]
    assert certificate.reissue == int(reissue[1:] or 0)
    assert bool(certificate_problem(certificate.number, person_id=holder)) == (level > 2)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    problem = certificate_problem(text, person_id=None)
    assert problem == "" or problem.endswith("。")
