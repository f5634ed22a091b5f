"""A small office for the window's tests: two clients, sales of October, returns at every step."""

import datetime
import hashlib
from pathlib import Path

from sqlalchemy import insert

from app.models.database import migrate, open_engine
from app.models.imports import ImportBatch
from app.models.office import OfficeRow
from app.services import clients, customers, openings, products, staff
from app.services.clients import ClientDraft
from app.services.customers import CustomerDraft
from app.services.office import Office
from app.services.openings import StockOpening
from app.services.permits import Writing
from app.services.products import ProductDraft
from app.services.returns import apply, decide, post, sold
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.sales import planning, writing
from app.services.sales.planning import PlannedDocument, PlannedLine
from app.values.actor import Actor, Role
from app.values.books import RedInvoice
from app.values.money import UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import ReturnReason
from app.values.vouching import SourceKind

KEY = bytes(range(48))
NOW = datetime.datetime(2025, 10, 31, 2, 26, tzinfo=datetime.UTC)
OCTOBER = Period(2025, 10)
STAFF = {
    "周敏": (Role.MAKER,),
    "李国栋": (Role.SUPERVISOR, Role.CHECKER),
    "王磊": (Role.KEEPER,),
    "陈晓": (Role.ADMIN,),
}
PEOPLE = (
    ("KH-0117", "南渡启航教育科技有限公司", "启航教育"),
    ("KH-0101", "云溪栖霞路小学", "栖霞路小学"),
    ("KH-0102", "北岭书香文化有限公司", "书香文化"),
    ("KH-0103", "佳佳百货商行", "佳佳百货"),
    ("KH-0104", "白石图文快印店", "图文快印"),
)
GOODS = (
    ("ZX-0512", "中性笔 0.5mm 黑", "12 支/盒", "盒", "文具", "15.00", "9.50", 2000),
    ("FY-7005", "A4 复印纸 70g", "500 张/包", "包", "纸品", "18.50", "14.20", 2000),
    ("DS-1201", "订书机 12 号", "铁灰", "只", "文具", "22.00", "13.40", 800),
    ("WJ-0209", "活页文件夹 A4", "两孔 蓝", "只", "文具", "9.80", "6.10", 800),
)
SALES = (
    ("XS-202510-0087", "2025-10-15", 0, ((0, 200), (1, 300), (2, 50), (3, 120))),
    ("XS-202510-0088", "2025-10-16", 1, ((0, 120), (3, 60))),
    ("XS-202510-0089", "2025-10-17", 2, ((1, 40), (2, 12))),
    ("XS-202510-0090", "2025-10-20", 3, ((0, 60),)),
    ("XS-202510-0091", "2025-10-21", 4, ((2, 30), (3, 20))),
)


def actor(name: str, number: int = 0) -> Actor:
    return Actor(number or list(STAFF).index(name) + 1, name, frozenset(STAFF[name]))


def make_office(folder: Path) -> Office:
    """Give the office, opened."""
    path = folder / "books.db"
    engine = open_engine(path, KEY, create=True)
    migrate(engine, str(path))
    engine.dispose()
    office = Office.open(path, KEY, lambda: NOW)
    admin = actor("陈晓")
    with office.writing(admin) as permit:
        permit.connection.execute(
            insert(OfficeRow).values(
                id=1,
                key="0" * 32,
                name="云溪青禾代理记账有限公司",
                single_person=False,
                written_by="陈晓",
                written_at=NOW,
            )
        )
        for name, roles in STAFF.items():
            staff.add_first(permit, name, roles)
        other = ClientDraft("001", "云溪听澜茶业有限公司", OCTOBER)
        clients.add(permit, other)
        draft = ClientDraft(
            "004", "云溪拾光文具有限公司", OCTOBER, red_invoice=RedInvoice.PARK, keeper="周敏"
        )
        client_id = clients.add(permit, draft)
    fill(office, client_id)
    return office


def fill(office: Office, client_id: int) -> None:
    book = office.book(client_id)
    maker, checker, keeper = actor("周敏"), actor("李国栋"), actor("王磊")
    with book.writing(maker) as permit:
        people = [customers.add(permit, CustomerDraft(c, n, short_name=s)) for c, n, s in PEOPLE]
        goods = [
            products.add(permit, ProductDraft(code, name, 1300, spec, category, unit))
            for code, name, spec, unit, category, *_prices in GOODS
        ]
        _open_stock(permit, goods)
        _sell(permit, people, goods)
    with book.writing(maker) as permit:
        made = [_return(permit, person, count) for person, count in enumerate((3, 2, 1, 1, 1))]
    with book.writing(checker) as permit:
        for return_id in made[:3]:
            decide.approve(permit, return_id, "同意退货")
    with book.writing(keeper) as permit:
        for return_id in made[1:3]:
            decide.inspect(permit, return_id)
    with book.writing(maker) as permit:
        post.post(permit, made[2])


def _open_stock(permit: Writing, goods: list[int]) -> None:
    opened = [
        StockOpening(
            product,
            permit.facts.warehouses["main"],
            Quantity.of(lying),
            UnitPrice.of(cost).times(Quantity.of(lying)),
        )
        for product, (*_facts, cost, lying) in zip(goods, GOODS, strict=True)
    ]
    openings.take_stock(permit, opened, _batch(permit, "opening-stock"))


def _sell(permit: Writing, people: list[int], goods: list[int]) -> None:
    planned = []
    for number, day, person, lines in SALES:
        document = PlannedDocument(SourceKind.SALE, number, people[person], "")
        for row, (which, count) in enumerate(lines, 1):
            price = UnitPrice.of(GOODS[which][5])
            net, vat = planning.line_amounts(permit.facts.prices, count * 1000, price.micros, 1300)
            document.lines.append(
                PlannedLine(
                    row,
                    day,
                    people[person],
                    goods[which],
                    count * 1000,
                    price.micros,
                    1300,
                    net,
                    vat,
                    moves_stock=True,
                )
            )
        planned.append(document)
    planning.numbered(planned, 1, 1)
    kept, shelves, _short = planning.costed(planned, writing.shelves(permit))
    names = {people[at]: PEOPLE[at][2] for at in range(len(PEOPLE))}
    writing.write(permit, kept, shelves, names, _batch(permit, "sales"))


def _return(permit: Writing, person: int, count: int) -> int:
    customer = customers.choices(permit, PEOPLE[person][0])[0]
    lines = tuple(
        ReturnLineDraft(line.id, quantity=Quantity.of(5 * (at + 1)))
        for at, line in enumerate(sold.returnable(permit, customer.id)[:count])
    )
    draft = ReturnDraft(
        datetime.date(2025, 10, 24),
        customer.id,
        lines,
        reason=ReturnReason.QUALITY,
        reason_text="漏墨",
    )
    return apply.apply(permit, draft).id


def _batch(permit: Writing, kind: str) -> int:
    added = permit.connection.execute(
        insert(ImportBatch)
        .values(
            client_id=permit.client_id,
            kind=kind,
            file_name=f"{kind}.xlsx",
            sha256=hashlib.sha256(kind.encode()).hexdigest(),
            mapping="",
            read=1,
            taken=1,
            written_by=permit.actor.name,
            written_at=permit.now,
        )
        .returning(ImportBatch.id)
    )
    number: int = added.scalar_one()
    return number
