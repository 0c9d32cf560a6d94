import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings

from app.folders import POLICY
from app.models import OfficeProfile
from app.rules.policy import load_policy
from app.services.office import DATABASE_FILE
from app.storage.database import open_database, transaction

TODAY = date(2026, 11, 21)
PASSPHRASE = "lantian-2026"

settings.register_profile("guicang", deadline=None)  # a busy machine is no wrong answer
settings.load_profile("guicang")


@pytest.fixture(scope="session")
def policy():
    return load_policy(POLICY)


@pytest.fixture(scope="session")
def made_office(tmp_path_factory):
    """A case book made once, with its slow key; closed."""
    from app.services.office import create_office

    entered = {"name": "清溪镇人民政府", "clerk": "张三", "passphrase": PASSPHRASE}
    folder = tmp_path_factory.mktemp("made") / "个案簿"
    office = create_office(folder, **entered, today=lambda: TODAY)
    office.close()
    return office


@contextmanager
def make_office(folder, made_office):
    """A copy of the empty case book, open in a folder of its own."""
    shutil.copytree(made_office.folder, folder)
    database = open_database(folder / DATABASE_FILE, made_office.data_key)
    yield replace(made_office, folder=folder, database=database)
    database.dispose()


@pytest.fixture
def office(tmp_path, made_office):
    """A fresh case book with no cases, its clerk logged in."""
    with make_office(tmp_path / "个案簿", made_office) as fresh:
        yield fresh


@pytest.fixture
def named_office(tmp_path, made_office):
    """Makes case books of offices of any kind and name."""
    opened = []

    def made(name, kind, clerk):
        folder = tmp_path / name
        shutil.copytree(made_office.folder, folder)
        database = open_database(folder / DATABASE_FILE, made_office.data_key)
        opened.append(database)
        with transaction(database) as session:
            profile = session.get_one(OfficeProfile, 1)
            profile.name, profile.kind = name, kind
            profile.uid = f"{len(opened):032x}"
        return replace(made_office, folder=folder, database=database, clerk=clerk)

    yield made
    for database in opened:
        database.dispose()
