"""社会保险稽核意见书 in Jiangxi: as 附件2, resting on national law, not on papers of Hunan."""

from dataclasses import replace

from app.forms import audit_opinion
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import paper
from app.forms.wording import official_text

FORM = replace(audit_opinion.FORM, code="jiangxi-audit-opinion")


def compose(facts: PaperFacts) -> Document:
    text = official_text("audit_opinion") | official_text("jiangxi_audit_opinion")
    return paper(FORM, facts, Layout.LETTER, audit_opinion.letter(facts, text))
