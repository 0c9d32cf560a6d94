import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from datetime import date

import pytest
from hypothesis import settings

from app.folders import POLICY
from app.rules.policy import load_policy

TODAY = date(2026, 11, 21)
PASSPHRASE = "lantian-2026"

settings.register_profile("guicang", deadline=None)  # a busy machine is no wrong answer
settings.load_profile("guicang")


@pytest.fixture(scope="session")
def policy():
    return load_policy(POLICY)


@pytest.fixture
def office(tmp_path):
    """A fresh case book with no cases, its clerk logged in."""
    from app.services.office import create_office

    entered = {"name": "清溪镇人民政府", "clerk": "张三", "passphrase": PASSPHRASE}
    office = create_office(tmp_path / "个案簿", **entered, today=lambda: TODAY)
    yield office
    office.close()
