"""The ways to recover money. A new method is one line here, one function that judges it, and its
words in assets/policy/methods.toml."""

from app.methods.offers.assistance import assistance
from app.methods.offers.judges import agreement, enforcement, order
from app.methods.offers.offer import Judge
from app.models.terms import MethodCode

METHODS: dict[MethodCode, Judge] = {
    MethodCode.ORDER: order,
    MethodCode.AGREEMENT: agreement,
    MethodCode.ASSISTANCE: assistance,
    MethodCode.ENFORCEMENT: enforcement,
}
