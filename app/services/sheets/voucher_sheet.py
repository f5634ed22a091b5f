"""A 记账凭证 as it is printed."""

import datetime
from dataclasses import dataclass

from app.values.entry import Side
from app.values.money import Money
from app.values.numbers import VoucherNumber

LAYOUT = 1
"""The layout that new vouchers are given; it is kept with them so that a reprint is the same."""


@dataclass(frozen=True, slots=True)
class VoucherSheetLine:
    """One line: what for, on which account, on which side, how much; red is negative."""

    summary: str
    account_code: str
    account_name: str
    side: Side
    amount: Money
    auxiliary: str = ""

    @property
    def account(self) -> str:
        """The account in full: 1122 应收账款 — 长河工匠印务有限公司."""
        named = f"{self.account_code} {self.account_name}"
        return f"{named} — {self.auxiliary}" if self.auxiliary else named


@dataclass(frozen=True, slots=True)
class VoucherSheet:
    """One voucher; a name that is empty is a place still to be signed."""

    client: str
    day: datetime.date
    number: VoucherNumber
    lines: tuple[VoucherSheetLine, ...]
    attachments: int
    maker: str
    checker: str = ""
    poster: str = ""
    supervisor: str = ""
    cashier: str = ""
    source: str = ""
    is_single_person: bool = False
    layout: int = LAYOUT

    def sum_of(self, side: Side) -> Money:
        """Give the sum of the lines of one side."""
        return Money.total([line.amount for line in self.lines if line.side is side])
