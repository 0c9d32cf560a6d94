"""佐证: what a department certified about a person, and the scan of the paper."""

from datetime import date
from typing import Self

from pydantic import model_validator
from sqlmodel import Field

from app.models.base import Record, new_uid


class Evidence(Record, table=True):
    """category: a code of the policy book; department: the one that certified it.

    valid_through: the last day it is believed, by its print and the months of its kind; None:
    no end.
    whose: relation of the holder to the person, a code; holder_*: where it is a relative's paper.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    category: str = Field(title="证明的类别", min_length=1)
    department: str = Field(title="出具单位", min_length=1, max_length=100)
    document: str = Field(title="材料名称", min_length=1, max_length=100)
    document_number: str = Field(default="", title="材料编号", max_length=60)
    whose: str = Field(default="self", title="持证人与当事人关系", min_length=1)
    holder_name: str = Field(default="", title="持证人姓名", max_length=60)
    holder_id_number: str = Field(default="", title="持证人公民身份号码", max_length=18)
    issued_on: date = Field(title="出具日期")
    valid_until: date | None = Field(default=None, title="有效期至")
    valid_through: date | None = Field(default=None, title="有效至（推算）")
    verified_by: str = Field(default="", title="核验人", max_length=60)
    verified_on: date | None = Field(default=None, title="核验日期")
    note: str = Field(default="", title="备注", max_length=500)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_until and self.valid_until < self.issued_on:
            raise ValueError("“有效期至”早于“出具日期”，请核对两个日期。")
        return self


class Attachment(Record, table=True):
    """A scan, kept encrypted in the attachments folder under a random name.

    Either a whole file, as it was given, or one page of one: then page is its place there,
    file_uid is the same for all pages of the file, code is the uid of the paper its codes name
    ("" when none was read), pixels_sha256 knows the page again. document_id: the paper it is a
    page of. A page waits to be filed (待归档) while it has no case.
    """

    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id", index=True)
    document_id: int | None = Field(default=None, foreign_key="issued_document.id", index=True)
    title: str = Field(title="文件名", min_length=1, max_length=200)
    stored_name: str = Field(unique=True, description="file name in the attachments folder")
    sha256: str = Field(description="of what is kept, before encryption")
    size: int = Field(title="大小", ge=1, description="bytes, before encryption")
    page: int | None = Field(default=None, title="页", ge=1)
    file_uid: str = Field(default="", index=True)
    code: str = Field(default="", title="页上的码")
    pixels_sha256: str | None = Field(default=None, unique=True)
    given_on: date | None = Field(default=None, title="收到日期")
