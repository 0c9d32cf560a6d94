"""What the office is and the choices it made: one row of profile, one account per insurance."""

from sqlmodel import Field

from app.models.base import Record


class OfficeProfile(Record, table=True):
    """The one row (id 1) that describes this office; the county agency issues, we prepare."""

    __tablename__ = "office_profile"

    id: int = Field(default=1, primary_key=True)
    name: str = Field(title="本单位名称", min_length=1, max_length=60)
    agency: str = Field(default="", title="县级经办机构名称", max_length=60)
    agency_clerk: str = Field(default="", title="经办机构经办人", max_length=60)
    agency_phone: str = Field(default="", title="经办机构联系方式", max_length=60)
    opinion_prefix: str = Field(default="", title="稽核意见书字号前缀", max_length=20)


class FundAccount(Record, table=True):
    """Where refunds of one insurance go; funds are kept apart by insurance (社会保险法64)."""

    __tablename__ = "fund_account"

    insurance: str = Field(title="险种", primary_key=True, min_length=1)
    bank: str = Field(default="", title="开户银行全称", max_length=100)
    account_number: str = Field(default="", title="银行账号", max_length=40)
    account_name: str = Field(default="", title="开户名全称", max_length=100)
