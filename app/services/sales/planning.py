"""From the rows of a sales file to sales, adjustments and returns: pure, made for many rows.

Amounts are whole 分, quantities thousandths, prices millionths, rates basis points: the rows of
a year pass through here, and each becomes one small record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.services.posting.amounts import line_amounts
from app.values.books import PriceBasis
from app.values.rounding import half_up
from app.values.vouching import SourceKind

Spot = tuple[int, int]
"""One article in one place."""
_CAREFUL_PASSES = 8
"""How often a file is gone through to refuse only what must be; then all that is short goes."""
DAY = len("2025-10-31")
"""How long a day is as text; a time of day may follow."""


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
        return self.lines[0].at[:DAY]


@dataclass(slots=True)
class Shelf:
    """What lies in one spot while the file is worked through.

    `later` is what came in on later days than most of the file, day by day, latest first: goods
    cannot go out before they came.
    """

    quantity: int
    cost: int
    later: tuple[tuple[str, int], ...] = ()

    def free(self, day: str) -> int:
        """Give how much can go out on a day without leaving too little on a later one."""
        gained = most = 0
        for came, quantity in self.later:
            if came <= day:
                break
            gained += quantity
            most = max(most, gained)
        return self.quantity - most


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
    passes = 0
    while True:
        shelves = {spot: Shelf(one.quantity, one.cost, one.later) for spot, one in lying.items()}
        found = _cost_lines(kept, shelves)
        if not found:
            return kept, shelves, short
        passes += 1
        certain = _certain(found) if passes <= _CAREFUL_PASSES else found
        short.extend(certain)
        refused = {id(one.document) for one in certain}
        kept = [document for document in kept if id(document) not in refused]


def _certain(found: Sequence[Short]) -> list[Short]:
    """Give the lines that are short whatever becomes of the other documents that are.

    The first is; another is where no such document took something from its spot before.
    """
    short = {id(one.line) for one in found}
    taken: dict[Spot, set[int]] = defaultdict(set)
    for document in {id(one.document): one.document for one in found}.values():
        for line in document.lines:
            if line.moves_stock and id(line) not in short:
                taken[line.product, line.place].add(id(document))
    return [
        one
        for at, one in enumerate(found)
        if at == 0 or not taken[one.line.product, one.line.place] - {id(one.document)}
    ]


def _cost_lines(documents: Iterable[PlannedDocument], shelves: dict[Spot, Shelf]) -> list[Short]:
    """Take from and add to the shelves in the order of time; gives the lines that fell short."""
    short = []
    for document, line in in_time(documents):
        shelf = shelves.setdefault((line.product, line.place), Shelf(0, 0))
        moved = line.quantity if document.kind is SourceKind.ADJUSTMENT else -line.quantity
        after, free = shelf.quantity + moved, shelf.free(line.at[:DAY])
        # Goods found where none lay have no average to take a cost from.
        if free + min(moved, 0) < 0 or (moved > 0 and shelf.quantity == 0):
            short.append(Short(document, line, max(free, 0)))
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
