"""The amounts of one line of goods: what the file states, and what quantity and price make."""

from decimal import Decimal

from app.services.exchange.figures import EXACT, Figure, rounded
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused
from app.values.money import FEN_LIMIT

WHOLE_FEN = 10**7
"""A price in millionths times a quantity in thousandths is a whole 分 when this divides it."""
_CENT = Decimal("0.01")
_LARGEST = FEN_LIMIT * WHOLE_FEN


def kept_amount(pieces: int, asked: Figure, given: Figure | None) -> int | None:
    """Give the amount of a line where quantity times price in millionths is not it."""
    if given is not None:
        return given.whole
    if not asked.is_exact:
        return exactly(pieces, asked).whole
    if abs(pieces * asked.whole) > _LARGEST:
        raise CellRefused(Reason.TOO_LARGE, "price", limit=f"{FEN_LIMIT // 100:,}.00")
    return None


def exactly(pieces: int, asked: Figure) -> Figure:
    """Give quantity times price, from the price as the file writes it."""
    product = EXACT.multiply(asked.exact, Decimal(pieces))
    return rounded(product.scaleb(-3, EXACT), 2, FEN_LIMIT)


def check_amounts(value: int, net: Figure | None, vat: Figure | None, gross: Figure | None) -> None:
    """Refuse amounts whose sign is not that of the line, and a gross that is not net and VAT.

    One of the two alone is at least no more than the gross.
    """
    for field, amount in (("amount", net), ("vat", vat), ("gross", gross)):
        if amount is not None and amount.whole * value < 0:
            raise CellRefused(Reason.SIGNS_DIFFER, field)
    if gross is None or (net is None and vat is None):
        return
    parts = [one.exact for one in (net, vat) if one is not None]
    whole = EXACT.add(parts[0], parts[-1]) if len(parts) > 1 else parts[0]
    over = abs(whole) - abs(gross.exact)
    if abs(over) >= _CENT if len(parts) == 2 else over > 0:  # noqa: PLR2004  # net and VAT
        raise CellRefused(Reason.SUM_DIFFERS, "gross", sum=f"{whole:.2f}")
