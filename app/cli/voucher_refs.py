"""How a voucher is named on the command line: by its number and month, or as a draft."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import AppError
from app.i18n import N_, _
from app.services.permits import Reading
from app.services.vouchers import listing
from app.services.vouchers.issue import WORD
from app.services.vouchers.listing import VoucherDetail, VoucherFilter, VoucherRow
from app.services.vouchers.manual import VoucherUnknown
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.vouching import VoucherState

DRAFT = "draft-"
_AT_ONCE = 2000
_POSTED = frozenset({VoucherState.POSTED})
_RUNS = re.compile(r"[0-9]{1,6}(-[0-9]{1,6})?(,[0-9]{1,6}(-[0-9]{1,6})?)*")
# Any month does to read a number; the month is looked up apart.
_ANY = Period(2000, 1)


@dataclass(eq=False)
class VoucherInSeveralMonths(AppError):
    """The number alone does not say which voucher is meant."""

    number: str
    periods: str
    template = N_("{number} stands in several months ({periods}); add --period.")


def named(text: str) -> str:
    """Read a voucher's number, bare or with its word, or the name of a draft."""
    if text.isascii() and text.isdigit():
        text = f"{WORD}-{text}"
    if re.fullmatch(DRAFT + "[0-9]{1,9}", text):
        return text
    try:
        return str(VoucherNumber.of(text, _ANY))
    except ValueError as error:
        words = _("“{text}” is no voucher; write 55, or draft-12 for one without a number")
        raise argparse.ArgumentTypeError(words.format(text=text)) from error


def runs(text: str) -> tuple[range, ...]:
    """Read runs of numbers such as 1-10,15."""
    if not _RUNS.fullmatch(text):
        words = _("“{text}” is no run of numbers; write it like 1-10,15")
        raise argparse.ArgumentTypeError(words.format(text=text))
    ends = (part.partition("-") for part in text.split(","))
    return tuple(range(int(first), int(last or first) + 1) for first, _dash, last in ends)


def name_of(voucher_id: int, number: str) -> str:
    """Give the name under which a voucher is found again."""
    return number or f"{DRAFT}{voucher_id}"


def found(reading: Reading, name: str, period: Period | None) -> int:
    """Give the id of a voucher; raises VoucherUnknown, VoucherInSeveralMonths."""
    if name.startswith(DRAFT):
        return int(name.removeprefix(DRAFT))
    rows = [row for row in _posted(reading, name, period) if row.number == name]
    if not rows:
        raise VoucherUnknown(name)
    if len(rows) > 1:
        raise VoucherInSeveralMonths(name, ", ".join(str(row.period) for row in rows))
    return rows[0].id


def every(reading: Reading, wanted: VoucherFilter) -> Iterator[VoucherDetail]:
    """Give every voucher that fits, whole, some thousand at a time."""
    offset = 0
    while True:
        page = listing.details(reading, _from(wanted, offset))
        yield from page
        if len(page) < _AT_ONCE:
            return
        offset += _AT_ONCE


def _from(wanted: VoucherFilter, offset: int) -> VoucherFilter:
    return VoucherFilter(
        period=wanted.period,
        states=wanted.states,
        text=wanted.text,
        source=wanted.source,
        limit=_AT_ONCE,
        offset=offset,
    )


def _posted(reading: Reading, text: str, period: Period | None) -> tuple[VoucherRow, ...]:
    wanted = VoucherFilter(period=period, states=_POSTED, text=text, limit=1_000_000)
    return listing.listing(reading, wanted).rows
