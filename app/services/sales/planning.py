"""From the rows of a sales file to sales, adjustments and returns: pure, made for many rows.

Amounts are whole 分, quantities thousandths, prices millionths, rates basis points: the rows of
a year pass through here, and each becomes one small record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.services.posting.amounts import line_amounts
from app.values.books import PriceBasis
from app.values.rounding import half_up
from app.values.vouching import SourceKind

Spot = tuple[int, int]
"""One article in one place."""


@dataclass(slots=True)
class PlannedLine:
    """One line of a document that a sales file holds."""

    row: int
    at: str
    customer: int | None
    product: int
    quantity: int
    price: int
    rate: int
    net: int
    vat: int
    place: int
    moves_stock: bool
    cost: int = 0
    id: int = 0


@dataclass(slots=True)
class PlannedDocument:
    """A sale, an adjustment or a return with its lines, in the order of the file."""

    kind: SourceKind
    number: str
    customer: int | None
    invoice: str
    lines: list[PlannedLine] = field(default_factory=list)
    id: int = 0

    @property
    def day(self) -> str:
        """The day of its first line."""
        return self.lines[0].at[:10]


@dataclass(slots=True)
class Shelf:
    """What lies in one spot while the file is worked through."""

    quantity: int
    cost: int


@dataclass(frozen=True, slots=True)
class Short:
    """A line that would take more than lies there."""

    document: PlannedDocument
    line: PlannedLine
    on_hand: int


def amounts_of(
    basis: PriceBasis, quantity: int, price: int, rate: int, given: tuple[int | None, int | None]
) -> tuple[int, int]:
    """Give net and VAT of a line: as its file states them, else worked out from its price.

    An amount that is stated without its VAT is in the basis of the prices.
    """
    net, vat = given
    if vat is not None:
        if net is None:
            whole = half_up(abs(quantity) * price, 10**7)
            net = whole if basis is PriceBasis.NET else whole - abs(vat)
        return abs(net), abs(vat)
    if net is None:
        return line_amounts(basis, abs(quantity), price, rate)
    if basis is PriceBasis.NET:
        return abs(net), half_up(abs(net) * rate, 10_000)
    without = half_up(abs(net) * 10_000, 10_000 + rate)
    return without, abs(net) - without


def price_in(wanted: PriceBasis, basis: PriceBasis, price: int, rate: int) -> int:
    """Give a price in the basis that is wanted, in millionths, half up."""
    if wanted is basis:
        return price
    part, whole = (10_000, 10_000 + rate) if wanted is PriceBasis.NET else (10_000 + rate, 10_000)
    return half_up(price * part, whole)


def in_time(documents: Iterable[PlannedDocument]) -> list[tuple[PlannedDocument, PlannedLine]]:
    """Give every line that moves stock in the order of time, then of the file."""
    lines = [
        (document, line) for document in documents for line in document.lines if line.moves_stock
    ]
    lines.sort(key=lambda pair: (pair[1].at, pair[1].row))
    return lines


def costed(
    documents: Sequence[PlannedDocument], lying: Mapping[Spot, Shelf]
) -> tuple[list[PlannedDocument], dict[Spot, Shelf], list[Short]]:
    """Cost every line at the moving average, in the order of time; shelves are left as given.

    A document with a line that finds too little is given back, and the others are costed as if
    it had not been there. Gives the documents kept, what lies there after them, and the short.
    """
    kept = list(documents)
    short: list[Short] = []
    while True:
        shelves = {spot: Shelf(one.quantity, one.cost) for spot, one in lying.items()}
        found = _cost_lines(kept, shelves)
        if not found:
            return kept, shelves, short
        short.extend(found)
        refused = {id(one.document) for one in found}
        kept = [document for document in kept if id(document) not in refused]


def _cost_lines(documents: Iterable[PlannedDocument], shelves: dict[Spot, Shelf]) -> list[Short]:
    """Take from and add to the shelves in the order of time; gives the lines that fell short."""
    short = []
    for document, line in in_time(documents):
        shelf = shelves.setdefault((line.product, line.place), Shelf(0, 0))
        moved = line.quantity if document.kind is SourceKind.ADJUSTMENT else -line.quantity
        after = shelf.quantity + moved
        # Goods found where none lay have no average to take a cost from.
        if after < 0 or (moved > 0 and shelf.quantity == 0):
            short.append(Short(document, line, shelf.quantity))
            continue
        worth = -shelf.cost if after == 0 else half_up(shelf.cost * moved, shelf.quantity)
        shelf.quantity = after
        shelf.cost += worth
        line.cost = -worth
    return short


def grouped(
    lines: Iterable[tuple[SourceKind, str, int | None, str, PlannedLine]],
) -> tuple[list[PlannedDocument], list[PlannedLine]]:
    """Gather lines into documents by kind and number; lines of a second customer are given back."""
    documents: dict[tuple[SourceKind, str], PlannedDocument] = {}
    strangers = []
    for kind, number, customer, invoice, line in lines:
        document = documents.get((kind, number))
        if document is None:
            document = PlannedDocument(kind, number, customer, invoice)
            documents[kind, number] = document
        elif document.customer != customer:
            strangers.append(line)
            continue
        document.lines.append(line)
    return list(documents.values()), strangers


def numbered(documents: Sequence[PlannedDocument], first: int, first_line: int) -> None:
    """Give every document and line its id, counting on from these."""
    next_line = first_line
    for document_id, document in enumerate(documents, first):
        document.id = document_id
        for line in document.lines:
            line.id = next_line
            next_line += 1
