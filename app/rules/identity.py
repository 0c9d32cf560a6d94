"""Reading an ID number as people type it (GB 11643-1999).

Area codes are never judged: many are abolished, and the people who bear them are the ones we meet.
"""

from dataclasses import dataclass
from datetime import date
from operator import mul

RESIDENT = "resident_id"
RESIDENT_15 = "resident_id_15"
DISABILITY = "disability_certificate"
HMT_PERMIT = "hmt_permit"  # 港澳台居民居住证
FOREIGNER_PERMIT = "foreigner_permit"  # 外国人永久居留身份证
UNREADABLE = "unreadable"

DISABILITY_CATEGORIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FIRST_YEAR = 1880
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DROPPED = "'`‘’′\u200b\ufeff"  # the apostrophe that keeps text in Excel; marks nobody sees


@dataclass(frozen=True)
class IdReading:
    """What a number says, and whether it can be right.

    number: normalised, 18 characters wherever they could be found; kind: a code of this module.
    message: what to check when not valid; what was converted otherwise; mostly empty.
    birth and sex (男, 女) are read whenever the digits allow, valid or not.
    disability_category (1 to 7) and disability_level (1 to 4, 1 the heaviest): 0 when not stated.
    """

    number: str
    valid: bool
    kind: str
    message: str
    birth: date | None = None
    sex: str = ""
    disability_category: int = 0
    disability_level: int = 0


def read_id(text: str) -> IdReading:
    """Any text at all; a wrong number comes back with valid False and the reason."""
    number = normalised(text)
    if len(number) == 15 and _digits(number):
        return _read_15(number)
    if len(number) == 18 and _digits(number[:17]) and number[17] in _CHECKS:
        return _read_18(number)
    if len(number) in (20, 22) and _digits(number[:17]) and number[17] in _CHECKS:
        return _read_certificate(number)
    return IdReading(number, False, UNREADABLE, _why_unreadable(number))


def normalised(text: str) -> str:
    """Full-width made narrow, x made X; spaces of all kinds and apostrophes left out."""
    narrow = "".join(text.translate(_FULL_WIDTH).split())
    return "".join(character for character in narrow if character not in _DROPPED).upper()


def masked(number: str) -> str:
    """430***********1012: enough to recognise, too little to misuse; all stars when short."""
    if len(number) < 8:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def check_digit(first_17: str) -> str:
    """The 18th character that belongs to 17 digits (GB 11643 附录A)."""
    return _CHECKS[sum(map(mul, map(int, first_17), _WEIGHTS)) % 11]


def _read_18(number: str) -> IdReading:
    birth = _birth(number)
    expected = check_digit(number[:17])
    message = ""
    if birth is None:
        message = f"号码中的出生日期“{number[6:14]}”有误，请对照证件核对。"
    elif number[17] != expected:
        message = f"末位校验码应为 {expected}，请对照证件核对。"
    sex = "男" if int(number[16]) % 2 else "女"
    return IdReading(number, not message, _kind(number), message, birth, sex)


def _read_15(number: str) -> IdReading:
    first_17 = f"{number[:6]}19{number[6:]}"
    reading = _read_18(first_17 + check_digit(first_17))
    if not reading.valid:
        return IdReading(number, False, RESIDENT_15, reading.message)
    message = f"15 位旧号码已换算为 {reading.number}，请对照证件核对。"
    return IdReading(reading.number, True, RESIDENT_15, message, reading.birth, reading.sex)


def _read_certificate(number: str) -> IdReading:
    """残疾人证号: the ID number, category, level; B and a digit after each reissue."""
    reading = _read_18(number[:18])
    category, level, reissue = number[18], number[19], number[20:]
    message = reading.message
    if category not in "1234567" or level not in "1234" or not _is_reissue(reissue):
        message = f"残疾人证号末尾“{number[18:]}”应为类别（1—7）、等级（1—4），请对照证件核对。"
        category = level = "0"
    return IdReading(
        reading.number,
        not message,
        DISABILITY,
        message,
        reading.birth,
        reading.sex,
        int(category),
        int(level),
    )


def _is_reissue(text: str) -> bool:
    return text == "" or (text[0] == "B" and _digits(text[1]))


def _birth(number: str) -> date | None:
    try:
        birth = date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    except ValueError:
        return None
    return birth if birth.year >= _FIRST_YEAR else None


def _kind(number: str) -> str:
    if number.startswith(("81", "82", "83")):
        return HMT_PERMIT
    return FOREIGNER_PERMIT if number.startswith("9") else RESIDENT


def _why_unreadable(number: str) -> str:
    if not number:
        return "没有号码，请填写公民身份号码。"
    for place, character in enumerate(number, start=1):
        if not _digits(character) and (character, place) != ("X", 18):
            return f"第 {place} 位“{character}”不是数字，请对照证件核对。"
    return f"公民身份号码应为 18 位，现为 {len(number)} 位，请对照证件核对。"


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
