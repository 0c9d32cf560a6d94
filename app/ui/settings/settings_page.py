"""设置: the office, the county agency, and where refunds of each insurance go."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import FundAccount, OfficeProfile
from app.models.base import label
from app.models.terms import OfficeKind
from app.services import settings
from app.services.office import Office
from app.ui.choices import CodeCombo
from app.ui.fields import DigitEntry, Entry
from app.ui.messages import MessageBar, confirmed, refusals_shown
from app.ui.page import Page
from app.ui.settings.rules_form import RulesForm
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

ACCOUNT_FIELDS = ("bank", "account_number", "account_name")


class AccountRows(QWidget):
    """One row per insurance, as many as the policy book has."""

    def __init__(self, insurances: dict[str, str]) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Entry]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for at, title in enumerate(("险种", *(label(FundAccount, f) for f in ACCOUNT_FIELDS))):
            grid.addWidget(text_label(title, "field"), 0, at)
            grid.setColumnStretch(at, 1 if at else 0)
        for line, (code, title) in enumerate(insurances.items(), 1):
            grid.addWidget(text_label(title), line, 0)
            editors = {
                n: DigitEntry() if n == "account_number" else Entry() for n in ACCOUNT_FIELDS
            }
            for at, (name, editor) in enumerate(editors.items(), 1):
                editor.setAccessibleName(f"{title}{label(FundAccount, name)}")
                grid.addWidget(editor, line, at)
            self.rows[code] = editors

    def show_accounts(self, accounts: dict[str, FundAccount]) -> None:
        for code, editors in self.rows.items():
            for name, editor in editors.items():
                account = accounts.get(code)
                editor.show_value(getattr(account, name) if account else "")

    def values(self) -> dict[str, dict[str, str]]:
        return {
            code: {name: editor.value() for name, editor in editors.items()}
            for code, editors in self.rows.items()
        }


class SettingsPage(Page):
    """One 保存 for the whole page; only what differs is stored."""

    def __init__(self, office: Office, messages: MessageBar) -> None:
        super().__init__(office, messages)
        self.form, self.agency, self.bureau = Form(), Form(), Form()
        self.rules = RulesForm(office.policy, office.policies)
        words = office.policy.insurances
        self.accounts = AccountRows({code: word.label for code, word in words.items()})
        self.save = button("保存设置", "save", role="primary")
        self._before: tuple[Any, Any] = ({}, {})
        self._add_fields()
        self._lay_out()
        self.save.clicked.connect(self._save)

    def reload(self) -> None:
        stored = settings.profile(self.office).model_dump()
        for form in (self.form, self.agency, self.bureau, self.rules):
            form.show_values(stored)
        self.accounts.show_accounts(settings.fund_accounts(self.office))
        self._before = self._values()

    def may_leave(self) -> bool:
        text = "修改的设置还没有保存，离开后不保留。"
        return self._is_same() or confirmed(self, "还没有保存", text, "不保存，离开")

    def _is_same(self) -> bool:
        """What cannot be read is not what was stored."""
        try:
            return self._values() == self._before
        except UserError:
            return False

    def _values(self) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
        parts = (self.form, self.agency, self.bureau, self.rules)
        profile = {name: value for part in parts for name, value in part.values().items()}
        return profile, self.accounts.values()

    def _save(self) -> None:
        with refusals_shown(self.messages, self.form, self.agency, self.bureau, self.rules):
            (profile, accounts), (old_profile, old_accounts) = self._values(), self._before
            changed = {name: value for name, value in profile.items() if value != old_profile[name]}
            if changed:
                settings.change_profile(self.office, **changed)
            for code, account in accounts.items():
                if account != old_accounts[code]:
                    settings.set_fund_account(self.office, insurance=code, **account)
            self.reload()
            self.changed.emit()
            again = "执行的政策从下次登录起按新的设置。" if "policy" in changed else ""
            self.messages.say_done("设置已保存", again)

    def _add_fields(self) -> None:
        titles = {name: label(OfficeProfile, name) for name in OfficeProfile.model_fields}
        self.form.add("name", f"{titles['name']} *", Entry(), columns=2)
        self.form.add("city", titles["city"], Entry("如 湘东市"))
        self.form.add("county", titles["county"], Entry("如 清溪县"))
        self.form.add("kind", titles["kind"], CodeCombo((k, k.label) for k in OfficeKind))
        self.form.add("phone", titles["phone"], DigitEntry())
        self.form.add("address", titles["address"], Entry())
        self.agency.add("agency", titles["agency"], Entry(), columns=2)
        self.agency.add("agency_clerk", titles["agency_clerk"], Entry())
        self.agency.add("agency_phone", titles["agency_phone"], DigitEntry())
        self.agency.add("agency_address", titles["agency_address"], Entry(), columns=2)
        self.agency.add("opinion_prefix", titles["opinion_prefix"], Entry("如 蓝社险"))
        self.bureau.add("bureau", titles["bureau"], Entry(), columns=2)
        self.bureau.add("bureau_clerk", titles["bureau_clerk"], Entry())
        self.bureau.add("bureau_phone", titles["bureau_phone"], DigitEntry())
        self.bureau.add("bureau_address", titles["bureau_address"], Entry(), columns=2)
        self.bureau.add("court", titles["court"], Entry("如 蓝山县人民法院"), columns=2)
        self.form.finished.connect(self.agency.focus_first)
        self.agency.finished.connect(self.bureau.focus_first)
        first = next(iter(self.accounts.rows.values()))["bank"]
        self.bureau.finished.connect(self.rules.focus_first)
        self.rules.finished.connect(first.setFocus)

    def _lay_out(self) -> None:
        content, sheets = column()
        hint = "不同险种的基金分别管理，退款账户按险种填写；印在告知书和稽核意见书上。"
        bureau = "移送、催告、申请强制执行和失信告知由人社局出具；印在这些文书上。"
        for title, words, part in (
            ("本单位", "", self.form),
            ("县级经办机构", "县级经办机构出具文书、核定金额、收款；印在文书上。", self.agency),
            ("人力资源和社会保障局", bureau, self.bureau),
            ("政策与口径", "已选定追缴方式的个案，仍按当时的政策办理。", self.rules),
            ("退款账户", hint, self.accounts),
        ):
            card = Card(title)
            if words:
                card.body.addWidget(text_label(words, "quiet", wrap=True))
            card.body.addWidget(part)
            sheets.addWidget(card)
        sheets.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(text_label("设置", "title"))
        layout.addWidget(scrolled(content), 1)
        layout.addLayout(foot)
