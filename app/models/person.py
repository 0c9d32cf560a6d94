"""The person who was paid too long (当事人). One row per person, however many cases."""

from datetime import date

from sqlmodel import Field

from app.models.base import Record, new_uid, stored_as_text
from app.models.terms import PersonStatus


class Person(Record, table=True):
    """id_number is unique where given; sex and birth are read from it, never stored."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    name: str = Field(title="姓名", min_length=1, max_length=60)
    id_number: str | None = Field(default=None, title="公民身份号码", unique=True, max_length=18)
    id_doubtful: bool = Field(default=False, title="号码存疑")
    status: PersonStatus = Field(
        default=PersonStatus.ALIVE, title="当事人状况", sa_type=stored_as_text(PersonStatus)
    )
    status_on: date | None = Field(default=None, title="死亡（失踪、服刑）日期")
    phone: str = Field(default="", title="联系电话", max_length=100)
    registered_address: str = Field(default="", title="户籍地址", max_length=200)
    present_address: str = Field(default="", title="现住址", max_length=200)
    search_text: str = Field(default="", title="检索文本")  # written by services/search
