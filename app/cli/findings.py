"""An open pair of a reconciliation as the finding that programs read.

Source: the classes of reference §7.4. A pair that no document explains has no class yet: a digit
pattern is never given as a fact.
"""

from collections.abc import Mapping

from app.services.reconciliation.pairs import Pair
from app.services.reconciliation.wording import cause_of, evidence
from app.values.reconciling import Relation

_CLASSES: Mapping[Relation, str] = {
    Relation.NO_VOUCHER: "B01",
    Relation.OTHER_CUSTOMER: "K01",
    Relation.OTHER_PERIOD: "B13",
    Relation.STOCK_MISSING: "D01",
}
_ACTIONS: Mapping[Relation, str] = {
    Relation.NO_VOUCHER: "voucher",
    Relation.AMOUNT_DIFFERS: "voucher",
    Relation.OTHER_CUSTOMER: "voucher",
    Relation.OTHER_PERIOD: "wait",
    Relation.STOCK_MISSING: "stock-move",
}


def finding(pair: Pair) -> dict[str, object]:
    """Give an open pair with the keys that programs rely on."""
    side = pair.left or pair.right
    found_class = _CLASSES.get(pair.relation, "")
    return {
        "class": found_class,
        "cause": cause_of(pair) or "",
        "explained": pair.difference,
        "confidence": 1.0 if found_class else 0.0,
        "left": [] if pair.left is None else pair.left.number.split(),
        "right": [] if pair.right is None else pair.right.number.split(),
        "customer": "" if side is None else side.party,
        "item": "",
        "evidence": [evidence(pair)],
        "proposal": [],
        "action": _ACTIONS.get(pair.relation, "ask"),
    }
