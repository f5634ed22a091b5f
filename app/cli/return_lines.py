"""The short forms in which lines of a return are written on the command line."""

import argparse
from dataclasses import dataclass

from app.cli.return_drafts import AskedLine
from app.i18n import _
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition


@dataclass(frozen=True, slots=True)
class InspectedLine:
    """What arrived of one line of a return, by its row."""

    row: int
    accepted: Quantity
    condition: Condition


def asked_line(text: str) -> AskedLine:
    """Read SALE/PRODUCT=QUANTITY."""
    named, _equals, number = text.rpartition("=")
    sale, slash, product = named.partition("/")
    try:
        quantity = Quantity.of(number)
    except ValueError:
        quantity = NOTHING
    if not (sale and slash and product and quantity > NOTHING):
        message = _("“{text}” is no line; write it like XS-1/ZX-0512=10").format(text=text)
        raise argparse.ArgumentTypeError(message)
    return AskedLine(sale, product, quantity)


def inspected_line(text: str) -> InspectedLine:
    """Read ROW=ACCEPTED or ROW=ACCEPTED:CONDITION."""
    row, _equals, found = text.partition("=")
    number, colon, condition = found.partition(":")
    try:
        accepted = Quantity.of(number)
        kept = Condition(condition) if colon else Condition.GOOD
        return InspectedLine(_row(row), accepted, kept)
    except ValueError as error:
        words = _("“{text}” is no line; write it like 1=9.5 or 1=9.5:defective")
        raise argparse.ArgumentTypeError(words.format(text=text)) from error


def _row(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)
