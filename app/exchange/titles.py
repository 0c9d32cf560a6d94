"""What stands around a list: names of sheet and file, titles, 填报单位 and units above the header.

They say for every row what the row leaves open: township, village, insurance, reason.
"""

import re
from collections.abc import Iterable

from app.exchange.amounts import WAN, YUAN
from app.exchange.cells import folded
from app.exchange.word_search import only_word
from app.rules.policy import Policy

_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_ABOVE = re.compile(
    rf"(?:{_HAN}{{2,6}}?(?:省|自治区))?(?:{_HAN}{{2,7}}?(?:市|州))?"
    rf"(?:{_HAN}{{1,7}}?(?:县|(?<!社)区|市))?(?={_HAN}{{1,6}}?(?:街道|镇|乡))"
)
_TOWNSHIP = re.compile(rf"{_HAN}{{1,6}}?(?:街道|镇|乡)(?!镇|村|居民|社保|社会|养老)")
_VILLAGE = re.compile(rf"{_HAN}{{1,8}}?(?:社区|居委会|村(?!社区|民|镇|级|组|居|干))")
_COMMITTEE = r"(?:[居村]委会|(?:居民|村民)?委员会)?"
_NO_TOWNSHIP = re.compile(r"[各本我全某原]|城镇|城乡|乡镇")
_NO_VILLAGE = re.compile(r"[各本我全某一二三]|新?农村$|村")
_LEADING = re.compile(
    r"(?:\d{4}年度?(?:\d{1,2}月份?)?|附件?[\d一二三四五六七八九十]*|[\d.、:()_\-—]+|关于)+"
)
_PREPARER = re.compile(
    r"(?:填报单位|填表单位|制表单位|报送单位|上报单位|单位名称|单位|村名|村)\(?[^:]*?\)?:"
)
_PLAIN_NAME = re.compile(rf"{_HAN}{{2,4}}")
_NO_PLACE_NAME = re.compile(
    "表|单|名册|台账|台帐|数据|汇总|明细|疑点|疑似|附件|说明|待遇|人员|保险|养老|居保|企保|职保|机关|机保|失业|工伤|"
    "死亡|服刑|重复|冒领|年|月|季|其他|其它|新增|导出|导入|结果|情况|统计|合计|总|模板|样|封面|目录|第|批|"
    "镇|乡|街道|县|市|省|州|全|已|未|待|原|登记|核查|核实|下发|反馈|上报|追缴|追回|退|备|资料|信息|系统|民政|残联|"
    "低保|特困|困难|特殊|职工|居民|城乡|城镇|个人|银行|发放|停发|参考|字典|代码|选项|下拉|页|版|稿|修改|最终"
)
_GROUP = re.compile(
    rf"(?:\(?[一二三四五六七八九十\d]+\)?[、.:]?)?({_HAN}{{1,10}}?(?:村|社区|居委会|居)){_COMMITTEE}"
    r"(?:\(?(?:共|计)?\d+[人户名件]\)?)?:?"
)


def place_of(texts: Iterable[str]) -> dict[str, str]:
    """Township and village as texts tell them, the first that does; what none tells is absent."""
    place: dict[str, str] = {}
    for title in map(folded, texts):
        text = _after(_LEADING, _after(_PREPARER, title))
        text = _after(_ABOVE, text)
        township = _TOWNSHIP.match(text)
        if township and not _NO_TOWNSHIP.match(township[0]):
            place.setdefault("case.township", township[0])
            text = text[township.end() :].removeprefix("人民政府").removeprefix("办事处")
        village = _VILLAGE.match(text)
        if village and not _NO_VILLAGE.match(village[0]):
            place.setdefault("case.village", village[0])
    return place


def _after(pattern: re.Pattern[str], text: str) -> str:
    """The text behind what the pattern finds at its beginning."""
    match = pattern.match(text)
    return text[match.end() :] if match else text


def plain_place(sheet_name: str) -> str:
    """A sheet's name that may well be a village's, such as 石桥 among other sheets; or ""."""
    name = folded(sheet_name)
    return "" if _NO_PLACE_NAME.search(name) or not _PLAIN_NAME.fullmatch(name) else name


def village_heading(text: str) -> str:
    """The village that a row of its own names for the rows below it; "" when it names none."""
    match = _GROUP.fullmatch(folded(text))
    return match[1] if match and not _NO_VILLAGE.match(match[1]) else ""


def subject_of(texts: Iterable[str], policy: Policy) -> dict[str, str]:
    """Insurance and reason where the titles name exactly one; codes, by field."""
    text = " ".join(map(folded, texts))
    found = {
        "case.insurance": only_word(text, policy.insurances),
        "case.reason": only_word(text, policy.reasons),
    }
    return {field: code for field, code in found.items() if code}


def unit_of(heading: str, sheet_unit: int) -> int:
    """Fen of one unit of a column, as its heading says or else the sheet."""
    if "万元" in heading:
        return WAN
    return YUAN if "元" in heading else sheet_unit


def sheet_unit_of(titles: Iterable[str]) -> int:
    return WAN if any("单位" in title and "万元" in title for title in titles) else YUAN
