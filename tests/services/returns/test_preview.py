"""What a return will do, shown before it is done: the same figures that posting then writes."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.services.access import NotAllowed
from app.services.office import Book
from app.services.returns import decide, post, preview
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.preview import Lamp, Preview
from app.services.returns.refusals import (
    NothingAccepted,
    OriginalMissing,
    OverReturned,
    RedInvoicePending,
    ReturnUnknown,
)
from app.services.stock import CostUnknown
from app.values.money import Money
from app.values.quantity import Quantity
from app.values.returns import Condition, CostSource, ReturnKind, Settlement
from app.values.vouching import SourceKind
from tests.builders import (
    ADMIN,
    CLERK,
    KEEPER,
    REVIEWER,
    Item,
    Sold,
    applied,
    approved,
    back,
    customer,
    goods_return,
    inspected,
    loose,
    october,
    posted,
    product,
    returned_by_file,
    sale,
    shown,
    stocked,
)
from tests.services.entries import Short, vouchers_of


def _of_draft(book: Book, draft: ReturnDraft) -> Preview:
    with book.reading(CLERK) as reading:
        return preview.of_draft(reading, draft)


def _of_return(
    book: Book, return_id: int, found: Mapping[int, Inspection] | None = None
) -> Preview:
    with book.reading(CLERK) as reading:
        return preview.of_return(reading, return_id, found)


def _short(seen: Preview) -> list[Short]:
    return [
        [
            f"{'借' if line.side.value == 'debit' else '贷'} {line.account} {line.amount}"
            for line in voucher.lines
        ]
        for voucher in seen.vouchers
    ]


def _untouched(book: Book) -> int:
    with book.reading(CLERK) as reading:
        asked = text("SELECT count(*) FROM audit_log")
        count: int = reading.connection.execute(asked).scalar_one()
        return count


@pytest.mark.parametrize("settlement", Settlement)
def test_posting_writes_the_vouchers_that_were_shown(
    book: Book, sold: Sold, settlement: Settlement
) -> None:
    draft = goods_return(1, back(sold.lines[0], "7"), settlement=settlement)
    typed = _of_draft(book, draft)
    taken = inspected(book, draft)
    kept = _of_return(book, taken.id)
    with book.writing(CLERK) as writing:
        issued = post.post(writing, taken.id)
    with book.reading(CLERK) as reading:
        written = vouchers_of(reading, SourceKind.RETURN, taken.id)
    assert _short(typed) == _short(kept) == written
    assert [one.number for one in kept.vouchers] == [str(one.number) for one in issued]


def test_looking_ahead_changes_nothing(book: Book, sold: Sold) -> None:
    before = _untouched(book)
    _of_draft(book, goods_return(1, back(sold.lines[0])))
    assert _untouched(book) == before


def test_each_effect_is_shown_before_and_after(book: Book, sold: Sold) -> None:
    seen = _of_draft(book, goods_return(1, back(sold.lines[0], "10")))
    assert seen.lines == ((Money.of("1000.00"), Money.of("130.00")),)
    assert [voucher.total for voucher in seen.vouchers] == [
        Money.of("-1130.00"),
        Money.of("-600.00"),
    ]
    effects = [(str(one.before), str(one.after)) for one in (seen.receivable, seen.output_vat)]
    assert effects == [("11300.00", "10170.00"), ("1300.00", "1170.00")]
    assert (str(seen.margin.before), str(seen.margin.after)) == ("4000.00", "3600.00")
    (pens,) = seen.stock
    assert (pens.product, pens.unit, pens.warehouse) == ("中性笔 0.5mm 黑", "盒", "主仓")
    assert (pens.before, pens.after) == (Quantity.of("100"), Quantity.of("110"))


def test_lines_of_vouchers_name_account_customer_and_words(book: Book, sold: Sold) -> None:
    seen = _of_draft(book, goods_return(1, back(sold.lines[0], "10")))
    first = seen.vouchers[0].lines[0]
    assert (first.account_name, first.customer, first.summary) == (
        "应收账款",
        "启航教育",
        "退货冲销 启航教育 ",
    )
    assert seen.vouchers[1].lines[1].summary == "退货入库 中性笔 0.5mm 黑 10盒"


def test_numbers_shown_go_on_where_the_month_stands(book: Book, sold: Sold) -> None:
    seen = _of_draft(book, goods_return(1, back(sold.lines[0])))
    assert [one.number for one in seen.vouchers] == ["记-0003", "记-0004"]
    november = goods_return(1, back(sold.lines[0]), day=october(3).replace(month=11))
    assert [one.number for one in _of_draft(book, november).vouchers] == ["记-0001", "记-0002"]


def test_money_of_the_next_month_starts_from_nothing_but_what_is_owed_stays(
    book: Book, sold: Sold
) -> None:
    november = goods_return(1, back(sold.lines[0]), day=october(3).replace(month=11))
    seen = _of_draft(book, november)
    assert (str(seen.output_vat.before), str(seen.margin.before)) == ("0.00", "0.00")
    assert str(seen.receivable.before) == "11300.00"


def test_what_cannot_be_is_refused_while_it_is_typed(book: Book, sold: Sold) -> None:
    with pytest.raises(OverReturned):
        _of_draft(book, goods_return(1, back(sold.lines[0], "101")))


def test_an_allowance_shows_no_goods(book: Book, sold: Sold) -> None:
    line = ReturnLineDraft(sale_line_id=sold.lines[0], amount=Money.of("500.00"))
    seen = _of_draft(book, goods_return(1, line, kind=ReturnKind.ALLOWANCE))
    assert (len(seen.vouchers), seen.stock, seen.refusal) == (1, (), None)
    assert set(seen.lamps.values()) == {Lamp.OK}


def test_a_cost_that_nobody_knows_lights_its_lamps(book: Book) -> None:
    with book.writing(CLERK) as writing:
        never = product(writing, code="BT-1", name="笔头")
    seen = _of_draft(book, goods_return(1, loose(never)))
    assert isinstance(seen.refusal, CostUnknown)
    assert (seen.lamps["cost"], seen.lamps["stock"]) == (Lamp.REFUSED, Lamp.REFUSED)
    assert [one.total for one in seen.vouchers] == [Money.of("-113.00")]


def test_units_without_original_show_that_their_cost_is_missing(book: Book) -> None:
    seen = _of_return(book, returned_by_file(book, 1, Item(1, "101")))
    assert isinstance(seen.refusal, OriginalMissing)


def test_loose_units_name_their_unit(book: Book) -> None:
    seen = _of_draft(book, goods_return(1, loose(1, "2")))
    assert (seen.stock[0].unit, seen.refusal) == ("盒", None)


def test_a_missing_red_invoice_makes_the_tax_wait(book: Book) -> None:
    with book.writing(CLERK) as writing:
        invoiced = sale(writing, 1, Item(1, "20"), number="XS-2", invoice="25332")
    taken = applied(book, goods_return(1, back(invoiced.lines[0])))
    seen = _of_return(book, taken.id)
    assert isinstance(seen.refusal, RedInvoicePending)
    assert seen.lamps["tax"] is Lamp.WAITING
    assert len(seen.vouchers) == 2


def test_what_an_inspection_finds_is_shown_before_it_is_written_down(
    book: Book, sold: Sold
) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10"), back(sold.lines[0], "2")))
    first, _second = shown(book, taken.id).lines
    found = {first.id: Inspection(Quantity.of("4"), Condition.SCRAP)}
    seen = _of_return(book, taken.id, found)
    assert [str(net) for net, _ in seen.lines] == ["400.00", "200.00"]
    assert [one.warehouse for one in seen.stock] == ["待报废仓", "主仓"]
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, found)
        named = {first.id: replace(found[first.id], warehouse_id=writing.facts.warehouses["main"])}
    assert _short(_of_return(book, taken.id)) == _short(seen)
    places = [one.warehouse for one in _of_return(book, taken.id, named).stock]
    assert places == ["主仓", "主仓"]


def test_an_inspection_may_find_more_again_than_the_one_before(book: Book, sold: Sold) -> None:
    taken = approved(book, goods_return(1, back(sold.lines[0], "10")))
    (line,) = shown(book, taken.id).lines
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {line.id: Inspection(Quantity(0))})
    assert isinstance(_of_return(book, taken.id).refusal, NothingAccepted)
    assert _of_return(book, taken.id).lamps["quantity"] is Lamp.REFUSED
    again = _of_return(book, taken.id, {line.id: Inspection(Quantity.of("9"))})
    assert [one.total for one in again.vouchers] == [Money.of("-1017.00"), Money.of("-540.00")]
    assert again.refusal is None


def test_links_go_short_as_the_inspection_will_let_them(book: Book) -> None:
    with book.writing(CLERK) as writing:
        paper = product(writing, code="FY-7005", name="A4 复印纸")
        stocked(writing, paper, "10", "600.00")
        sale(writing, 1, Item(paper, "5"), number="XS-2", day=october(9))
        stocked(writing, paper, "5", "350.00")
        sale(writing, 1, Item(paper, "5"), number="XS-3", day=october(11))
    taken = returned_by_file(book, 1, Item(paper, "10"), source=CostSource.CURRENT_AVERAGE)
    (line,) = shown(book, taken).lines
    found = {line.id: Inspection(Quantity.of("6"))}
    before = _of_return(book, taken, found)
    with book.writing(REVIEWER) as writing:
        decide.approve(writing, taken)
    with book.writing(KEEPER) as writing:
        decide.inspect(writing, taken, found)
    with book.writing(CLERK) as writing:
        post.post(writing, taken)
    # The five of the later sale, at 65.00, and one of the earlier, at 60.00.
    assert str(before.vouchers[1].total) == "-385.00"
    assert str(shown(book, taken).lines[0].cost) == "385.00"


def test_only_who_may_look_looks_ahead(book: Book, sold: Sold) -> None:
    taken = posted(book, goods_return(1, back(sold.lines[0])))
    with pytest.raises(NotAllowed), book.reading(ADMIN) as reading:
        preview.of_return(reading, taken.id)
    with pytest.raises(ReturnUnknown), book.reading(CLERK) as reading:
        preview.of_return(reading, 99)


def test_a_later_day_looks_at_its_own_month(book: Book, sold: Sold) -> None:
    taken = inspected(book, goods_return(1, back(sold.lines[0])))
    with book.reading(CLERK) as reading:
        seen = preview.of_return(reading, taken.id, day=october(3).replace(month=11))
    assert [one.number for one in seen.vouchers] == ["记-0001", "记-0002"]


def test_another_customer_owes_what_it_owes(book: Book, sold: Sold) -> None:
    with book.writing(CLERK) as writing:
        other = customer(writing, code="KH-0101", name="云溪栖霞路小学")
    seen = _of_draft(book, goods_return(other, loose(1)))
    assert (str(seen.receivable.before), str(seen.receivable.after)) == ("0.00", "-113.00")
