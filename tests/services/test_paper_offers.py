"""可出具的文书: what the next step needs, the order of the procedure, why the others not yet."""

import pytest

from app.errors import UserError
from app.forms import FORMS
from app.forms.form import Group
from app.services import printing
from app.services.case_view import case_view
from tests.services.scripts import BEGIN, begun


def offers_of(book, number):
    return {offer.form: offer for offer in case_view(book, number).papers}


@pytest.mark.parametrize(
    ("beginning", "needed"),
    [
        ("registered", {"visit-record", "inquiry-record"}),
        ("noticed", {"delivery-receipt"}),
        ("opinion", {"transfer-letter"}),
        ("decided", {"demand-to-perform"}),
        ("demanded", set()),
        ("poor", set()),
    ],
)
def test_the_next_step_names_its_papers(book, clock, beginning, needed):
    offers = offers_of(book, begun(book, clock, beginning)).values()
    assert {offer.form for offer in offers if offer.is_open and offer.is_needed} == needed


@pytest.mark.parametrize("beginning", BEGIN)
def test_what_is_offered_is_issued_and_the_rest_refused_with_the_same_words(book, clock, beginning):
    number = begun(book, clock, beginning)
    for form, offer in offers_of(book, number).items():
        if offer.is_open:
            assert printing.preview(book, number, form).form == form
        else:
            with pytest.raises(UserError) as refused:
                printing.preview(book, number, form)
            assert offer.findings[0].text in refused.value.advice


def test_papers_come_in_the_order_of_the_procedure(book, clock):
    offers = case_view(book, begun(book, clock, "noticed")).papers
    groups = [offer.group for offer in offers]
    assert groups == sorted(groups, key=list(Group).index)
    assert {offer.form for offer in offers} < {module.FORM.code for module in FORMS}
    assert {o.form: o.issued for o in offers if o.issued} == {"refund-notice": 1}
