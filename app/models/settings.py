"""What the office is and the choices it made: one row of profile, one account per insurance."""

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, new_uid, stored_as_text
from app.models.terms import OfficeKind, PrisonStart
from app.money import MOST_FEN


class OfficeProfile(Record, table=True):
    """The one row (id 1) that describes this office; the county agency issues, we prepare.

    uid: by which other offices know packages of ours, whatever we are named.
    term_days: code of an adjustable legal term -> the days the county set (T04, T07).
    cutoff_day: the last day of a reporting month; None: the month's last.
    """

    __tablename__ = "office_profile"

    id: int = Field(default=1, primary_key=True)
    uid: str = Field(default_factory=new_uid)
    name: str = Field(title="本单位名称", min_length=1, max_length=60)
    city: str = Field(default="", title="市（州）", max_length=30)
    county: str = Field(default="", title="县（市、区）", max_length=30)
    kind: OfficeKind = Field(
        default=OfficeKind.TOWNSHIP, title="单位层级", sa_type=stored_as_text(OfficeKind)
    )
    phone: str = Field(default="", title="本单位联系方式", max_length=60)
    address: str = Field(default="", title="本单位地址", max_length=100)
    agency: str = Field(default="", title="县级经办机构名称", max_length=60)
    agency_clerk: str = Field(default="", title="经办机构经办人", max_length=60)
    agency_phone: str = Field(default="", title="经办机构联系方式", max_length=60)
    agency_address: str = Field(default="", title="经办机构地址", max_length=100)
    opinion_prefix: str = Field(default="", title="稽核意见书字号前缀", max_length=20)
    bureau: str = Field(default="", title="县级人力资源和社会保障局名称", max_length=60)
    bureau_clerk: str = Field(default="", title="人社局经办人", max_length=60)
    bureau_phone: str = Field(default="", title="人社局联系方式", max_length=60)
    bureau_address: str = Field(default="", title="人社局地址", max_length=100)
    court: str = Field(default="", title="受理强制执行的人民法院", max_length=60)
    policy: str = Field(default="hunan", title="执行的政策", min_length=1)
    prison_start: PrisonStart = Field(
        default=PrisonStart.MONTH_AFTER, title="服刑多领起算", sa_type=stored_as_text(PrisonStart)
    )
    prison_start_confirmed: bool = Field(default=False, title="起算规则已经县级确认")
    term_days: dict[str, int] = Field(default_factory=dict, sa_type=JSON, title="县级确定的期限")
    living_floor_fen: int | None = Field(
        default=None, title="当地最低生活保障月标准", ge=1, le=MOST_FEN
    )
    cutoff_day: int | None = Field(default=None, title="月报截止日", ge=1, le=28)
    rules_hash: str = Field(default="", description="what the stored next steps were computed by")


class FundAccount(Record, table=True):
    """Where refunds of one insurance go; funds are kept apart by insurance (社会保险法64)."""

    __tablename__ = "fund_account"

    insurance: str = Field(title="险种", primary_key=True, min_length=1)
    bank: str = Field(default="", title="开户银行全称", max_length=100)
    account_number: str = Field(default="", title="银行账号", max_length=40)
    account_name: str = Field(default="", title="开户名全称", max_length=100)
