"""Verbs of what leaves: workbooks and lists, and the templates of the 台账."""

import os
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.cli.answers import Answer
from app.cli.calc import month
from app.cli.verbs.words import Verbs
from app.errors import UserError
from app.models.month import Month
from app.services import asking, exporting, templates
from app.services.exporting import TITLE, Wanted
from app.services.monthly import running_month
from app.services.office import Office
from app.services.printed_lists import LISTS, save_list

OPTIONS = ("month", "village", "template", "into", "password_env", "changed", "handed")
OF_LISTS = {"ledger": (), "deliveries": (), "monthly": ("month",)}  # each .pdf
OF_WORKBOOKS = {
    "ledger": ("template", "into", "password_env", "changed", "handed"),
    "village": ("village", "password_env", "changed"),
    "answers": ("password_env", "changed"),
    "monthly": ("month", "password_env"),
}


def _export(office: Office, asked: Namespace) -> Answer:
    path = Path(asked.out)
    is_list = path.suffix.lower() == ".pdf" and asked.what in LISTS
    _check_options(asked, is_list=is_list)
    if is_list:
        document = LISTS[asked.what](office, month_asked(office, asked))
        save_list(office, document, path)
        return {"file": asked.out, "title": document.title}
    return {"file": asked.out, **WORKBOOKS[asked.what](office, path, asked, _wanted(asked))}


def _check_options(asked: Namespace, *, is_list: bool) -> None:
    """Raises UserError for an option that would do nothing to what is exported."""
    known: Mapping[str, Sequence[str]] = OF_LISTS if is_list else OF_WORKBOOKS
    if asked.what not in known:
        raise UserError(TITLE, "送达清单请导出为 .pdf。", field="out")
    idle = [name for name in OPTIONS if getattr(asked, name) and name not in known[asked.what]]
    if idle:
        told = "、".join(f"--{name.replace('_', '-')}" for name in idle)
        kind = "PDF 清单" if is_list else "表格"
        advice = f"导出 {asked.what} 的{kind}时不能使用 {told}，请去掉后重新导出。"
        raise UserError(TITLE, advice, field=idle[0])
    if asked.into and asked.template:
        advice = "填入县级表格时按该表的栏目填写，请去掉 --template。"
        raise UserError(TITLE, advice, field="template")


def _ledger(office: Office, path: Path, asked: Namespace, wanted: Wanted) -> dict[str, object]:
    if asked.into:
        filled = exporting.fill_county(office, Path(asked.into), path, wanted)
        return {
            "rows": filled.cases,
            "sheet": filled.sheet,
            "filled": list(filled.filled),
            "unknown": list(filled.unknown),
        }
    columns = templates.template_columns(office, asked.template)
    return {"rows": exporting.export_ledger(office, path, wanted, columns=columns)}


def _village(office: Office, path: Path, asked: Namespace, wanted: Wanted) -> dict[str, object]:
    if not path.suffix and not asked.village:
        return {"files": asking.export_villages(office, path, wanted)}
    return {"rows": asking.export_village(office, path, wanted, village=asked.village)}


def _answers(office: Office, path: Path, _asked: Namespace, wanted: Wanted) -> dict[str, object]:
    return {"rows": asking.export_answers(office, path, wanted)}


def _monthly(office: Office, path: Path, asked: Namespace, wanted: Wanted) -> dict[str, object]:
    report_month = month_asked(office, asked)
    return {"rows": asking.export_monthly(office, path, report_month, wanted)}


WORKBOOKS: dict[str, Callable[[Office, Path, Namespace, Wanted], dict[str, object]]] = {
    "ledger": _ledger,
    "village": _village,
    "answers": _answers,
    "monthly": _monthly,
}


def _wanted(asked: Namespace) -> Wanted:
    password = ""
    if asked.password_env:
        password = os.environ.get(asked.password_env, "")
        if not password:
            advice = f"请在环境变量 {asked.password_env} 中给出打开表格的口令。"
            raise UserError("没有口令", advice, field="password")
    return Wanted(password, only_changed=asked.changed, is_handed=asked.handed)


def month_asked(office: Office, asked: Namespace) -> Month:
    """The month typed, else the one that runs."""
    return month(asked.month, "month") if asked.month else running_month(office)


def _template(office: Office, asked: Namespace) -> Answer:
    """All of them; or one, after it was kept or removed."""
    if asked.remove:
        templates.remove_template(office, asked.name)
    elif asked.columns:
        pairs = [(name, heading) for name, _, heading in (c.partition("=") for c in asked.columns)]
        templates.save_template(office, asked.name, pairs)
    elif asked.name:
        columns = templates.template_columns(office, asked.name)
        return [{"column": each.column.title, "heading": each.heading} for each in columns]
    known = templates.templates(office)
    return [{"template": name, "columns": len(columns)} for name, columns in known.items()]


VERBS: Verbs = {"export": _export, "template": _template}
