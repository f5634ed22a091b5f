"""What a return may ask for: keyed to its sale, never more than is left, each refusal by name."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import AppError
from app.services.office import Book
from app.services.returns.apply import apply
from app.services.returns.drafts import ACCEPT_PRICE, ReturnDraft, ReturnLineDraft
from app.services.returns.refusals import (
    AllowanceHasGoods,
    AllowanceTooLarge,
    BelowZero,
    OriginalMissing,
    OtherCustomersSale,
    OverReturned,
    PriceDiffers,
    ReturnedBeforeSale,
    ReturnEmpty,
    WarehouseUnknown,
)
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import CostSource, ReturnKind
from tests.builders import (
    CLERK,
    Item,
    Sold,
    applied,
    back,
    customer,
    goods_return,
    loose,
    october,
    product,
    sale,
    shown,
    sold_line,
)


def _refusal(book: Book, draft: ReturnDraft) -> AppError:
    with pytest.raises(AppError) as refused, book.writing(CLERK) as writing:
        apply(writing, draft)
    return refused.value


def _amounts(book: Book, draft: ReturnDraft) -> list[tuple[str, str]]:
    lines = shown(book, applied(book, draft).id).lines
    return [(str(line.net), str(line.vat)) for line in lines]


def _off(amount: str, sale_line: int = 1) -> ReturnDraft:
    line = ReturnLineDraft(sale_line_id=sale_line, amount=Money.of(amount))
    return goods_return(1, line, kind=ReturnKind.ALLOWANCE)


def test_more_than_is_left_of_a_sale_line_does_not_come_back(book: Book, sold: Sold) -> None:
    applied(book, goods_return(1, back(sold.lines[0], "98.5")))
    refused = _refusal(book, goods_return(1, back(sold.lines[0], "1.501")))
    assert isinstance(refused, OverReturned)
    assert str(refused) == "Of ZX-0512 1.5 can still be returned, 1.501 were entered."
    applied(book, goods_return(1, back(sold.lines[0], "1.5")))
    assert sold_line(book, sold.lines[0]).left == Quantity(0)


def test_two_lines_of_one_return_share_what_is_left(book: Book, sold: Sold) -> None:
    draft = goods_return(1, back(sold.lines[0], "60"), back(sold.lines[0], "41"))
    assert isinstance(_refusal(book, draft), OverReturned)
    assert _amounts(book, goods_return(1, back(1, "60"), back(1, "40"))) == [
        ("6000.00", "780.00"),
        ("4000.00", "520.00"),
    ]


def test_goods_do_not_come_back_before_they_were_sold(book: Book, sold: Sold) -> None:
    refused = _refusal(book, goods_return(1, back(sold.lines[0]), day=october(7)))
    assert isinstance(refused, ReturnedBeforeSale)
    assert (refused.sold, refused.returned) == (october(8), october(7))
    applied(book, goods_return(1, back(sold.lines[0]), day=october(8)))


def test_a_customer_returns_nothing_that_was_sold_to_another(book: Book, sold: Sold) -> None:
    with book.writing(CLERK) as writing:
        other = customer(writing, code="KH-0101", name="云溪栖霞路小学", short_name="栖霞路小学")
    refused = _refusal(book, goods_return(other, back(sold.lines[0])))
    assert isinstance(refused, OtherCustomersSale)
    assert (refused.sale, refused.customer) == (sold.number, "启航教育")


def test_another_price_is_refused_until_it_is_accepted_by_name(book: Book, sold: Sold) -> None:
    line = replace(back(sold.lines[0]), unit_price=UnitPrice.of("99.99"))
    draft = goods_return(1, line)
    refused = _refusal(book, draft)
    assert isinstance(refused, PriceDiffers)
    assert (refused.sold_at, refused.stated) == (UnitPrice.of("100"), UnitPrice.of("99.99"))
    taken = applied(book, replace(draft, accepted=frozenset({ACCEPT_PRICE})))
    (line_shown,) = shown(book, taken.id).lines
    assert (line_shown.price_differs, str(line_shown.net)) == (True, "999.90")
    assert str(line_shown.vat) == "129.99"


@pytest.mark.parametrize("price", ["950.00", "1.00"])
def test_another_price_changes_nothing_of_what_the_other_units_are_worth(
    book: Book, price: str
) -> None:
    with book.writing(CLERK) as writing:
        (line,) = sale(writing, 1, Item(1, "10"), number="XS-2").lines
    other = replace(back(line, "1"), unit_price=UnitPrice.of(price))
    accepted = goods_return(1, other, back(line, "3"), accepted=frozenset({ACCEPT_PRICE}))
    assert _amounts(book, accepted)[1] == ("300.00", "39.00")
    assert str(sold_line(book, line).returned_net) == "400.00"
    assert _amounts(book, goods_return(1, back(line, "6"))) == [("600.00", "78.00")]


def test_the_price_of_the_sale_is_no_other_price(book: Book, sold: Sold) -> None:
    line = replace(back(sold.lines[0]), unit_price=UnitPrice.of("100.000000"))
    taken = applied(book, goods_return(1, line))
    assert not shown(book, taken.id).lines[0].price_differs


def test_single_pieces_sum_to_their_line_and_the_last_takes_the_rest(book: Book) -> None:
    with book.writing(CLERK) as writing:
        three = sale(writing, 1, Item(1, "3", "29.50"), number="XS-2")
    pieces = [_amounts(book, goods_return(1, back(three.lines[0], "1")))[0] for _ in range(3)]
    line = sold_line(book, three.lines[0])
    # 88.50 without VAT is 11.505 with it: the invoice says 11.51, single pieces 3.84 each.
    assert (str(line.net), str(line.vat)) == ("88.50", "11.51")
    assert pieces == [("29.50", "3.84"), ("29.50", "3.84"), ("29.50", "3.83")]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (ReturnLineDraft(sale_line_id=1),),
        (ReturnLineDraft(sale_line_id=1, amount=Money.of("10.00")),),
    ],
)
def test_a_return_of_goods_gives_units_back(book: Book, lines: tuple[ReturnLineDraft, ...]) -> None:
    assert isinstance(_refusal(book, goods_return(1, *lines)), ReturnEmpty)


def test_a_line_left_empty_is_left_out(book: Book, sold: Sold) -> None:
    draft = goods_return(1, ReturnLineDraft(sale_line_id=1), back(sold.lines[0], "2"))
    assert _amounts(book, draft) == [("200.00", "26.00")]


@pytest.mark.parametrize(
    "line",
    [
        back(1, "-1"),
        replace(loose(1), unit_price=UnitPrice.of("-0.000001")),
        replace(loose(1), cost_source=CostSource.STATED, stated_cost=UnitPrice.of("-60")),
    ],
)
def test_figures_below_nothing_are_refused(book: Book, line: ReturnLineDraft) -> None:
    assert isinstance(_refusal(book, goods_return(1, line)), BelowZero)


def test_an_amount_below_nothing_is_no_allowance(book: Book) -> None:
    assert isinstance(_refusal(book, _off("-0.01")), BelowZero)


def test_a_place_that_the_book_does_not_have_is_refused(book: Book, sold: Sold) -> None:
    line = replace(back(sold.lines[0]), warehouse_id=99)
    assert isinstance(_refusal(book, goods_return(1, line)), WarehouseUnknown)


def test_an_allowance_takes_money_off_and_no_goods(book: Book, sold: Sold) -> None:
    assert _amounts(book, _off("500.00")) == [("500.00", "65.00")]
    line = sold_line(book, sold.lines[0])
    assert (line.left, line.returned_net) == (Quantity.of("100"), Money.of("500.00"))
    with_goods = goods_return(1, back(sold.lines[0]), kind=ReturnKind.ALLOWANCE)
    assert isinstance(_refusal(book, with_goods), AllowanceHasGoods)


def test_no_more_is_taken_off_than_is_left_of_the_line(book: Book, sold: Sold) -> None:
    applied(book, goods_return(1, back(sold.lines[0], "90")))
    refused = _refusal(book, _off("1000.01"))
    assert isinstance(refused, AllowanceTooLarge)
    assert refused.left == Money.of("1000.00")


def test_the_last_of_a_line_takes_the_last_of_its_vat(book: Book) -> None:
    with book.writing(CLERK) as writing:
        line = sale(writing, 1, Item(1, "1", "0.12"), number="XS-2").lines[0]
    # 0.12 carries 0.02 of VAT; six times 0.02 off would carry none, or far more than that.
    vat = [_amounts(book, _off("0.04", line))[0][1] for _ in range(3)]
    assert vat == ["0.01", "0.01", "0.00"]
    assert sold_line(book, line).returned_vat == sold_line(book, line).vat


def test_an_allowance_needs_its_sale(book: Book) -> None:
    line = replace(loose(1), quantity=Quantity(0), amount=Money.of("10.00"))
    draft = goods_return(1, line, kind=ReturnKind.ALLOWANCE)
    assert isinstance(_refusal(book, draft), OriginalMissing)


@pytest.mark.parametrize(
    "line",
    [
        back(99),
        replace(loose(99), product_id=99),
        replace(loose(1), product_id=None),
        replace(loose(1), cost_source=CostSource.ORIGINAL),
        replace(loose(1), cost_source=CostSource.STATED),
        replace(loose(1), unit_price=None),
    ],
    ids=["no sale", "no product", "neither", "no cost source", "cost not stated", "no price"],
)
def test_units_without_original_name_their_product_price_and_cost(
    book: Book, line: ReturnLineDraft
) -> None:
    assert isinstance(_refusal(book, goods_return(1, line)), OriginalMissing)


def test_units_without_original_are_worth_what_the_return_says(book: Book) -> None:
    stated = replace(loose(1, "3", "95.50"), cost_source=CostSource.STATED)
    draft = goods_return(1, replace(stated, stated_cost=UnitPrice.of("58.25")))
    assert _amounts(book, draft) == [("286.50", "37.25")]


def test_a_service_comes_back_without_a_cost(book: Book) -> None:
    with book.writing(CLERK) as writing:
        freight = product(writing, code="YF", name="运费", vat_rate=900, is_service=True)
    draft = goods_return(1, replace(loose(freight), cost_source=CostSource.ORIGINAL))
    assert _amounts(book, draft) == [("100.00", "9.00")]


def test_a_day_before_the_book_takes_no_return(book: Book, sold: Sold) -> None:
    refused = _refusal(book, goods_return(1, back(sold.lines[0]), day=date(2025, 9, 30)))
    assert type(refused).__name__ == "BeforeTheBook"
