"""A return that is being typed, as plain values."""

import datetime
from dataclasses import replace

from app.services.customers import CustomerChoice
from app.services.products import ProductChoice
from app.services.returns.sold import SoldLine
from app.ui.returns import draft
from app.ui.returns.draft import Typed
from app.values.money import Money, UnitPrice
from app.values.quantity import NOTHING, Quantity
from app.values.returns import Condition, CostSource, ReturnReason, Settlement

_DAY = datetime.date(2025, 10, 31)
_BUYER = CustomerChoice(7, "KH-0117", "南渡启航教育科技有限公司", "启航教育", "ndqhjykjyxgs")
_PAPER = SoldLine(
    id=11,
    sale_number="XS-202510-0087",
    day=datetime.date(2025, 10, 15),
    invoice="",
    customer_id=7,
    product_id=2,
    code="FY-7005",
    name="A4 复印纸 70g",
    spec="500 张/包",
    unit="包",
    is_service=False,
    unit_price=UnitPrice.of("18.50"),
    vat_rate=1300,
    sold=Quantity.of("300"),
    net=Money.of("5550.00"),
    vat=Money.of("721.50"),
    returned=Quantity.of("10"),
    returned_net=Money.of("185.00"),
    returned_vat=Money.of("24.05"),
)
_PENS = replace(_PAPER, id=12, product_id=1, code="ZX-0512", name="中性笔 0.5mm 黑", unit="盒")
_CLIP = ProductChoice(
    id=3,
    code="WJ-0209",
    name="活页文件夹 A4",
    spec="两孔 蓝",
    unit="只",
    vat_rate=1300,
    is_service=False,
)


def _typed(**changes: object) -> Typed:
    whole = draft.with_sold(Typed(_DAY, _BUYER), [_PAPER, _PENS])
    return replace(whole, **changes)  # type: ignore[arg-type]  # any field


def test_nothing_is_handed_over_without_customer_or_quantity() -> None:
    assert draft.draft_of(Typed(_DAY)) is None
    assert draft.draft_of(_typed()) is None
    counted = draft.edited(_typed(), 1, "quantity", Quantity.of("30"))
    assert draft.draft_of(replace(counted, customer=None)) is None


def test_lines_without_a_quantity_are_left_out() -> None:
    counted = draft.edited(_typed(), 1, "quantity", Quantity.of("30"))
    handed = draft.draft_of(counted)
    assert handed is not None
    assert [(line.sale_line_id, str(line.quantity)) for line in handed.lines] == [(11, "30")]
    assert handed.lines[0].cost_source is CostSource.ORIGINAL


def test_everything_that_was_typed_is_handed_over() -> None:
    counted = draft.edited(_typed(), 2, "quantity", Quantity.of("5"))
    counted = draft.edited(counted, 2, "reason", "卡钉")
    counted = draft.edited(counted, 2, "warehouse", 5)
    whole = replace(
        counted,
        reason=ReturnReason.TRANSPORT,
        settlement=Settlement.REFUND_LATER,
        red_invoice="25990000",
        note="先寄回",
    )
    handed = draft.draft_of(whole)
    assert handed is not None
    assert (handed.day, handed.customer_id, handed.note) == (_DAY, 7, "先寄回")
    assert (handed.reason, handed.settlement) == (
        ReturnReason.TRANSPORT,
        Settlement.REFUND_LATER,
    )
    assert handed.red_invoice == "25990000"
    assert (handed.lines[0].reason_text, handed.lines[0].warehouse_id) == ("卡钉", 5)


def test_a_sale_line_is_taken_over_once() -> None:
    again = draft.with_sold(_typed(), [_PENS, _PAPER])
    assert [line.key for line in again.lines] == [1, 2]


def test_a_line_taken_out_does_not_give_its_key_to_another() -> None:
    left = draft.without(_typed(), 1)
    again = draft.with_sold(left, [_PAPER])
    assert [(line.key, line.sold.id if line.sold else 0) for line in again.lines] == [
        (2, 12),
        (3, 11),
    ]


def test_an_emptied_quantity_is_nothing_and_other_nonsense_changes_nothing() -> None:
    counted = draft.edited(_typed(), 1, "quantity", Quantity.of("30"))
    assert draft.edited(counted, 1, "quantity", None).lines[0].quantity == NOTHING
    assert draft.edited(counted, 1, "condition", "scrap-ish") == counted
    assert draft.edited(counted, 1, "price", None) == counted


def test_another_condition_leaves_the_choice_of_the_place_to_it() -> None:
    placed = draft.edited(_typed(), 1, "warehouse", 4)
    broken = draft.edited(placed, 1, "condition", Condition.DEFECTIVE)
    assert (broken.lines[0].condition, broken.lines[0].warehouse_id) == (Condition.DEFECTIVE, None)


def test_a_stated_cost_is_the_source_of_the_cost() -> None:
    without = draft.with_product(Typed(_DAY, _BUYER), _CLIP)
    stated = draft.edited(without, 1, "cost", UnitPrice.of("6.10"))
    assert stated.lines[0].cost_source is CostSource.STATED
    counted = draft.edited(stated, 1, "quantity", Quantity.of("2"))
    handed = draft.draft_of(counted)
    assert handed is not None
    assert (handed.lines[0].product_id, handed.lines[0].cost_source) == (3, CostSource.STATED)


def test_amounts_go_to_the_lines_that_have_a_quantity() -> None:
    counted = draft.edited(_typed(), 2, "quantity", Quantity.of("60"))
    worked = draft.with_amounts(counted, [(Money.of("900.00"), Money.of("117.00"))])
    assert [line.amounts for line in worked.lines] == [
        None,
        (Money.of("900.00"), Money.of("117.00")),
    ]
    assert draft.with_amounts(worked, []).lines[1].amounts is None


def test_more_than_is_left_is_marked_at_the_quantity() -> None:
    enough = draft.edited(_typed(), 1, "quantity", Quantity.of("290"))
    too_many = draft.edited(_typed(), 1, "quantity", Quantity.of("290.001"))
    assert draft.view_of(enough.lines[0], 1, {}).refused == frozenset()
    assert draft.view_of(too_many.lines[0], 1, {}).refused == {"quantity"}


def test_price_and_cost_are_typed_only_where_there_is_no_sale() -> None:
    keyed = draft.view_of(_typed().lines[0], 1, {})
    without = draft.view_of(draft.with_product(Typed(_DAY), _CLIP).lines[0], 1, {})
    assert keyed.open == {"quantity", "reason", "condition", "warehouse"}
    assert without.open >= {"price", "cost_source"}
    assert (keyed.origin, without.origin) == ("XS-202510-0087", "")
    assert str(keyed.left) == "290"


def test_what_is_typed_is_missed_once_there_is_a_customer_or_a_line() -> None:
    assert not Typed(_DAY).is_begun
    assert Typed(_DAY, _BUYER).is_begun
    assert draft.with_product(Typed(_DAY), _CLIP).is_begun
