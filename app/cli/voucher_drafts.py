"""A voucher typed by hand, handed over as JSON."""

from dataclasses import dataclass

from app.cli.drafts import Fields, FieldWrong
from app.cli.return_drafts import customer_called
from app.errors import AppError
from app.i18n import N_
from app.services.permits import Reading
from app.services.returns import listing
from app.services.vouchers.manual import VoucherDraft
from app.values.entry import Entry, EntryLine, Side, side_total
from app.values.money import FEN_LIMIT, Money

_HEAD = ("date", "attachments", "return", "source_number", "entries")
_LINE = ("side", "account", "amount", "summary", "customer")


@dataclass(eq=False)
class DebitsUnlikeCredits(AppError):
    """The lines of a voucher do not balance."""

    debits: Money
    credits: Money
    template = N_("Debits are {debits}, credits {credits}; a voucher needs them equal.")


def draft_of(reading: Reading, fields: Fields) -> VoucherDraft:
    """Give the voucher that a JSON draft asks for, its customers looked up in the book."""
    fields.require_known(_HEAD)
    number = fields.text("return", "")
    return VoucherDraft(
        day=fields.day("date"),
        entry=_entry(reading, fields),
        attachments=fields.number("attachments", 0),
        return_id=listing.find(reading, number) if number else None,
        source_number=fields.text("source_number", ""),
    )


def _entry(reading: Reading, fields: Fields) -> Entry:
    parts = fields.parts("entries")
    lines = tuple(_line(reading, part) for part in parts)
    debits, credits_ = side_total(lines, Side.DEBIT), side_total(lines, Side.CREDIT)
    if debits != credits_ or len(lines) == 1:
        raise DebitsUnlikeCredits(debits, credits_)
    return Entry(lines)


def _line(reading: Reading, fields: Fields) -> EntryLine:
    fields.require_known(_LINE)
    customer = fields.text("customer", "")
    amount = fields.money("amount", None)
    if not amount or abs(amount.fen) > FEN_LIMIT:
        raise FieldWrong(fields.at("amount"), str(amount), "1130.00")
    return EntryLine(
        side=fields.word("side", Side, None),
        account=fields.text("account"),
        amount=amount,
        summary=fields.text("summary", ""),
        customer=customer_called(reading, customer).id if customer else None,
    )
