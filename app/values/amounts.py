"""How decimal text becomes a whole number of the smallest unit, and back."""

import re
from decimal import Decimal

# [0-9], not \d: Arabic-Indic and other digits are not amounts here.
_PLAIN = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]*))?")


def scaled(text: str, places: int) -> int | None:
    """Read plain decimal text as a whole number of 10**-places, or None if it is not one."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    sign, whole, fraction = found[1], found[2], (found[3] or "").rstrip("0")
    if len(fraction) > places:
        return None
    number = int(whole + fraction.ljust(places, "0"))
    return -number if sign == "-" else number


def scaled_decimal(number: Decimal, places: int) -> int | None:
    """Read a finite Decimal as a whole number of 10**-places, or None if it is not one."""
    if not number.is_finite():
        return None
    moved = number.scaleb(places)
    return int(moved) if moved == moved.to_integral_value() else None


def unscaled(number: int, places: int) -> Decimal:
    """Give a whole number of 10**-places as an exact Decimal."""
    return Decimal(number).scaleb(-places)
