"""What tests arrange: people, master data, documents on the books, with sane defaults."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import insert, select

from app.models.bulk import next_id
from app.models.imports import ImportBatch
from app.models.office import OfficeRow
from app.models.sale import Sale, SaleLine
from app.services import clients, customers, openings, products, staff
from app.services.checks import run as checks
from app.services.clients import ClientDraft
from app.services.customers import CustomerDraft
from app.services.office import Book, Office
from app.services.openings import StockOpening
from app.services.permits import OfficeWriting, Writing
from app.services.products import ProductDraft, ProductUnknown
from app.services.returns import apply, decide, listing, post, sold
from app.services.returns.apply import Applied
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.listing import ReturnDetail
from app.services.returns.sold import SoldLine
from app.services.sales import planning, returned
from app.services.sales import writing as sales_writing
from app.services.sales.planning import PlannedDocument, PlannedLine, amounts_of
from app.values.actor import Actor, Role
from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import CostSource
from app.values.vouching import SourceKind

CLERK = Actor(1, "周敏", frozenset({Role.MAKER}))
REVIEWER = Actor(2, "李国栋", frozenset({Role.SUPERVISOR, Role.CHECKER}))
KEEPER = Actor(3, "王磊", frozenset({Role.KEEPER}))
ADMIN = Actor(4, "陈晓", frozenset({Role.ADMIN}))
VIEWER = Actor(5, "孙悦", frozenset({Role.VIEWER}))
STAFF = (CLERK, REVIEWER, KEEPER, ADMIN, VIEWER)
FOUNDER = Actor(0, "founder", frozenset(Role))
"""Has every role, as only the founding of an office has."""

KEY = bytes(range(48))
"""The database key of every office that tests make."""
OCTOBER = Period(2025, 10)


class TooLittleInStockError(Exception):
    """A test sells more than it stocked."""


class SteppedClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return self.now

    def step(self, **passed: float) -> None:
        """Let time pass, such as hours=1."""
        self.now += datetime.timedelta(**passed)


@dataclass(frozen=True, slots=True)
class Sold:
    """A sale on the books: its id, its number and the ids of its lines."""

    id: int
    number: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is sold of one article, at which price."""

    product_id: int
    quantity: str = "100"
    price: str = "100.00"


def october(day: int) -> datetime.date:
    """Give a day of October 2025, the first month of the book."""
    return datetime.date(2025, 10, day)


def agency(writing: OfficeWriting) -> None:
    """Let the office have its name and its staff."""
    named = {"key": "", "name": "云溪青禾代理记账有限公司", "single_person": False}
    written = {"written_by": FOUNDER.name, "written_at": writing.now}
    writing.connection.execute(insert(OfficeRow).values(id=1, **named, **written))
    for person in STAFF:
        staff.add(writing, person.name, sorted(person.roles))


def client(writing: OfficeWriting, **changes: object) -> int:
    """Open a book: client 004, small standard, general taxpayer, from October 2025."""
    draft = ClientDraft("004", "云溪拾光文具有限公司", OCTOBER)
    return clients.add(writing, replace(draft, **changes))  # type: ignore[arg-type]  # any field


def customer(writing: Writing, **changes: object) -> int:
    """Take in a customer."""
    draft = CustomerDraft("KH-0117", "南渡启航教育科技有限公司", short_name="启航教育")
    return customers.add(writing, replace(draft, **changes))  # type: ignore[arg-type]  # any field


def product(writing: Writing, **changes: object) -> int:
    """Take in an article at 13 %."""
    draft = ProductDraft("ZX-0512", "中性笔 0.5mm 黑", 1300, unit="盒")
    return products.add(writing, replace(draft, **changes))  # type: ignore[arg-type]  # any field


def import_batch(writing: Writing, kind: str = "sales") -> int:
    """Note a file as taken in and give its id."""
    taken = len(writing.connection.execute(select(ImportBatch.id)).all()) + 1
    added = writing.connection.execute(
        insert(ImportBatch)
        .values(
            client_id=writing.client_id,
            kind=kind,
            file_name=f"{kind}-{taken}.xlsx",
            sha256=f"{taken:064x}",
            mapping="",
            read=1,
            taken=1,
            written_by=writing.actor.name,
            written_at=writing.now,
        )
        .returning(ImportBatch.id)
    )
    batch_id: int = added.scalar_one()
    return batch_id


def stocked(
    writing: Writing,
    product_id: int,
    quantity: str = "200",
    cost: str = "12000.00",
    warehouse: str = "main",
) -> None:
    """Put opening stock of an article on the shelf and on the books."""
    place = writing.facts.warehouses[warehouse]
    opened = StockOpening(product_id, place, Quantity.of(quantity), Money.of(cost))
    openings.take_stock(writing, [opened], import_batch(writing, "opening-stock"))


def sale(
    writing: Writing,
    customer_id: int,
    *items: Item,
    number: str = "XS-202510-0001",
    day: datetime.date | None = None,
    invoice: str = "",
) -> Sold:
    """Put a sale on the books: its document, its vouchers, its stock going out."""
    at = (day or october(8)).isoformat()
    head = SourceKind.SALE, number, customer_id, invoice
    documents, _strangers = planning.grouped(
        [(*head, line) for line in _planned_lines(writing, customer_id, items, at)]
    )
    return _on_the_books(writing, documents)


