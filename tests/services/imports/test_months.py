"""In which months of a file nothing can be booked, and why."""

from app.services.imports.months import reason_of, unbookable
from app.services.imports.results import BookReason
from tests.builders import CLERK
from tests.services.imports.shop import Shop

DAYS = ["2025-10-01", "2025-12-31 23:59:00", "2025-11-02", "2025-09-30", "2031-01-01"]


def test_each_month_has_its_reason_and_the_others_are_opened_without_a_gap(shop: Shop) -> None:
    with shop.book.writing(CLERK) as writing:
        unbookable(writing, ["2025-11-01"])
    shop.close("2025-10")
    with shop.book.writing(CLERK) as writing:
        found = unbookable(writing, DAYS)
    assert found == {
        "2025-09": BookReason.BEFORE_THE_BOOK,
        "2025-10": BookReason.PERIOD_CLOSED,
        "2031-01": BookReason.DAY_TOO_FAR,
    }
    assert [reason_of(found, day) for day in DAYS] == [
        BookReason.PERIOD_CLOSED,
        None,
        None,
        BookReason.BEFORE_THE_BOOK,
        BookReason.DAY_TOO_FAR,
    ]
    assert shop.rows("SELECT period, state FROM period ORDER BY period") == [
        ("2025-10", "closed"),
        ("2025-11", "open"),
        ("2025-12", "open"),
    ]
