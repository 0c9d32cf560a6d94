import pytest

from app.forms.pdf import render_pdf
from bench.papers import notices
from tests.scans.spoiling import drawn


@pytest.fixture(scope="session")
def notice():
    """A two-page notice, issued: its uid and the PDF that is printed."""
    [document] = notices(1)
    return document.uid, render_pdf([document])


@pytest.fixture(scope="session")
def uid(notice):
    return notice[0]


@pytest.fixture(scope="session")
def sheets(notice):
    """Its pages as a scanner sees them; a test makes its own of them and leaves these alone."""
    return drawn(notice[1])
