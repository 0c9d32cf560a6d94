"""批次: one import of one file, so that it can be recognised, shown and taken back."""

from datetime import datetime

from sqlmodel import Field

from app.models.base import Record, new_uid, now


class Batch(Record, table=True):
    """sha256: of the file, to recognise the same file given twice."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    file_name: str = Field(title="文件名", min_length=1, max_length=255)
    sha256: str = Field(index=True, min_length=64, max_length=64)
    imported_at: datetime = Field(default_factory=now, title="导入时间")
    clerk: str = Field(title="经办人", min_length=1)
    new_rows: int = Field(title="新增", ge=0)
    refused_rows: int = Field(title="未导入", ge=0)
