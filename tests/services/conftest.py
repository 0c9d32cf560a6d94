import pytest

from app.models.terms import VerificationResult
from app.services import cases
from tests.conftest import TODAY
from tests.services.scripts import REGISTERED, Clock, open_book

PERSON = {"name": "付建𬀩", "id_number": "11010519491231002X", "phone": "13800138000"}
CASE = {
    "insurance": "resident_pension",
    "benefit": "resident_pension",
    "reason": "death",
    "source": "data_match",
    "village": "石桥村",
}
PERIODS = [{"first_month": "2019-12", "last_month": "2020-06", "monthly_fen": 10300}]


@pytest.fixture
def register(office):
    """Register a case with some values changed: of the person, the case, or the periods."""

    def registered(person=None, case=None, periods=None):
        return cases.open_case(
            office,
            person=PERSON | (person or {}),
            case=CASE | (case or {}),
            periods=PERIODS if periods is None else periods,
        )

    return registered


@pytest.fixture
def confirmed(office, register):
    """A confirmed case over a sum, some values changed. Returns its number."""

    def make(amount_fen=1_289_000, **changed):
        whole = {"first_month": "2020-01", "last_month": "2020-12", "amount_fen": amount_fen}
        number = register(case=changed, periods=[whole]).number
        confirmed = VerificationResult.CONFIRMED
        cases.verify(office, number, by="李四", on=TODAY, result=confirmed)
        return number

    return make


@pytest.fixture
def clock():
    """The day it is, to be moved by the test."""
    return Clock(REGISTERED)


@pytest.fixture
def book(tmp_path, clock):
    """A case book whose day is the clock's."""
    office = open_book(tmp_path / "个案簿", clock)
    yield office
    office.close()
