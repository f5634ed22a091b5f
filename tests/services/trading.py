"""October 2025 of two clients, with one document of every kind; its figures are worked by hand.

Client 004 has 200 boxes of pens at 60.00 and 500 packs of paper at 14.20, and 明远办公 owes
2,000.00 from before. 启航教育 buys 100 boxes of pens at 100.00 and sends 10 back; 明远办公 buys 50
packs of paper at 18.50 with the freight, and sends 5 back, which are rejects. Client 005 sells 20.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from app.services import openings, products, purchases, receipts
from app.services.office import Book, Office
from app.services.products import ProductChoice
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.services.receipts import ReceiptDraft
from app.services.returns import decide, post
from app.services.returns.decide import Inspection
from app.services.vouchers import manual
from app.services.vouchers.manual import VoucherDraft
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import Condition
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Item,
    applied,
    back,
    client,
    customer,
    goods_return,
    import_batch,
    october,
    posted,
    product,
    sale,
    stocked,
)
from tests.services.entries import entry

PENS, PAPER, FREIGHT = 1, 2, 3
QIHANG, MINGYUAN = 1, 2
SOLD_PENS, SOLD_PAPER, SOLD_FREIGHT = 1, 2, 3
BACK_PENS, BACK_PAPER, BACK_LATER = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Trading:
    """An office with the two books of that October, and the file in which it lies."""

    office: Office
    path: Path

    @property
    def book(self) -> Book:
        """The book of client 004."""
        return self.office.book(1)

    @property
    def other(self) -> Book:
        """The book of client 005."""
        return self.office.book(2)


def trade(office: Office, path: Path) -> Trading:
    """Put October on the books of both clients."""
    with office.writing(FOUNDER) as writing:
        client(writing)
        client(writing, code="005", name="云溪青松商贸有限公司")
    trading = Trading(office, path)
    _begin(trading.book)
    _sell(trading.book)
    _take_back(trading.book)
    _pay(trading.book)
    type_voucher(trading.book, "借 5602 500.00", "贷 1002 500.00")
    wrong = type_voucher(trading.book, "借 5601 80.00", "贷 1001 80.00")
    with trading.book.writing(CLERK) as writing:
        manual.reverse(writing, wrong, october(28))
        manual.write(writing, VoucherDraft(october(29), entry("借 5602 9.00", "贷 1001 9.00")))
    with trading.other.writing(CLERK) as writing:
        buyer = customer(writing, code="KH-0900", name="望海设计有限公司", short_name="望海设计")
        desk = product(writing, code="ZJ-1001", name="文件夹")
        stocked(writing, desk, "50", "500.00")
        sale(writing, buyer, Item(desk, "20", "16.00"))
    return trading


def type_voucher(
    book: Book,
    *lines: str,
    return_id: int | None = None,
    day: datetime.date | None = None,
    customer: int = 1,
) -> int:
    """Type a voucher by hand, have it checked by another, post it."""
    with book.writing(CLERK) as writing:
        written = entry(*lines, customer=customer)
        draft = VoucherDraft(day or october(25), written, return_id=return_id)
        voucher = manual.write(writing, draft)
    with book.writing(REVIEWER) as writing:
        manual.check(writing, voucher)
    with book.writing(CLERK) as writing:
        manual.post(writing, voucher)
    return voucher


def article(book: Book, code: str) -> ProductChoice:
    """Give an article of the book by its code."""
    with book.reading(CLERK) as reading:
        return products.by_key(reading)[code]


def _begin(book: Book) -> None:
    with book.writing(CLERK) as writing:
        customer(writing, phone="13812346021", contact="赵敏")
        customer(writing, code="KH-0102", name="云溪明远办公用品商行", short_name="明远办公")
        product(writing, category="书写")
        product(writing, code="FY-7005", name="A4 复印纸 70g", unit="包", category="纸品")
        product(writing, code="YF-0001", name="运费", unit="次", is_service=True)
        stocked(writing, PENS)
        stocked(writing, PAPER, "500", "7100.00")
        opened = import_batch(writing, "opening-balances")
        openings.take_receivables(writing, {MINGYUAN: Money.of("2000.00")}, opened)


def _sell(book: Book) -> None:
    with book.writing(CLERK) as writing:
        sale(writing, QIHANG, Item(PENS))
        sale(
            writing,
            MINGYUAN,
            Item(PAPER, "50", "18.50"),
            Item(FREIGHT, "1", "50.00"),
            number="XS-202510-0002",
            day=october(9),
        )
        line = PurchaseLineDraft(
            article(book, "FY-7005"), Quantity.of("100"), UnitPrice.of("15.00"), 1300
        )
        purchases.take(writing, PurchaseDraft("CG-0031", october(10), "云溪纸业", (line,)))


def _take_back(book: Book) -> None:
    posted(book, goods_return(QIHANG, back(SOLD_PENS)))
    rejects = applied(book, goods_return(MINGYUAN, back(SOLD_PAPER, "5"), day=october(12)))
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, rejects.id)
    with book.writing(KEEPER) as writing:
        found = Inspection(Quantity.of("5"), Condition.DEFECTIVE)
        decide.inspect(writing, rejects.id, {2: found})
    with book.writing(CLERK) as writing:
        post.post(writing, rejects.id)
        decide.archive(writing, rejects.id)
    applied(book, goods_return(QIHANG, back(SOLD_PENS, "2"), day=october(30)))


def _pay(book: Book) -> None:
    with book.writing(CLERK) as writing:
        receipts.take(writing, ReceiptDraft(october(20), QIHANG, Money.of("5000.00"), "转账"))
        receipts.refund(writing, BACK_PENS, october(21), Money.of("500.00"), "转账")
