"""Quantities of goods in whole thousandths of a unit."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from typing_extensions import override

from app.values.amounts import scaled, scaled_decimal, unscaled


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """An exact quantity, kept as whole thousandths of a unit."""

    thousandths: int

    @classmethod
    def of(cls, number: str | int | Decimal) -> Self:
        """Read a quantity.

        Raises:
            ValueError: it is not a number, or it has more than three decimals.

        """
        thousandths = (
            scaled(number, 3) if isinstance(number, str) else scaled_decimal(Decimal(number), 3)
        )
        if thousandths is None:
            message = f"not a quantity with at most three decimals: {number!r}"
            raise ValueError(message)
        return cls(thousandths)

    @property
    def units(self) -> Decimal:
        """The quantity in units, exact."""
        return unscaled(self.thousandths, 3)

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.thousandths + other.thousandths)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.thousandths - other.thousandths)

    def __neg__(self) -> "Quantity":
        return Quantity(-self.thousandths)

    def __abs__(self) -> "Quantity":
        return Quantity(abs(self.thousandths))

    def __bool__(self) -> bool:
        return self.thousandths != 0

    @override
    def __str__(self) -> str:
        return f"{self.units.normalize():f}"


NOTHING = Quantity(0)
ONE = Quantity(1000)
