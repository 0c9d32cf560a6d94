"""文书登记簿: every paper issued, over all cases."""

from sqlmodel import Session, col, or_, select

from app.errors import UserError
from app.forms.wording import number_text
from app.models import IssuedDocument

SHORTEST = 6  # characters of a uid that may name it


def paper_named(session: Session, text: str) -> IssuedDocument:
    """The paper of a number, of a uid, or of the beginning of one.

    Raises UserError (paper) when there is none, or more than one.
    """
    sought = text.strip().lower()
    named = [col(IssuedDocument.number) == number_text(text)] if number_text(text) else []
    if len(sought) >= SHORTEST:
        named.append(col(IssuedDocument.uid).startswith(sought, autoescape=True))
    found = session.exec(select(IssuedDocument).where(or_(*named))).all() if named else []
    if len(found) == 1:
        return found[0]
    if found:
        advice = f"“{text}”对应 {len(found)} 份文书，请写全编号或者识别码。"
    else:
        advice = f"没有编号或者识别码为“{text}”的文书；识别码至少写前 {SHORTEST} 位。"
    raise UserError("找不到文书", advice, field="paper")
