"""zf vouchers print: posted vouchers of a month as a PDF."""

import io

from app.cli.bar import Bar
from app.cli.call import DONE, Call
from app.cli.entrance import reading_book
from app.cli.showing import give, say
from app.i18n import ngettext
from app.services.printing.voucher_pdf import VoucherLook, write_vouchers
from app.services.prints import vouchers as prints
from app.services.safe.files import replace_file
from app.services.vouchers.listing import VoucherFilter
from app.services.vouchers.manual import VoucherUnknown
from app.values.vouching import VoucherState

_ALL = 1_000_000
_POSTED = frozenset({VoucherState.POSTED})


def run(call: Call) -> int:
    """Print the vouchers that are asked for; nothing is written when one is refused."""
    options = call.options
    wanted = VoucherFilter(period=options.period, states=_POSTED, limit=_ALL)
    with reading_book(call) as reading:
        sheets = prints.sheets(reading, wanted)
    runs: tuple[range, ...] | None = options.range
    if runs is not None:
        sheets = tuple(one for one in sheets if any(one.number.serial in run for run in runs))
    if not sheets:
        raise VoucherUnknown(str(options.period))
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
