"""Money in whole 分, and unit prices in millionths of a yuan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from typing_extensions import override

from app.values.amounts import scaled, scaled_decimal, unscaled
from app.values.quantity import Quantity
from app.values.rounding import half_up

FEN_LIMIT = 10**14
"""No single amount is larger than this many 分, so that 90,000 of them still sum in 64 bits."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount of yuan, kept as whole 分."""

    fen: int

    @classmethod
    def of(cls, amount: str | int | Decimal) -> Self:
        """Read yuan from text, a whole number or a Decimal.

        Raises:
            ValueError: it is not a number, or it has more than two decimals.

        """
        fen = scaled(amount, 2) if isinstance(amount, str) else scaled_decimal(Decimal(amount), 2)
        if fen is None:
            message = f"not an amount of yuan with at most two decimals: {amount!r}"
            raise ValueError(message)
        return cls(fen)

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan, exact, with two decimals."""
        return unscaled(self.fen, 2)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __abs__(self) -> "Money":
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

    @override
    def __str__(self) -> str:
        return f"{self.yuan:.2f}"

    def share(self, part: int, whole: int) -> "Money":
        """Give part / whole of this amount, rounded half up; whole is positive."""
        return Money(half_up(self.fen * part, whole))

    def split(self, shares: Sequence[int]) -> tuple["Money", ...]:
        """Divide by weight so that the parts sum to exactly this amount; the last takes the rest.

        Raises:
            ValueError: there is no share, one is negative, or all are zero.

        """
        whole = sum(shares)
        if not shares or min(shares) < 0 or whole == 0:
            message = f"cannot divide by these shares: {shares!r}"
            raise ValueError(message)
        parts = [self.share(share, whole) for share in shares[:-1]]
        return (*parts, Money(self.fen - sum(part.fen for part in parts)))

    @staticmethod
    def total(amounts: "Sequence[Money]") -> "Money":
        """Give the sum of these amounts, 0.00 of none."""
        return Money(sum(amount.fen for amount in amounts))


ZERO = Money(0)


@dataclass(frozen=True, slots=True, order=True)
class UnitPrice:
    """A price or cost of one unit, kept as whole millionths of a yuan."""

    micros: int

    @classmethod
    def of(cls, amount: str | int | Decimal) -> Self:
        """Read yuan for one unit.

        Raises:
            ValueError: it is not a number, or it has more than six decimals.

        """
        micros = (
            scaled(amount, 6) if isinstance(amount, str) else scaled_decimal(Decimal(amount), 6)
        )
        if micros is None:
            message = f"not a unit price with at most six decimals: {amount!r}"
            raise ValueError(message)
        return cls(micros)

    @property
    def yuan(self) -> Decimal:
        """The price in yuan, exact, with six decimals."""
        return unscaled(self.micros, 6)

    def times(self, quantity: Quantity) -> Money:
        """Give the amount of this many units, rounded half up to the 分."""
        return Money(half_up(self.micros * quantity.thousandths, 10**7))

    @staticmethod
    def average(value: Money, quantity: Quantity) -> "UnitPrice":
        """Give value / quantity, rounded half up to a millionth; the quantity is not zero."""
        sign = -1 if quantity.thousandths < 0 else 1
        return UnitPrice(half_up(sign * value.fen * 10**7, abs(quantity.thousandths)))

    @override
    def __str__(self) -> str:
        return f"{self.yuan.normalize():f}"
