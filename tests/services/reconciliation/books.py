"""What the tests of reconciliation ask of a book and do to it."""

from app.services.office import Book
from app.services.reconciliation.pairs import Check, Pair
from app.services.reconciliation.run import reconcile
from app.services.vouchers import manual
from app.values.period import Period
from app.values.reconciling import CheckKind
from tests.builders import CLERK, OCTOBER, october

NOVEMBER = Period(2025, 11)


def checked(book: Book, kind: CheckKind, period: Period = OCTOBER) -> Check:
    """Give one check of a month; its sums always hold."""
    with book.reading(CLERK) as reading:
        found = reconcile(reading, period)
    (check,) = (one for one in found.checks if one.kind is kind)
    assert check.difference == check.explained + check.rest
    return check


def told(pair: Pair) -> tuple[str, str, str, str]:
    """Give a pair in short: relation, document, voucher, difference."""
    left = "" if pair.left is None else pair.left.number
    right = "" if pair.right is None else pair.right.number
    return pair.relation.value, left, right, str(pair.difference)


def differences(check: Check) -> list[tuple[str, str, str, str]]:
    """Give the pairs that somebody must look at, in short."""
    return [told(pair) for pair in check.open_pairs]


def cancel(book: Book, voucher: int, day: int = 30) -> None:
    """Reverse a posted voucher."""
    with book.writing(CLERK) as writing:
        manual.reverse(writing, voucher, october(day))
