"""Every form for every reason and every role: it composes, and says what was agreed."""

import pytest

from app.forms import FORMS
from app.forms.form import COUNTY
from tests.forms.test_forms import assert_township_does_not_issue
from tests.forms.variants import composed, file_of, lines, told, variants

EACH_FORM = pytest.mark.parametrize("module", FORMS, ids=lambda module: module.FORM.code)


@EACH_FORM
def test_what_changes_with_reason_and_role_is_as_agreed(module):
    """And whoever it is about, the township issues nothing of the county."""
    found = variants(module)
    if module.FORM.issuer in COUNTY:
        for document in found.values():
            assert_township_does_not_issue(document)
    assert told(module, found) == file_of(module).read_text(encoding="utf-8")


@EACH_FORM
def test_no_paper_speaks_to_the_dead(module):
    said = lines(composed(module, "death", "死者，继承人承诺"))
    assert "张三：" not in said
