"""A workbook behind a password: Excel, WPS and LibreOffice ask for it."""

import io

from app.errors import UserError

SHORTEST, LONGEST = 8, 255  # characters


def check_password(password: str) -> None:
    """Raises UserError when it would protect nothing."""
    if len(password) < SHORTEST or not password.strip():
        advice = f"打开口令至少 {SHORTEST} 个字符。请当面或者打电话告诉对方，不要写在文件名里。"
        raise UserError("口令太短", advice, field="password")
    if len(password) > LONGEST:
        raise UserError("口令太长", f"打开口令最多 {LONGEST} 个字符。", field="password")


def locked(content: bytes, password: str) -> bytes:
    """The workbook encrypted (AES-256)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    result = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, result)
    return result.getvalue()


def unlocked(content: bytes, password: str) -> bytes:
    """The workbook behind the password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    result, file = io.BytesIO(), OOXMLFile(io.BytesIO(content))
    file.load_key(password=password)
    file.decrypt(result)
    return result.getvalue()
