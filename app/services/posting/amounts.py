"""Net, VAT and gross of a line (reference: 增值税法 art. 7; rounding half up to the 分)."""

from dataclasses import dataclass

from app.values.books import PriceBasis
from app.values.money import ZERO, Money
from app.values.rounding import half_up


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line is worth without VAT, and its VAT."""

    net: Money
    vat: Money

    @property
    def gross(self) -> Money:
        """Net and VAT together (价税合计)."""
        return self.net + self.vat


def line_amounts(basis: PriceBasis, quantity: int, price: int, rate: int) -> tuple[int, int]:
    """Give net and VAT in 分 of so many thousandths at so many millionths of a yuan.

    A net price gives the net first and the VAT from it; a gross price gives the gross first,
    the net from it, and VAT takes the remainder. The rate is in basis points.
    """
    worth = half_up(quantity * price, 10**7)
    return split_vat(basis, worth, rate)


def split_vat(basis: PriceBasis, worth: int, rate: int) -> tuple[int, int]:
    """Give net and VAT in 分 of an amount that is net or gross."""
    if basis is PriceBasis.NET:
        return worth, half_up(worth * rate, 10_000)
    net = half_up(worth * 10_000, 10_000 + rate)
    return net, worth - net


def part_of(total: Money, done: Money, quantity: int, left: int, whole: int) -> Money:
    """Give the part of a line's amount that some of its units take.

    Each part is its own rounded share; the units that leave nothing behind take what is left, so
    that the parts sum to the line. No part takes more than is left, nor less than nothing: the
    shares of a few 分 round up too often. `done` is what earlier parts took, `left` how many
    units are still there, `whole` how many the line has.
    """
    remaining = max(total - done, ZERO)
    return remaining if quantity == left else min(total.share(quantity, whole), remaining)
