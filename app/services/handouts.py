"""Sheets printed for people: 快速上手, 首台电脑验收单. They belong to no case and no case book."""

from collections.abc import Iterator
from pathlib import Path

from app.errors import UserError
from app.forms import handouts
from app.forms.document import Document
from app.forms.wording import official_text
from app.storage.files import write_safely

HANDOUTS = tuple(handouts.HANDOUTS)


def handout(code: str) -> Document:
    """Raises UserError naming the sheets there are."""
    if code not in HANDOUTS:
        known = "、".join(f"{one}（{handouts.compose(one).title}）" for one in HANDOUTS)
        raise UserError("没有这份材料", f"可用的有：{known}。", field="sheet")
    return handouts.compose(code)


def handout_pdf(code: str) -> bytes:
    from app.forms.pdf import render_pdf

    return render_pdf([handout(code)])


def save_handout(code: str, path: Path) -> None:
    """Write a sheet as PDF. Raises UserError when the disk refuses."""
    if path.suffix.lower() != ".pdf":
        raise UserError("无法写入文件", f"“{path.name}”应以 .pdf 结尾。", field="out")
    write_safely(path, handout_pdf(code))


def markdown(code: str) -> str:
    """The same words for the handbook."""
    return "\n".join(_markdown(code))


def _markdown(code: str) -> Iterator[str]:
    text = official_text(handouts.HANDOUTS[code])
    yield f"# {text['title']}\n"
    for line in text.get("intro", ()):
        yield f"{line}\n"
    yield f"[打印这一页](print:{code})\n"
    for part in text["parts"]:
        if part.get("heading"):
            yield f"## {part['heading']}\n"
        for line in part.get("lines", ()):
            yield f"{line}\n"
        if part.get("rows"):
            yield f"| {' | '.join(spec['title'] for spec in part['columns'])} |"
            yield "|" + "---|" * len(part["columns"])
            yield from (f"| {' | '.join(row)} |" for row in part["rows"])
            yield ""
