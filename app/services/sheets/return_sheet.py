"""A 销售退货单 as it is printed."""

import datetime
from dataclasses import dataclass

from app.services.sheets.signature import UNSIGNED, Signature
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class ReturnSheetLine:
    """One returned product; `remark` is its reason and condition, such as 漏墨 / 完好."""

    code: str
    product: str
    unit: str
    applied: Quantity
    received: Quantity | None
    price: UnitPrice
    net: Money
    tax: Money
    gross: Money
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """One return; what is not known yet is an empty text and stays blank on paper."""

    seller: str
    number: str
    day: datetime.date
    customer: str
    lines: tuple[ReturnSheetLine, ...]
    seller_contact: str = ""
    customer_contact: str = ""
    handling: str = ""
    original_sale: str = ""
    sale_day: datetime.date | None = None
    original_invoice: str = ""
    red_invoice: str = ""
    red_confirmation: str = ""
    warehouse: str = ""
    note: str = ""
    applicant: Signature = UNSIGNED
    approver: Signature = UNSIGNED
    inspector: Signature = UNSIGNED
    accountant: Signature = UNSIGNED

    @property
    def net(self) -> Money:
        """The amount without tax of all lines."""
        return Money.total([line.net for line in self.lines])

    @property
    def tax(self) -> Money:
        """The tax of all lines."""
        return Money.total([line.tax for line in self.lines])

    @property
    def gross(self) -> Money:
        """The amount with tax of all lines."""
        return Money.total([line.gross for line in self.lines])
