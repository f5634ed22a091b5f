"""Files of returned goods."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange import texts
from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason, Rounded
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.readers import AnyReader, CellRefused, Reader
from app.services.exchange.row_makers import FileKind, Terms
from app.values.returns import Condition, ReturnReason, Settlement

REASON_WORDS = {
    "质量问题": ReturnReason.QUALITY,
    "质量": ReturnReason.QUALITY,
    "发错货": ReturnReason.WRONG_ITEM,
    "错发": ReturnReason.WRONG_ITEM,
    "错发规格": ReturnReason.WRONG_ITEM,
    "发错": ReturnReason.WRONG_ITEM,
    "多发": ReturnReason.OVERSUPPLY,
    "发多": ReturnReason.OVERSUPPLY,
    "多发货": ReturnReason.OVERSUPPLY,
    "包装破损": ReturnReason.TRANSPORT,
    "运输破损": ReturnReason.TRANSPORT,
    "运输损坏": ReturnReason.TRANSPORT,
    "破损": ReturnReason.TRANSPORT,
    "客户退单": ReturnReason.CANCELLED,
    "客户取消": ReturnReason.CANCELLED,
    "取消": ReturnReason.CANCELLED,
    "客户不要": ReturnReason.CANCELLED,
    "价格争议": ReturnReason.PRICE,
    "价格": ReturnReason.PRICE,
    "销售折让": ReturnReason.PRICE,
    "其他": ReturnReason.OTHER,
    "其它": ReturnReason.OTHER,
    "其他原因": ReturnReason.OTHER,
    "quality": ReturnReason.QUALITY,
    "quality problem": ReturnReason.QUALITY,
    "wrong item": ReturnReason.WRONG_ITEM,
    "wrong item sent": ReturnReason.WRONG_ITEM,
    "oversupply": ReturnReason.OVERSUPPLY,
    "too many sent": ReturnReason.OVERSUPPLY,
    "transport": ReturnReason.TRANSPORT,
    "damaged package": ReturnReason.TRANSPORT,
    "cancelled": ReturnReason.CANCELLED,
    "cancelled by customer": ReturnReason.CANCELLED,
    "price": ReturnReason.PRICE,
    "price dispute": ReturnReason.PRICE,
    "other": ReturnReason.OTHER,
    "other reason": ReturnReason.OTHER,
}
CONDITION_WORDS = {
    "完好": Condition.GOOD,
    "良好": Condition.GOOD,
    "正品": Condition.GOOD,
    "次品": Condition.DEFECTIVE,
    "残次": Condition.DEFECTIVE,
    "不良品": Condition.DEFECTIVE,
    "报废": Condition.SCRAP,
    "废品": Condition.SCRAP,
    "good": Condition.GOOD,
    "defective": Condition.DEFECTIVE,
    "scrap": Condition.SCRAP,
}
SETTLEMENT_WORDS = {
    "冲减应收": Settlement.OFFSET,
    "抵减应收": Settlement.OFFSET,
    "冲账": Settlement.OFFSET,
    "抵货款": Settlement.OFFSET,
    "当即退款": Settlement.REFUND_NOW,
    "现退": Settlement.REFUND_NOW,
    "立即退款": Settlement.REFUND_NOW,
    "以后退款": Settlement.REFUND_LATER,
    "待退款": Settlement.REFUND_LATER,
    "稍后退款": Settlement.REFUND_LATER,
    "offset": Settlement.OFFSET,
    "reduce the receivable": Settlement.OFFSET,
    "refund now": Settlement.REFUND_NOW,
    "refund_now": Settlement.REFUND_NOW,
    "refund later": Settlement.REFUND_LATER,
    "refund_later": Settlement.REFUND_LATER,
}


class ReturnRow(NamedTuple):
    """One line of a return: quantities in thousandths, the price in millionths of a yuan.

    `sale` is the number of the original sale, where the file names it. A reason that is none of
    the words of the trade is kept as `reason_text`.
    """

    row: int
    number: str
    at: str
    customer: str
    product: str
    quantity: int
    sale: str
    price: int | None
    reason: ReturnReason | None
    reason_text: str
    condition: Condition | None
    settlement: Settlement | None
    inspected: int | None
    warehouse: str
    red_invoice: str
    note: str


class ReturnRows:
    """Makes the rows of a file of returns."""

    def __init__(self, terms: Terms) -> None:
        self.rounded: list[Rounded] = []
        blanks = terms.mapping.blanks
        self._pieces = Decimal(0)
        self._code = terms.code(needed=True)
        self._at = terms.moment(needed=True)
        self._customer = terms.code(needed=terms.mapping.walk_in is None)
        self._quantity = terms.quantity()
        self._number = terms.code()
        self._price = terms.maybe_price()
        self._text = terms.text()
        self._condition = Reader(texts.word_of(CONDITION_WORDS), None, blanks=blanks)
        self._settlement = Reader(texts.word_of(SETTLEMENT_WORDS), None, blanks=blanks)
        self._inspected = terms.maybe_quantity()
        self._note = terms.note()
        self.readers: Mapping[str, AnyReader] = {
            "number": self._code,
            "at": self._at,
            "customer": self._customer,
            "product": self._code,
            "quantity": self._quantity,
            "sale": self._number,
            "price": self._price,
            "reason": self._text,
            "condition": self._condition,
            "settlement": self._settlement,
            "inspected": self._inspected,
            "warehouse": self._text,
            "red_invoice": self._number,
            "note": self._note,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> ReturnRow:
        """Make one line of a return."""
        (
            document, at, customer, product, quantity, sale, price,
            reason, condition, settlement, inspected, warehouse, red_invoice, note,
        ) = cells  # fmt: skip
        pieces = self._quantity[quantity]
        if pieces <= 0:
            raise CellRefused(Reason.NEGATIVE if pieces else Reason.QUANTITY_ZERO, "quantity")
        received = self._inspected[inspected]
        if received is not None and received < 0:
            raise CellRefused(Reason.NEGATIVE, "inspected")
        asked = self._price[price]
        if asked is not None and asked.whole < 0:
            raise CellRefused(Reason.NEGATIVE, "price")
        why = self._text[reason]
        known = REASON_WORDS.get(why.casefold())
        made = ReturnRow(
            number,
            self._code[document],
            self._at[at],
            self._customer[customer],
            self._code[product],
            pieces,
            self._number[sale],
            None if asked is None else asked.whole,
            ReturnReason.OTHER if why and known is None else known,
            why if known is None else "",
            self._condition[condition],
            self._settlement[settlement],
            received,
            self._text[warehouse],
            self._number[red_invoice],
            self._note[note],
        )
        self._pieces += Decimal(pieces).scaleb(-3)
        return made

    def totals(self) -> dict[str, Decimal]:
        """Give the quantity of all rows."""
        return {"quantity": self._pieces}


RETURNS = FileKind(ImportKind.RETURNS, ReturnRows)