def _planned_lines(
    writing: Writing, customer_id: int, items: Sequence[Item], at: str
) -> list[PlannedLine]:
    """Give the lines of a document as a file would bring them, the first in its second row."""
    kinds = {choice.id: choice for choice in products.by_key(writing).values()}
    lines = []
    for row, item in enumerate(items, 2):
        article = kinds.get(item.product_id)
        if article is None:
            raise ProductUnknown(str(item.product_id))
        quantity = Quantity.of(item.quantity).thousandths
        price, rate = UnitPrice.of(item.price).micros, article.vat_rate
        amounts = amounts_of(writing.facts.prices, quantity, price, rate, (None, None))
        line = PlannedLine(
            row,
            at,
            customer_id,
            article.id,
            quantity,
            price,
            rate,
            *amounts,
            writing.facts.warehouses["main"],
            not article.is_service,
        )
        lines.append(line)
    return lines


def _on_the_books(writing: Writing, documents: list[PlannedDocument]) -> Sold:
    kept, lying, short = planning.costed(documents, sales_writing.shelves(writing, documents))
    if short:
        message = f"too little in stock: {short}"
        raise TooLittleInStockError(message)
    first = next_id(writing.connection, Sale), next_id(writing.connection, SaleLine)
    planning.numbered(kept, *first)
    names = customers.short_names(writing)
    sales_writing.write(writing, kept, lying, names, import_batch(writing))
    return Sold(kept[0].id, kept[0].number, tuple(line.id for line in kept[0].lines))


def goods_return(
    customer_id: int,
    *lines: ReturnLineDraft,
    day: datetime.date | None = None,
    **changes: object,
) -> ReturnDraft:
    """Give the draft of a return of the tenth of October."""
    draft = ReturnDraft(day or october(10), customer_id, lines)
    return replace(draft, **changes)  # type: ignore[arg-type]  # any field


def back(sale_line_id: int, quantity: str = "10") -> ReturnLineDraft:
    """Give the draft of units of a sale line that come back."""
    return ReturnLineDraft(sale_line_id=sale_line_id, quantity=Quantity.of(quantity))


def traded(book: Book) -> Sold:
    """Let the book have one customer, one article in stock, and a sale of a hundred of it."""
    with book.writing(CLERK) as writing:
        buyer = customer(writing)
        article = product(writing)
        stocked(writing, article)
        return sale(writing, buyer, Item(article))


def applied(book: Book, draft: ReturnDraft) -> Applied:
    """Take a return in."""
    with book.writing(CLERK) as writing:
        return apply.apply(writing, draft)


def inspected(book: Book, draft: ReturnDraft) -> Applied:
    """Take a return in, review it and inspect it."""
    taken = applied(book, draft)
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id)
    return taken


def posted(book: Book, draft: ReturnDraft) -> Applied:
    """Take a return all the way onto the books."""
    taken = inspected(book, draft)
    with book.writing(CLERK) as writing:
        post.post(writing, taken.id)
    return taken


def approved(book: Book, draft: ReturnDraft) -> Applied:
    """Take a return in and review it."""
    taken = applied(book, draft)
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    return taken


def loose(product_id: int, quantity: str = "1", price: str = "100.00") -> ReturnLineDraft:
    """Give the draft of units without original sale, at the current average cost."""
    return ReturnLineDraft(
        product_id=product_id,
        quantity=Quantity.of(quantity),
        unit_price=UnitPrice.of(price),
        cost_source=CostSource.CURRENT_AVERAGE,
    )


def returned_by_file(
    book: Book,
    customer_id: int,
    *items: Item,
    number: str = "TK-1",
    day: datetime.date | None = None,
    source: CostSource = CostSource.ORIGINAL,
) -> int:
    """Take a return in as a sales file brings it, keyed to its sales by the rule; gives its id."""
    at = (day or october(20)).isoformat()
    with book.writing(CLERK) as writing:
        head = SourceKind.RETURN, number, customer_id, ""
        documents, _strangers = planning.grouped(
            [(*head, line) for line in _planned_lines(writing, customer_id, items, at)]
        )
        batch = import_batch(writing)
        planning.numbered(documents, *returned.first_ids(writing))
        before = returned.sold_before(writing, documents)
        links = returned.link(documents, before.lines, None)
        returned.write(writing, documents, links, source, batch)
        return documents[0].id


def shown(book: Book, return_id: int) -> ReturnDetail:
    """Give a return whole, as it stands now."""
    with book.reading(CLERK) as reading:
        return listing.show(reading, return_id)


def sold_line(book: Book, line_id: int) -> SoldLine:
    """Give a sale line with what came back of it until now."""
    with book.reading(CLERK) as reading:
        return sold.of_lines(reading, [line_id])[line_id]


def broken_rules(office: Office) -> list[str]:
    """Give the names of the rules that the office does not keep; none in sound books."""
    with office.reading(REVIEWER) as reading:
        return [rule.name for rule in checks.run(reading, deep=True) if not rule.ok]
