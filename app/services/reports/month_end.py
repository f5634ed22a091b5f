"""Where a month stands before it is closed: documents that wait, and whether the books balance."""

from dataclasses import dataclass

from app.services import overview
from app.services.access import Act, allowed
from app.services.permits import Reading
from app.services.reports import trial_balance
from app.services.returns import listing as returns_listing
from app.services.returns.listing import OPEN, ReturnFilter
from app.services.vouchers import listing as voucher_listing
from app.services.vouchers.listing import VoucherFilter
from app.values.money import Money
from app.values.period import Period
from app.values.returns import ReturnState

_DEAD = frozenset({ReturnState.REJECTED, ReturnState.VOID})


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """Counts and sums of one month; sales and returns are without VAT."""

    returns: int
    returns_open: int
    vouchers: int
    vouchers_waiting: int
    debit: Money
    credit: Money
    sales: Money
    returned: Money

    @property
    def is_balanced(self) -> bool:
        """Whether what the accounts moved is the same on both sides."""
        return self.debit == self.credit


@allowed(Act.LOOK)
def month(reading: Reading, period: Period) -> MonthEnd:
    """Give what of a month is done and what waits, with the sums of its accounts."""
    alive = ReturnFilter(states=frozenset(ReturnState) - _DEAD, period=period, limit=1)
    returns = returns_listing.listing(reading, alive)
    vouchers = voucher_listing.listing(reading, VoucherFilter(period=period, limit=1))
    accounts = trial_balance.month(reading, period)
    (rate,) = overview.return_rate(reading, period, months=1)
    return MonthEnd(
        returns=returns.count,
        returns_open=sum(returns.by_state[state] for state in OPEN),
        vouchers=vouchers.count,
        vouchers_waiting=vouchers.drafts,
        debit=Money.total([account.debit for account in accounts]),
        credit=Money.total([account.credit for account in accounts]),
        sales=rate.sales,
        returned=rate.returns,
    )
