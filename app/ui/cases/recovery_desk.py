"""追缴方式、到账: the decision, the plan, the money and its reversals."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services import decisions, plans, receipts
from app.services.office import Office
from app.services.plans import PlanEntry
from app.services.receipts import ReceiptEntry
from app.ui.cases.desks import Desk
from app.ui.cases.methods_section import MethodsSection
from app.ui.cases.receipts_section import ReceiptsSection
from app.ui.messages import MessageBar, confirmed
from app.ui.widgets.texts import yuan


class RecoveryDesk(Desk):
    def __init__(
        self,
        office: Office,
        messages: MessageBar,
        window: QWidget,
        *,
        methods: MethodsSection,
        receipts: ReceiptsSection,
    ) -> None:
        super().__init__(office, messages, window)
        self._methods, self._receipts = methods, receipts
        self.serve(methods.offers.chosen, methods, self._choose, then=methods.focus_first)
        self.serve(methods.plan.made, methods, self._make_plan)
        methods.plan.typed.connect(self._preview_plan)
        self.serve(receipts.entered, receipts, self._add_receipt)
        self.serve(receipts.kept.deposited, receipts.kept, self._deposit)
        self.serve(receipts.kept.reversed, receipts.kept, self._reverse)
        self.hear(methods.plan, receipts, receipts.kept)

    def _choose(self, entered: dict[str, Any]) -> str:
        decision = decisions.choose(self.office, self.number, **entered)
        if decision.rank > 1:
            return f"“{decision.method.label}”已列为第 {decision.rank} 顺位"
        return f"已选定“{decision.method.label}”，请制定退还计划"

    def _preview_plan(self, entry: PlanEntry) -> None:
        """Numbers while the clerk types; a refusal stands quietly in their place."""
        try:
            preview = plans.preview_plan(self.office, self.number, entry)
        except UserError as refused:
            self._methods.plan.show_refusal(refused)
        else:
            self._methods.plan.show_preview(preview)

    def _make_plan(self, entry: PlanEntry) -> str:
        plans.make_plan(self.office, self.number, entry)
        return "退还计划已保存，可以出具文书"

    def _add_receipt(self, entry: ReceiptEntry) -> str:
        receipt = receipts.add_receipt(self.office, self.number, entry)
        self._receipts.clear(self.office.today())
        return f"到账 {yuan(receipt.fen)} 已登记"

    def _deposit(self, entered: dict[str, Any]) -> str:
        receipts.record_deposit(self.office, **entered)
        return f"存入财政专户日期已登记：{entered['on']}"

    def _reverse(self, asked: dict[str, Any]) -> str:
        text = f"冲正这笔 {yuan(asked['fen'])} 的到账？原记录保留，另记一笔负数，此操作不能撤销。"
        if not confirmed(self.window, "冲正到账", text, "冲正"):
            return ""
        receipts.reverse_receipt(self.office, asked["receipt_id"], reason=asked["reason"])
        self._receipts.clear(self.office.today())
        return "到账已冲正"
