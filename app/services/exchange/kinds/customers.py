"""Files of customers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.readers import AnyReader, CellRefused
from app.services.exchange.row_makers import FileKind, Sums, Terms


class CustomerRow(NamedTuple):
    """A customer as a file gives it; the credit limit is in 分."""

    row: int
    code: str
    name: str
    short_name: str
    uscc: str
    contact: str
    phone: str
    address: str
    bank: str
    account: str
    credit_limit: int | None
    note: str


class CustomerRows:
    """Makes the rows of a file of customers."""

    def __init__(self, terms: Terms) -> None:
        self._code = terms.code(needed=True)
        self._name = terms.text(needed=True)
        self._number = terms.code()
        self._text = terms.text()
        self._limit = terms.money()
        self._note = terms.note()
        self._sums = Sums()
        self.rounded = self._sums.rounded
        self.readers: Mapping[str, AnyReader] = {
            "code": self._code,
            "name": self._name,
            "short_name": self._text,
            "uscc": self._number,
            "contact": self._text,
            "phone": self._text,
            "address": self._text,
            "bank": self._text,
            "account": self._number,
            "credit_limit": self._limit,
            "note": self._note,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> CustomerRow:
        """Make the row of a customer."""
        code, name, short, uscc, contact, phone, address, bank, account, limit, note = cells
        allowed = self._limit[limit]
        if allowed is not None and allowed.whole < 0:
            raise CellRefused(Reason.NEGATIVE, "credit_limit")
        made = CustomerRow(
            number,
            self._code[code],
            self._name[name],
            self._text[short],
            self._number[uscc].upper(),
            self._text[contact],
            self._text[phone],
            self._text[address],
            self._text[bank],
            self._number[account],
            None if allowed is None else allowed.whole,
            self._note[note],
        )
        self._sums.take(number, "credit_limit", allowed)
        return made

    def totals(self) -> dict[str, Decimal]:
        """Give no sums: limits do not add up to anything."""
        return {}


CUSTOMERS = FileKind(ImportKind.CUSTOMERS, CustomerRows, key=lambda row: row.code)
