"""The tabs of the window, one line each."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import N_
from app.services.access import Act
from app.ui.desk import Desk
from app.ui.screen import Screen


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its name in the key table, its title, and how its page is made when first opened."""

    name: str
    title: str
    make: Callable[[Desk], Screen]
    act: Act = Act.LOOK
    """What a person must be allowed to do for the tab to be there."""


def _overview(desk: Desk) -> Screen:
    from app.ui.overview.screen import OverviewScreen  # noqa: PLC0415

    return OverviewScreen(desk)


def _customers(desk: Desk) -> Screen:
    from app.ui.customers.screen import CustomersScreen  # noqa: PLC0415

    return CustomersScreen(desk)


def _returns(desk: Desk) -> Screen:
    from app.ui.returns.screen import ReturnsScreen  # noqa: PLC0415

    return ReturnsScreen(desk)


def _stock(desk: Desk) -> Screen:
    from app.ui.stock_counts.screen import StockScreen  # noqa: PLC0415

    return StockScreen(desk)


def _reconciliation(desk: Desk) -> Screen:
    from app.ui.reconciliation.screen import ReconciliationScreen  # noqa: PLC0415

    return ReconciliationScreen(desk)


def _vouchers(desk: Desk) -> Screen:
    from app.ui.vouchers.screen import VouchersScreen  # noqa: PLC0415

    return VouchersScreen(desk)


# Each page is imported when it is first opened: the start must not wait for the others.
TABS = (
    Tab("overview", N_("Overview"), _overview, Act.OVERVIEW),
    Tab("customers", N_("Customers"), _customers),
    Tab("returns", N_("Returns"), _returns),
    Tab("stock", N_("Stocktake"), _stock),
    Tab("reconciliation", N_("Reconciliation"), _reconciliation),
    Tab("vouchers", N_("Vouchers"), _vouchers),
)
