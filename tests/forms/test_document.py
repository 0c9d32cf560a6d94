import json

import pytest

from app.errors import UserError
from app.forms import FORMS, form_module
from app.forms.document import Document
from tests.forms.golden import PAPERS, composed, file_of, lines_of


@pytest.mark.parametrize(("module", "name"), PAPERS)
def test_paper_says_what_was_agreed_word_for_word(module, name):
    text = "\n".join(lines_of(composed(module, name))) + "\n"
    assert text == file_of(module, name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("module", "name"), PAPERS)
def test_stored_paper_is_the_paper(module, name):
    document = composed(module, name)
    stored = json.dumps(document.to_json(), ensure_ascii=False)
    assert Document.from_json(json.loads(stored)) == document


def test_form_codes_are_unique_and_found_again():
    codes = [module.FORM.code for module in FORMS]
    assert len(set(codes)) == len(codes)
    assert [form_module(code) for code in codes] == list(FORMS)


def test_form_of_a_newer_program_is_named():
    with pytest.raises(UserError, match="“letter-from-2030”"):
        form_module("letter-from-2030")
