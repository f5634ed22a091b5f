"""The reconciliation of a month: its checks in order, what is open, what is unexplained."""

from app.models.database import open_engine
from app.services.reconciliation import run
from app.services.reconciliation.run import Reconciliation, reconcile
from app.values.reconciling import CheckKind
from tests.builders import CLERK, KEY, OCTOBER
from tests.services.trading import Trading, type_voucher


def _reconciled(trading: Trading) -> Reconciliation:
    with trading.book.reading(CLERK) as reading:
        return reconcile(reading, OCTOBER)


def test_in_a_right_book_every_check_shows_nothing(seen: Trading) -> None:
    for book in (seen.book, seen.other):
        with book.reading(CLERK) as reading:
            found = reconcile(reading, OCTOBER)
        assert [check.kind for check in found.checks] == list(CheckKind)
        assert [str(check.difference) for check in found.checks] == ["0.00"] * 3
        assert (found.open_count, str(found.rest)) == (0, "0.00")


def test_one_wrong_voucher_is_counted_in_every_check_that_it_disturbs(trading: Trading) -> None:
    lines = ("借 1122 -100.00", "贷 5001 -100.00", "借 5401 -60.00", "贷 1405 -60.00")
    type_voucher(trading.book, *lines)
    found = _reconciled(trading)
    assert [len(check.open_pairs) for check in found.checks] == [1, 1, 1]
    assert (found.open_count, str(found.rest)) == (3, "0.00")


def test_what_nobody_owes_stays_unexplained(trading: Trading) -> None:
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_entry_update_final")
        connection.exec_driver_sql("UPDATE entry SET customer_id = NULL WHERE id = 5")
    engine.dispose()
    found = _reconciled(trading)
    receivables = found.checks[1]
    assert str(receivables.difference) == "0.00"
    assert [str(pair.difference) for pair in receivables.open_pairs] == ["2000.00"]
    assert str(receivables.rest) == "-2000.00"
    assert str(found.rest) == "2000.00"


def test_the_stock_ledger_can_be_compared_alone(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        assert run.stock(reading, OCTOBER) == reconcile(reading, OCTOBER).checks[2]
