"""Vouchers of a book as printed forms."""

from app.i18n import N_, booked, in_books_language
from app.services.access import Act, allowed, inner
from app.services.permits import Reading
from app.services.sheets.voucher_sheet import VoucherSheet, VoucherSheetLine
from app.services.vouchers.listing import LineRow, VoucherDetail, VoucherFilter, details
from app.values.numbers import VoucherNumber
from app.values.vouching import SourceKind

_SOURCES = {
    SourceKind.SALE: N_("Sale {number}"),
    SourceKind.ADJUSTMENT: N_("Stock adjustment {number}"),
    SourceKind.RETURN: N_("Return note {number}"),
    SourceKind.RECEIPT: N_("Receipt {number}"),
    SourceKind.REFUND: N_("Refund {number}"),
    SourceKind.PURCHASE: N_("Purchase {number}"),
    SourceKind.REVERSAL: N_("Reverses {number}"),
}


@allowed(Act.LOOK)
@in_books_language()
def sheets(reading: Reading, wanted: VoucherFilter) -> tuple[VoucherSheet, ...]:
    """Give the posted vouchers that fit as print data, in the order of their numbers."""
    posted = (one for one in details(reading, wanted) if one.number)
    return tuple(sheet_of(reading, one) for one in posted)


@inner
@in_books_language()
def sheet_of(reading: Reading, voucher: VoucherDetail) -> VoucherSheet:
    """Give the print data of one posted voucher."""
    return VoucherSheet(
        client=reading.facts.name,
        day=voucher.day,
        number=VoucherNumber.of(voucher.number, voucher.period),
        lines=tuple(_line(line) for line in voucher.lines),
        attachments=voucher.attachments,
        maker=voucher.made_by,
        checker=voucher.checked_by,
        poster=voucher.posted_by,
        source=_source(voucher),
        is_single_person=reading.facts.single_person,
    )


def _line(line: LineRow) -> VoucherSheetLine:
    return VoucherSheetLine(
        line.summary, line.account, line.account_name, line.side, line.amount, line.customer
    )


def _source(voucher: VoucherDetail) -> str:
    words = _SOURCES.get(voucher.source)
    if words is not None and voucher.source_number:
        return booked(words).format(number=voucher.source_number)
    if voucher.return_number:
        return booked(N_("Return note {number}")).format(number=voucher.return_number)
    return ""
