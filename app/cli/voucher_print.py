"""zf vouchers print: posted vouchers of a month as a PDF."""

import io
from dataclasses import dataclass

from app.cli.bar import Bar
from app.cli.call import DONE, Call
from app.cli.entrance import reading_book
from app.cli.showing import give, say
from app.errors import AppError
from app.i18n import N_, ngettext
from app.services.printing.voucher_pdf import VoucherLook, write_vouchers
from app.services.prints import vouchers as prints
from app.services.safe.files import replace_file
from app.services.vouchers.issue import WORD
from app.services.vouchers.listing import VoucherFilter
from app.values.numbers import VoucherNumber
from app.values.period import Period
from app.values.vouching import VoucherState

_ALL = 1_000_000
_POSTED = frozenset({VoucherState.POSTED})


@dataclass(eq=False)
class NothingToPrint(AppError):
    """The month has no posted voucher, or none of those that were asked for."""

    period: Period
    template = N_("{period} has none of these vouchers on the books; zf vouchers list shows them.")


def run(call: Call) -> int:
    """Print the vouchers that are asked for; nothing is written when one is refused."""
    options = call.options
    wanted = VoucherFilter(period=options.period, states=_POSTED, limit=_ALL)
    with reading_book(call) as reading:
        sheets = prints.sheets(reading, wanted)
    runs: tuple[range, ...] | None = options.range
    if runs is not None:
        sheets = tuple(one for one in sheets if _is_in(one.number, runs))
    if not sheets:
        raise NothingToPrint(options.period)
    stream = io.BytesIO()
    forms = write_vouchers(sheets, stream, VoucherLook(options.paper, is_mono=options.mono), Bar())
    replace_file(options.pdf, stream.getvalue())
    if call.is_json:
        give({"file": str(options.pdf), "vouchers": len(sheets), "forms": forms})
        return DONE
    words = ngettext(
        "{count} voucher is in {file}.", "{count} vouchers are in {file}.", len(sheets)
    )
    say(words.format(count=len(sheets), file=options.pdf))
    return DONE


def _is_in(number: VoucherNumber, runs: tuple[range, ...]) -> bool:
    return number.word == WORD and any(number.serial in run for run in runs)
