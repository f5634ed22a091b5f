"""Files of products."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from app.services.exchange import texts
from app.services.exchange.cells import Cell
from app.services.exchange.findings import Reason, Rounded
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.readers import AnyReader, CellRefused, Reader
from app.services.exchange.row_makers import FileKind, Terms

SERVICE_WORDS = {
    "是": True,
    "否": False,
    "服务": True,
    "劳务": True,
    "商品": False,
    "货物": False,
    "yes": True,
    "no": False,
    "service": True,
    "goods": False,
    "1": True,
    "0": False,
}


class ProductRow(NamedTuple):
    """A product as a file gives it: the tax rate in basis points, the pack in thousandths."""

    row: int
    code: str
    name: str
    spec: str
    unit: str
    category: str
    vat_rate: int | None
    tax_code: str
    barcode: str
    pack: int | None
    is_service: bool


class ProductRows:
    """Makes the rows of a file of products."""

    def __init__(self, terms: Terms) -> None:
        self.rounded: list[Rounded] = []
        self._code = terms.code(needed=True)
        self._name = terms.text(needed=True)
        self._text = terms.text()
        self._number = terms.code()
        self._rate = terms.rate()
        self._pack = terms.maybe_quantity()
        blanks = terms.mapping.blanks
        self._service = Reader(texts.flag_of(SERVICE_WORDS), False, blanks=blanks)  # noqa: FBT003
        self.readers: Mapping[str, AnyReader] = {
            "code": self._code,
            "name": self._name,
            "spec": self._text,
            "unit": self._text,
            "category": self._text,
            "vat_rate": self._rate,
            "tax_code": self._number,
            "barcode": self._number,
            "pack": self._pack,
            "service": self._service,
        }

    def row(self, number: int, cells: Sequence[Cell]) -> ProductRow:
        """Make the row of a product."""
        code, name, spec, unit, category, rate, tax_code, barcode, pack, service = cells
        packed = self._pack[pack]
        if packed is not None and packed <= 0:
            raise CellRefused(Reason.QUANTITY_ZERO if packed == 0 else Reason.NEGATIVE, "pack")
        return ProductRow(
            number,
            self._code[code],
            self._name[name],
            self._text[spec],
            self._text[unit],
            self._text[category],
            self._rate[rate],
            self._number[tax_code],
            self._number[barcode],
            packed,
            self._service[service],
        )

    def totals(self) -> dict[str, Decimal]:
        """Give no sums: there is nothing to add up."""
        return {}


PRODUCTS = FileKind(ImportKind.PRODUCTS, ProductRows, key=lambda row: row.code.upper())
