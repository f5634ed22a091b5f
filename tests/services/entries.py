"""Vouchers in the short form in which bookkeepers write them: 借 1122 -1130.00."""

import csv
from collections import defaultdict
from pathlib import Path

from app.services.permits import Reading
from app.services.vouchers.issue import Issued
from app.services.vouchers.listing import VoucherDetail, details, show
from app.services.vouchers.listing import VoucherFilter as Wanted
from app.values.entry import Entry, EntryLine, Side
from app.values.money import Money
from app.values.vouching import SourceKind

Short = list[str]
_SIDES = {Side.DEBIT: "借", Side.CREDIT: "贷"}
_KEY = Path(__file__).with_name("worked_entries.csv")


def answers(example: str) -> list[Short]:
    """Give the vouchers of a worked example, line by line."""
    vouchers: dict[str, Short] = defaultdict(list)
    with _KEY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["example"] == example:
                line = f"{row['side']} {row['code']} {row['amount']}"
                vouchers[row["voucher"]].append(line)
    return list(vouchers.values())


def short(voucher: VoucherDetail | Entry) -> Short:
    """Give the lines of a voucher or an entry."""
    return [f"{_SIDES[line.side]} {line.account} {line.amount}" for line in voucher.lines]


def vouchers_of(reading: Reading, kind: SourceKind, source_id: int) -> list[Short]:
    """Give the vouchers of a document, in the order of their numbers."""
    return [short(one) for one in details(reading, Wanted(source=(kind, source_id)))]


def line_of(reading: Reading, issued: Issued) -> Short:
    """Give the lines of a voucher that was just issued."""
    return short(show(reading, issued.id))


def entry(*lines: str, customer: int | None = 1) -> Entry:
    """Build an entry from lines such as 借 1122 -1130.00; the receivable names the customer."""
    built = []
    for line in lines:
        side, account, amount = line.split()
        built.append(
            EntryLine(
                Side.DEBIT if side == "借" else Side.CREDIT,
                account,
                Money.of(amount),
                "手工",
                customer=customer if account == "1122" else None,
            )
        )
    return Entry(tuple(built))
