"""The reconciliation of a month: every check that the book allows, in their order."""

from dataclasses import dataclass

from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.reconciliation import receivables, returns_ledger, stock_ledger
from app.services.reconciliation.pairs import Check
from app.values.money import Money
from app.values.period import Period


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A month's checks."""

    period: Period
    checks: tuple[Check, ...]

    @property
    def rest(self) -> Money:
        """What no pair explains, over all checks."""
        return Money.total([abs(check.rest) for check in self.checks])

    @property
    def open_count(self) -> int:
        """How many pairs somebody must look at."""
        return sum(len(check.open_pairs) for check in self.checks)


@allowed(Act.LOOK)
def stock(reading: Reading, period: Period) -> Check:
    """Compare the stock ledger alone with the stock accounts at the end of a month."""
    return stock_ledger.compare(reading, period)


@allowed(Act.LOOK)
def reconcile(reading: Reading, period: Period) -> Reconciliation:
    """Compare returns, receivables and stock with the books at the end of a month."""
    return Reconciliation(
        period,
        (
            returns_ledger.compare(reading, period),
            receivables.compare(reading, period),
            stock_ledger.compare(reading, period),
        ),
    )
