"""Where the month stands: what waits before it can be closed, and its sums."""

from app import wording
from app.i18n import _
from app.services.reports.month_end import MonthEnd
from app.ui.widgets.facts import Fact, FactList
from app.ui.widgets.layout import Panel
from app.ui.widgets.marks import Mark


class MonthPanel(Panel):
    """The counts and sums of the month in view."""

    def __init__(self) -> None:
        super().__init__(_("Month end"))
        self.facts: tuple[Fact, ...] = ()
        self._list = FactList()
        self.add(self._list)

    def show_month(self, month: MonthEnd | None) -> None:
        """Show this month, or nothing while it is not known."""
        self.facts = () if month is None else _facts(month)
        self._list.show_facts(self.facts)


def _facts(month: MonthEnd) -> tuple[Fact, ...]:
    return (
        Fact(
            _("Returns"),
            _("{count} of the month, {open} under way").format(
                count=month.returns, open=month.returns_open
            ),
            mark=_mark(is_done=not month.returns_open),
        ),
        Fact(
            _("Vouchers"),
            _("{count} of the month, {waiting} to check or post").format(
                count=month.vouchers, waiting=month.vouchers_waiting
            ),
            mark=_mark(is_done=not month.vouchers_waiting),
        ),
        Fact(
            _("Trial balance"),
            _("debit {debit}, credit {credit}").format(
                debit=wording.money(month.debit), credit=wording.money(month.credit)
            ),
            mark=Mark.CLOSED if month.is_balanced else Mark.ATTENTION,
        ),
        Fact(
            _("Sales of the month"),
            _("{amount} without VAT").format(amount=wording.money(month.sales)),
        ),
        Fact(
            _("Returned in the month"),
            _("{amount} without VAT").format(amount=wording.money(month.returned)),
        ),
    )


def _mark(*, is_done: bool) -> Mark:
    return Mark.CLOSED if is_done else Mark.WAITING
