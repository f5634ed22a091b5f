"""What the demo prints: the papers of the pictures, from its books."""

from collections.abc import Sequence
from pathlib import Path

from app.i18n import _
from app.services.demo import out_folder
from app.services.exchange.table_files import xlsx_bytes
from app.services.office import Book
from app.services.permits import Reading
from app.services.printing.papers import VoucherPaper
from app.services.printing.voucher_pdf import VoucherLook
from app.services.prints import files
from app.services.reports import trial_balance
from app.services.returns import listing
from app.services.safe.files import replace_file
from app.services.vouchers.listing import VoucherFilter
from app.values.actor import Actor
from app.values.period import Period
from app.values.vouching import VoucherState
from app.wording import money

MONTH = Period(2025, 10)
RETURN = "TH-202510-0023"
_POSTED = frozenset({VoucherState.POSTED})
_NARROW = VoucherLook(VoucherPaper.W240X140)


def before_the_return(book: Book, actor: Actor, folder: Path) -> tuple[str, ...]:
    """Print the month's report and the customer's statement while the return is on its way."""
    with book.writing(actor) as writing:
        files.print_report(writing, MONTH, folder / out_folder.REPORT)
    with book.reading(actor) as reading:
        detail = listing.show(reading, listing.find(reading, RETURN))
        customer_id = detail.head.customer_id
        files.print_statement(reading, customer_id, MONTH, folder / out_folder.STATEMENT)
    return (out_folder.REPORT, out_folder.STATEMENT)


def of_the_return(book: Book, actor: Actor, folder: Path) -> str:
    """Print the return note, inspected and not posted."""
    with book.reading(actor) as reading:
        return_id = listing.find(reading, RETURN)
        files.print_return(reading, return_id, folder / out_folder.RETURN)
    return out_folder.RETURN


def after_the_return(book: Book, actor: Actor, folder: Path) -> tuple[str, ...]:
    """Print the month's vouchers, that of the return on a paper of its own, and the balances."""
    month = VoucherFilter(period=MONTH, states=_POSTED)
    one = VoucherFilter(period=MONTH, states=_POSTED, text=RETURN)
    with book.reading(actor) as reading:
        files.print_vouchers(reading, month, folder / out_folder.VOUCHERS)
        files.print_vouchers(reading, one, folder / out_folder.VOUCHER, _NARROW)
        content = xlsx_bytes(_headings(), _rows(reading))
    replace_file(folder / out_folder.TRIAL_BALANCE, content)
    return (out_folder.VOUCHERS, out_folder.VOUCHER, out_folder.TRIAL_BALANCE)


def _headings() -> Sequence[str]:
    return (_("Account"), _("Name"), _("Opening"), _("Debits"), _("Credits"), _("Closing"))


def _rows(reading: Reading) -> Sequence[Sequence[str]]:
    return [
        (
            *(row.code, row.name, money(row.opening), money(row.debit)),
            *(money(row.credit), money(row.closing)),
        )
        for row in trial_balance.month(reading, MONTH)
    ]
