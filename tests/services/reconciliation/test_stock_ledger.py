"""The stock ledger against the stock accounts, document by document."""

import datetime

import pytest
from sqlalchemy import insert

from app.models.database import open_engine
from app.models.stock import StockMove
from app.services import purchases, stock
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.reconciling import CheckKind
from app.values.vouching import MoveKind
from tests.builders import CLERK, KEY, october
from tests.services.reconciliation.books import NOVEMBER, cancel, checked, differences
from tests.services.trading import BACK_PENS, PENS, Trading, article, type_voucher

_STOCK = CheckKind.STOCK_LEDGER
_COST_OF_SALE, _PURCHASE, _COST_OF_RETURN, _OPENING = 5, 8, 10, 1


def test_stock_and_stock_account_agree(seen: Trading) -> None:
    check = checked(seen.book, _STOCK)
    # 110 pens at 60.00; 500 + 100 - 50 packs of paper for 7,890.00; 5 rejects for 71.00.
    assert (str(check.left), str(check.right), check.pairs) == ("14561.00", "14561.00", ())


def test_another_clients_stock_is_none_of_this_book(seen: Trading) -> None:
    check = checked(seen.other, _STOCK)
    assert (str(check.left), str(check.right)) == ("300.00", "300.00")


def test_a_voucher_typed_on_the_stock_account_has_no_goods(trading: Trading) -> None:
    type_voucher(trading.book, "借 5401 37.00", "贷 1405 37.00")
    check = checked(trading.book, _STOCK)
    assert differences(check) == [("stock_missing", "", "记-0015", "37.00")]
    assert (str(check.difference), str(check.rest)) == ("37.00", "0.00")


def test_a_typed_voucher_and_its_reversal_cancel_each_other(trading: Trading) -> None:
    cancel(trading.book, type_voucher(trading.book, "借 5401 37.00", "贷 1405 37.00"))
    assert checked(trading.book, _STOCK).pairs == ()


@pytest.mark.parametrize(
    ("voucher", "document", "numbers", "amount"),
    [
        (_OPENING, "期初库存", "初-0001 记-0015", "12000.00"),
        (_COST_OF_SALE, "XS-202510-0001", "记-0002 记-0015", "-6000.00"),
        (_PURCHASE, "CG-0031", "记-0005 记-0015", "1500.00"),
        (_COST_OF_RETURN, "TH-202510-0001", "记-0007 记-0015", "600.00"),
    ],
)
def test_a_reversed_voucher_leaves_the_goods_of_its_document(
    trading: Trading, voucher: int, document: str, numbers: str, amount: str
) -> None:
    cancel(trading.book, voucher)
    assert differences(checked(trading.book, _STOCK)) == [
        ("stock_differs", document, numbers, amount),
    ]


def test_a_typed_voucher_for_a_return_stands_beside_its_own(trading: Trading) -> None:
    type_voucher(trading.book, "借 5401 -60.00", "贷 1405 -60.00", return_id=BACK_PENS)
    assert differences(checked(trading.book, _STOCK)) == [
        ("stock_differs", "TH-202510-0001", "记-0007 记-0015", "-60.00"),
    ]


def test_goods_of_a_return_that_never_came_into_stock_are_named(trading: Trading) -> None:
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_stock_move_delete_final")
        connection.exec_driver_sql("DELETE FROM stock_move WHERE kind = 'return' AND line_id = 1")
    engine.dispose()
    assert differences(checked(trading.book, _STOCK)) == [
        ("stock_missing", "", "记-0007", "-600.00"),
    ]


def test_goods_that_came_in_without_a_voucher_are_named(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        found = stock.MoveDraft(
            october(31), PENS, 1, MoveKind.COUNT, Quantity.of("2"), Money.of("120.00"), 7, 1
        )
        stock.move(writing, found)
    assert differences(checked(trading.book, _STOCK)) == [("stock_differs", "", "", "120.00")]


def test_what_belongs_to_no_document_is_still_counted(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        worth = {"quantity": Quantity.of("1"), "cost": Money.of("60.00")}
        place = {"client_id": 1, "product_id": PENS, "warehouse_id": 1, "day": october(31)}
        writing.connection.execute(
            insert(StockMove).values(kind=MoveKind.ADJUSTMENT, **place, **worth)
        )
    assert str(checked(trading.book, _STOCK).difference) == "60.00"


def test_the_number_of_a_purchase_is_its_own_and_no_sales_of_the_same_id(
    trading: Trading,
) -> None:
    with trading.book.writing(CLERK) as writing:
        for number in ("CG-0032", "CG-0033"):
            line = PurchaseLineDraft(
                article(trading.book, "FY-7005"), Quantity.of("10"), UnitPrice.of("15.00"), 1300
            )
            draft = PurchaseDraft(number, october(30), "云溪纸业", (line,))
            issued = purchases.take(writing, draft)
    assert issued is not None
    cancel(trading.book, issued.id)
    assert differences(checked(trading.book, _STOCK)) == [
        ("stock_differs", "CG-0033", "记-0016 记-0017", "150.00"),
    ]


def test_what_happens_later_does_not_move_the_month(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        line = PurchaseLineDraft(
            article(trading.book, "FY-7005"), Quantity.of("10"), UnitPrice.of("15.00"), 1300
        )
        day = datetime.date(2025, 11, 3)
        purchases.take(writing, PurchaseDraft("CG-0040", day, "云溪纸业", (line,)))
    before = checked(trading.book, _STOCK)
    assert (str(before.left), str(before.right)) == ("14561.00", "14561.00")
    check = checked(trading.book, _STOCK, NOVEMBER)
    assert (str(check.left), str(check.right)) == ("14711.00", "14711.00")


def test_differences_stand_with_the_newest_first(trading: Trading) -> None:
    type_voucher(trading.book, "借 5401 1.00", "贷 1405 1.00", day=october(20))
    type_voucher(trading.book, "借 5401 2.00", "贷 1405 2.00", day=october(22))
    cancel(trading.book, _COST_OF_SALE)
    listed = [pair[3] for pair in differences(checked(trading.book, _STOCK))]
    assert listed == ["2.00", "1.00", "-6000.00"]
