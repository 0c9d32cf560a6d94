"""Reading a 残疾人证 number: the holder's ID number, kind, level, and B with a digit once reissued.

Level 1 and 2 are 重度残疾 (《通知》一(一)); the reading of the parts is the one of rules/identity.
"""

from dataclasses import dataclass

from app.errors import UserError
from app.rules.identity import (
    DISABILITY,
    DISABILITY_CATEGORIES,
    IdReading,
    normalised,
    read_id,
)

LENGTHS = (20, 22)
SEVERE_LEVELS = (1, 2)
LEVELS = ("一级", "二级", "三级", "四级")
REFUSED = "无法采用残疾人证号"


@dataclass(frozen=True)
class DisabilityCertificate:
    """What a certificate number says. kind: 视力 … 多重; level: 1 to 4, 1 the heaviest.

    number: normalised; reissue: how many times it was issued anew, 0 for the first one.
    """

    number: str
    holder_id: str
    kind: str
    level: int
    reissue: int

    @property
    def is_severe(self) -> bool:
        return self.level in SEVERE_LEVELS


def read_certificate(text: str) -> DisabilityCertificate:
    """The parts of a number as people type it.

    Raises UserError saying what is wrong with it and what to check.
    """
    number = normalised(text)
    reading = read_id(number)
    if advice := _unreadable(number, reading):
        raise UserError(REFUSED, advice, field="document_number")
    return DisabilityCertificate(
        number=number,
        holder_id=reading.number,
        kind=DISABILITY_CATEGORIES[reading.disability_category - 1],
        level=reading.disability_level,
        reissue=int(number[21:] or 0),
    )


def certificate_problem(text: str, *, person_id: str | None) -> str:
    """Why a certificate does not prove 重度残疾 of a person, and what to do; "" when it does.

    person_id: the ID number it must be issued to; None when none is known to compare with.
    """
    try:
        certificate = read_certificate(text)
    except UserError as refused:
        return refused.advice
    if person_id and certificate.holder_id != read_id(person_id).number:
        return "残疾人证号中的公民身份号码与持证人的不一致，请核对是不是本人的证件。"
    if not certificate.is_severe:
        level = LEVELS[certificate.level - 1]
        return (
            f"残疾人证为{certificate.kind}残疾{level}，一级、二级才是重度残疾，"
            "请核对证件；等级无误的，请改选其他人员类别。"
        )
    return ""


def _unreadable(number: str, reading: IdReading) -> str:
    """Why no certificate can be read from it; "" when one can."""
    if not number:
        return "没有残疾人证号，请对照证件填写。"
    if len(number) not in LENGTHS:
        return (
            f"残疾人证号应为 20 位，换领、补领过的为 22 位，现为 {len(number)} 位，请对照证件核对。"
        )
    if reading.kind != DISABILITY:
        return "残疾人证号前 18 位应为公民身份号码，请对照证件核对。"
    if reading.disability_level and reading.message:
        return f"残疾人证号前 18 位不是正确的公民身份号码：{reading.message}"
    return reading.message
