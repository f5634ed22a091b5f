"""What posting a return comes to: its figures, costs and vouchers, before anything is written."""

from app.services.office import Book
from app.services.permits import Reading
from app.services.returns import decide, work
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnLineDraft
from app.services.returns.work import Paper, Work
from app.values.entry import Entry
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnKind, ReturnState, Settlement
from app.values.vouching import VoucherPart
from tests.builders import (
    CLERK,
    KEEPER,
    Item,
    Sold,
    applied,
    approved,
    back,
    goods_return,
    inspected,
    posted,
    product,
    sale,
    shown,
    stocked,
)
from tests.services.entries import short


def _head(reading: Reading, return_id: int) -> object:
    return decide.head(reading, return_id, *ReturnState)


def _work(book: Book, return_id: int, *, kept: bool = False) -> Work:
    with book.reading(CLERK) as reading:
        return work.of_return(reading, _head(reading, return_id), kept=kept)


def _vouchers(
    book: Book, done: Work, settlement: Settlement = Settlement.OFFSET
) -> list[tuple[VoucherPart, Entry]]:
    paper = Paper("TH-1", ReturnKind.GOODS, settlement, 1, "启航教育")
    with book.reading(CLERK) as reading:
        return list(work.vouchers(reading, paper, done))


def test_figures_are_of_what_was_accepted(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10"), back(sold.lines[0], "5")))
    first, _second = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {first.id: Inspection(Quantity.of("4"))})
    done = _work(book, taken.id)
    assert (done.net, done.vat) == (Money.of("900.00"), Money.of("117.00"))
    assert [(str(line.accepted), str(line.cost)) for line in done.lines] == [
        ("4", "240.00"),
        ("5", "300.00"),
    ]
    assert [str(link.cost) for link in done.links] == ["240.00", "300.00"]


def test_a_posted_return_keeps_the_costs_that_it_took(book: Book, sold: Sold) -> None:
    waiting = inspected(book, goods_return(1, back(sold.lines[0])))
    assert [line.cost for line in _work(book, waiting.id, kept=True).lines] == [Money(0)]
    taken = posted(book, goods_return(1, back(sold.lines[0])))
    done = _work(book, taken.id, kept=True)
    assert ([str(line.cost) for line in done.lines], done.links) == (["600.00"], ())


def test_an_allowance_brings_nothing_back(book: Book, sold: Sold) -> None:
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of("500.00"))
    taken = applied(book, goods_return(1, line, kind=ReturnKind.ALLOWANCE))
    done = _work(book, taken.id)
    assert (done.net, done.links) == (Money.of("500.00"), ())
    assert [(line.moves_stock, line.cost) for line in done.lines] == [(False, Money(0))]


def test_costs_are_summed_by_condition(book: Book, sold: Sold) -> None:
    draft = goods_return(1, *(back(sold.lines[0], "1") for _ in range(3)))
    taken = approved(book, draft)
    kinds = (Condition.SCRAP, Condition.GOOD, Condition.SCRAP)
    lines = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(
            writing,
            taken.id,
            {
                line.id: Inspection(Quantity.of("1"), kind)
                for line, kind in zip(lines, kinds, strict=True)
            },
        )
    assert work.by_condition(_work(book, taken.id).lines) == (
        (Condition.GOOD, Money.of("60.00")),
        (Condition.SCRAP, Money.of("120.00")),
    )


def test_one_article_is_named_with_its_quantity_and_several_are_counted(book: Book) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸", unit="包")
        stocked(writing, paper)
        two = sale(writing, 1, Item(1, "5"), Item(paper, "5"), number="XS-2")
    one_article = applied(book, goods_return(1, back(two.lines[1], "2.5")))
    both = applied(book, goods_return(1, *(back(line, "1") for line in two.lines)))
    summaries = [
        [_vouchers(book, _work(book, taken.id))[1][1].lines[at].summary for at in (0, 1)]
        for taken in (one_article, both)
    ]
    assert summaries == [
        ["冲减销售成本 A4 复印纸 2.5包", "退货入库 A4 复印纸 2.5包"],
        ["冲减销售成本 2 种商品", "退货入库 2 种商品"],
    ]


def test_an_allowance_says_so_in_its_voucher(book: Book, sold: Sold) -> None:
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of("500.00"))
    taken = applied(book, goods_return(1, line, kind=ReturnKind.ALLOWANCE))
    paper = Paper("TH-1", ReturnKind.ALLOWANCE, Settlement.OFFSET, 1, "启航教育")
    with book.reading(CLERK) as reading:
        ((_, entry),) = work.vouchers(reading, paper, _work(book, taken.id))
    assert entry.lines[0].summary == "销售折让 启航教育 TH-1"


def test_money_owed_later_has_a_voucher_of_its_own_if_there_is_any(book: Book, sold: Sold) -> None:
    taken = applied(book, goods_return(1, back(sold.lines[0])))
    done = _work(book, taken.id)
    parts = _vouchers(book, done, Settlement.REFUND_LATER)
    assert [part for part, _ in parts] == [
        VoucherPart.REVENUE,
        VoucherPart.COST,
        VoucherPart.SETTLEMENT,
    ]
    assert short(parts[2][1]) == ["借 1122 1130.00", "贷 2241 1130.00"]
    assert parts[2][1].lines[0].summary == "应退款 启航教育 退货单 TH-1"
    gift = Work(Money(0), Money(0), done.lines, done.links)
    given = _vouchers(book, gift, Settlement.REFUND_LATER)
    assert [part for part, _ in given] == [VoucherPart.COST]
