"""Amounts, quantities, prices and rates as people and spreadsheets write them, read exactly.

Text is read by one expression. A spreadsheet's own number is a double, of which 15 digits are
certain: as many as the spreadsheet shows.
"""

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from app.services.exchange.cells import Cell, plain_number
from app.services.exchange.findings import Reason
from app.services.exchange.readers import CellRefused
from app.values.money import FEN_LIMIT

QUANTITY_LIMIT = 10**12
"""No quantity has more than this many thousandths."""
PRICE_LIMIT = FEN_LIMIT * 10**4
"""No price of one unit has more than this many millionths of a yuan."""
RATE_LIMIT = 2000
"""No tax rate has more than this many basis points."""
DIGITS_LIMIT = 28
"""So many digits are read without losing any."""
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
"""Reckons with such numbers, their products and the sums of whole files without losing a digit."""

FOLDED = str.maketrans(
    "０１２３４５６７８９．，－−＋（）％￥　：／",  # noqa: RUF001  # they are what is folded
    "0123456789.,--+()%¥ :/",
)
"""Full-width figures and signs become plain ones; figures of other scripts stay what they are."""

_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[+-])?\s*(?:¥|CNY|RMB)?\s*(?P<inner>[+-])?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<fraction>[0-9]*))?\s*元?\s*(?P<close>\))?"
)
_WITH_E = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[Ee][+-]?[0-9]+")
_NO_TAX = frozenset({"免税", "不征税", "零税率"})
_DASHES = frozenset({"-", "—", "–", "--", "——"})  # noqa: RUF001  # dashes of all lengths


class Figure(NamedTuple):
    """A number in whole smallest units, and what it was before it was rounded to them."""

    whole: int
    exact: Decimal
    is_exact: bool


def figure(cell: Cell) -> Decimal:
    """Read a number exactly as it is written or shown.

    Raises:
        CellRefused: it is no number, or its last digits are lost.

    """
    match cell:
        case str():
            return _written(cell.translate(FOLDED).strip())
        case Decimal() | int():
            number = Decimal(cell)
        case float():
            number = _shown(cell)
        case _:
            raise CellRefused(Reason.NOT_AN_AMOUNT)
    if not number.is_finite():
        raise CellRefused(Reason.NOT_AN_AMOUNT)
    if len(number.as_tuple().digits) > DIGITS_LIMIT:
        raise CellRefused(Reason.TOO_FINE, places="15")
    return number


def _shown(number: float) -> Decimal:
    if not math.isfinite(number):
        raise CellRefused(Reason.NOT_AN_AMOUNT)
    return Decimal(plain_number(number))


def _written(text: str) -> Decimal:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise CellRefused(
            Reason.ALREADY_ROUNDED if _WITH_E.fullmatch(text) else Reason.NOT_AN_AMOUNT
        )
    signs = (found["sign"] or "") + (found["inner"] or "")
    in_brackets = found["open"] is not None
    if in_brackets != (found["close"] is not None) or len(signs) + in_brackets > 1:
        raise CellRefused(Reason.NOT_AN_AMOUNT)
    digits = found["whole"].replace(",", "")
    fraction = found["fraction"] or ""
    if len(digits) + len(fraction) > DIGITS_LIMIT:
        raise CellRefused(Reason.TOO_FINE, places="15")
    number = Decimal(f"{digits}.{fraction or 0}")
    return -number if in_brackets or signs == "-" else number


def money(cell: Cell) -> Figure | None:
    """Read an amount of yuan in 分; a lone dash is no amount, as accounts write it."""
    if cell in _DASHES:
        return None
    return rounded(figure(cell), 2, FEN_LIMIT)


def unit_price(cell: Cell) -> Figure:
    """Read a price of one unit in millionths of a yuan."""
    return rounded(figure(cell), 6, PRICE_LIMIT)


def rounded(number: Decimal, places: int, limit: int) -> Figure:
    """Give a number in whole 10**-places, halves away from zero, and refuse a larger one."""
    moved = number.scaleb(places, EXACT)
    if abs(moved) > limit:
        raise CellRefused(Reason.TOO_LARGE, limit=f"{Decimal(limit).scaleb(-places):,f}")
    whole = int(moved.quantize(Decimal(1), context=EXACT))
    return Figure(whole, number, whole == moved)


def quantity(cell: Cell) -> int:
    """Read a quantity in thousandths; it is never rounded."""
    found = rounded(figure(cell), 3, QUANTITY_LIMIT)
    if not found.is_exact:
        raise CellRefused(Reason.TOO_FINE, places="3")
    return found.whole


def rate(cell: Cell) -> int:
    """Read a tax rate in basis points: "13%", 0.13 and 13 are the same."""
    if cell in _NO_TAX:
        return 0
    try:
        if isinstance(cell, str) and cell.translate(FOLDED).rstrip().endswith("%"):
            percent = figure(cell.translate(FOLDED).rstrip().removesuffix("%"))
        else:
            number = figure(cell)
            percent = number * 100 if abs(number) < 1 else number
    except CellRefused as refused:
        raise CellRefused(Reason.NOT_A_RATE) from refused
    points = percent * 100
    if points != points.to_integral_value() or not 0 <= points <= RATE_LIMIT:
        raise CellRefused(Reason.NOT_A_RATE)
    return int(points)
