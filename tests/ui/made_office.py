"""An office on the disk for the window's tests: two books, sales of October, and returns."""

from pathlib import Path

from app.services.opening import OfficeDraft, Opened, Person, create_office, open_office
from app.services.returns import decide, post, sold
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.safe.keyfile import Cost
from app.values.actor import Actor, Role
from app.values.books import RedInvoice
from app.values.quantity import Quantity
from app.values.returns import ReturnReason
from tests.builders import (
    FOUNDER,
    Item,
    SteppedClock,
    applied,
    client,
    customer,
    october,
    product,
    sale,
    stocked,
)
from tests.conftest import MORNING

PASSWORD = "纸短情长-账房里的灯还亮着"
MAKER, REVIEWER, KEEPER, ADMIN = "周敏", "李国栋", "王磊", "陈晓"
CLIENT = "004"
"""The code of the client whose book is filled."""
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_PEOPLE = (
    (ADMIN, (Role.ADMIN,)),
    (MAKER, (Role.MAKER,)),
    (REVIEWER, (Role.SUPERVISOR, Role.CHECKER)),
    (KEEPER, (Role.KEEPER,)),
)
_CUSTOMERS = (
    ("KH-0117", "南渡启航教育科技有限公司", "启航教育"),
    ("KH-0101", "云溪栖霞路小学", "栖霞路小学"),
    ("KH-0102", "北岭书香文化有限公司", "书香文化"),
    ("KH-0103", "佳佳百货商行", "佳佳百货"),
    ("KH-0104", "白石图文快印店", "图文快印"),
)
_GOODS = (
    ("ZX-0512", "中性笔 0.5mm 黑", "12 支/盒", "盒", "15.00", ("2000", "19000.00")),
    ("FY-7005", "A4 复印纸 70g", "500 张/包", "包", "18.50", ("2000", "28400.00")),
    ("DS-1201", "订书机 12 号", "铁灰", "只", "22.00", ("800", "10720.00")),
    ("WJ-0209", "活页文件夹 A4", "两孔 蓝", "只", "9.80", ("800", "4880.00")),
)
_SALES = (
    (87, 15, 0, ((0, "200"), (1, "300"), (2, "50"), (3, "120"))),
    (88, 16, 1, ((0, "120"), (3, "60"))),
    (89, 17, 2, ((1, "40"), (2, "12"))),
    (90, 20, 3, ((0, "60"),)),
    (91, 21, 4, ((2, "30"), (3, "20"))),
)


def make_office(folder: Path) -> None:
    """Make the office; open it with `sign_in`."""
    people = tuple(Person(name, roles, PASSWORD) for name, roles in _PEOPLE)
    create_office(
        folder, OfficeDraft("云溪青禾代理记账有限公司", people), SteppedClock(MORNING), CHEAP
    )
    with sign_in(folder, MAKER) as opened:
        with opened.office.writing(FOUNDER) as writing:
            client(writing, code="001", name="云溪听澜茶业有限公司")
            book = client(
                writing,
                code="004",
                name="云溪拾光文具有限公司",
                red_invoice=RedInvoice.PARK,
                keeper=MAKER,
            )
        _fill(opened, book)


def sign_in(folder: Path, name: str) -> Opened:
    """Open the office as this person."""
    return open_office(folder, name, PASSWORD, SteppedClock(MORNING))


def _fill(opened: Opened, client_id: int) -> None:
    book = opened.office.book(client_id)
    maker = opened.actor
    with book.writing(maker) as permit:
        people = [customer(permit, code=c, name=n, short_name=s) for c, n, s in _CUSTOMERS]
        goods = [
            product(permit, code=code, name=name, spec=spec, unit=unit)
            for code, name, spec, unit, *_figures in _GOODS
        ]
        for product_id, (*_facts, _price, lying) in zip(goods, _GOODS, strict=True):
            stocked(permit, product_id, *lying)
        for number, day, person, lines in _SALES:
            items = [Item(goods[at], count, _GOODS[at][4]) for at, count in lines]
            sale(
                permit,
                people[person],
                *items,
                number=f"XS-202510-{number:04d}",
                day=october(day),
            )
    made = [applied(book, _draft(opened, client_id, person)).id for person in people]
    reviewer = Actor(3, REVIEWER, frozenset({Role.SUPERVISOR, Role.CHECKER}))
    keeper = Actor(4, KEEPER, frozenset({Role.KEEPER}))
    with book.writing(reviewer) as permit:
        for return_id in made[:3]:
            decide.approve(permit, return_id, "同意退货")
    with book.writing(keeper) as permit:
        for return_id in made[1:3]:
            decide.inspect(permit, return_id)
    with book.writing(maker) as permit:
        post.post(permit, made[2])


def _draft(opened: Opened, client_id: int, customer_id: int) -> ReturnDraft:
    with opened.office.book(client_id).reading(opened.actor) as reading:
        lines = sold.returnable(reading, customer_id)[:3]
    return ReturnDraft(
        october(24),
        customer_id,
        tuple(
            ReturnLineDraft(line.id, quantity=Quantity.of(5 * at), reason_text="漏墨")
            for at, line in enumerate(lines, 1)
        ),
        reason=ReturnReason.QUALITY,
        reason_text="漏墨",
    )
