"""导出模板: which columns a 台账 shows for one office that asks for it."""

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record


class ExportTemplate(Record, table=True):
    """columns: field and heading of each, in their order."""

    __tablename__ = "export_template"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(title="模板名称", unique=True, min_length=1, max_length=40)
    columns: list[list[str]] = Field(title="栏目", sa_type=JSON)
