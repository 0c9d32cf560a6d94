"""What the refund notice of the case's province is called, where another paper names it."""

from app.forms.facts import PaperFacts
from app.forms.refund_notice import FORM as ANNEX_1


def notice_title(facts: PaperFacts) -> str:
    return facts.notice_title or ANNEX_1.title


def has_items(facts: PaperFacts) -> bool:
    """Whether the notice bears the twelve 告知事项, so that one of them may be named."""
    return notice_title(facts) == ANNEX_1.title
