"""Each document's vouchers: which lines, on which side, red or black."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.office import Book
from app.services.permits import BookFacts
from app.services.posting import documents
from app.services.posting.documents import Figures, Words
from app.values.books import (
    AccountRole,
    Costing,
    CostVoucher,
    PriceBasis,
    RedInvoice,
    ReturnStyle,
    Standard,
    Taxpayer,
)
from app.values.entry import Entry, Side
from app.values.money import Money
from app.values.period import Period
from app.values.returns import Condition, Settlement
from app.values.vouching import VoucherPart
from tests.builders import CLERK
from tests.services.entries import answers, short

_WORDS = Words("应收", "收入", "税", "成本", "库存")
_COST = ((Condition.GOOD, Money.of("600.00")),)
_FIGURES = Figures(7, Money.of("1000.00"), Money.of("130.00"), _COST)
_PLAIN = BookFacts(
    client_id=1,
    code="004",
    name="云溪拾光文具有限公司",
    standard=Standard.SMALL,
    taxpayer=Taxpayer.GENERAL,
    costing=Costing.MOVING,
    prices=PriceBasis.NET,
    red_invoice=RedInvoice.WAIT,
    return_style=ReturnStyle.RED,
    cost_voucher=CostVoucher.SEPARATE,
    start=Period(2025, 10),
    single_person=False,
    accounts={},
    warehouses={},
)


@pytest.fixture
def facts(book: Book) -> Iterator[BookFacts]:
    with book.reading(CLERK) as reading:
        yield reading.facts


def test_a_return_is_red_on_the_normal_sides(facts: BookFacts) -> None:
    parts = documents.goods_return(facts, _FIGURES, _WORDS)
    assert [part for part, _ in parts] == [VoucherPart.REVENUE, VoucherPart.COST]
    assert [short(entry) for _, entry in parts] == answers("E02")


def test_in_reverse_style_the_output_vat_alone_stays_red(facts: BookFacts) -> None:
    reverse = replace(facts, return_style=ReturnStyle.REVERSE)
    parts = documents.goods_return(reverse, _FIGURES, _WORDS)
    assert [short(entry) for _, entry in parts] == answers("E03")


def test_revenue_and_cost_stand_together_where_the_book_wants_one_voucher(
    facts: BookFacts,
) -> None:
    together = replace(facts, cost_voucher=CostVoucher.TOGETHER)
    ((part, entry),) = documents.goods_return(together, _FIGURES, _WORDS)
    assert part is VoucherPart.WHOLE
    assert short(entry) == [line for voucher in answers("E02") for line in voucher]


@pytest.mark.parametrize("wanted", CostVoucher)
def test_an_allowance_has_no_cost_voucher(facts: BookFacts, wanted: CostVoucher) -> None:
    figures = Figures(7, Money.of("500.00"), Money.of("65.00"))
    settings = replace(facts, cost_voucher=wanted)
    ((part, entry),) = documents.goods_return(settings, figures, _WORDS)
    assert part is VoucherPart.REVENUE
    assert [short(entry)] == answers("E18")


def test_a_sale_of_nothing_but_goods_that_cost_nothing_has_one_voucher(facts: BookFacts) -> None:
    figures = replace(_FIGURES, costs=((Condition.GOOD, Money(0)),))
    parts = documents.sale(facts, figures, _WORDS)
    assert [part for part, _ in parts] == [VoucherPart.REVENUE]


def test_goods_given_away_have_only_a_cost_voucher(facts: BookFacts) -> None:
    parts = documents.sale(facts, Figures(7, Money(0), Money(0), _COST), _WORDS)
    assert [(part, short(entry)) for part, entry in parts] == [
        (VoucherPart.COST, ["借 5401 600.00", "贷 1405 600.00"])
    ]


def test_each_line_carries_its_words_and_the_receivable_its_customer(facts: BookFacts) -> None:
    (_, revenue), (_, cost) = documents.goods_return(facts, _FIGURES, _WORDS)
    assert [line.summary for line in revenue.lines] == ["应收", "收入", "税"]
    assert [line.summary for line in cost.lines] == ["成本", "库存"]
    assert [line.customer for line in revenue.lines] == [7, None, None]


def test_rejects_go_to_their_own_account_where_the_book_has_one(facts: BookFacts) -> None:
    accounts = {**facts.accounts, AccountRole.INVENTORY_DEFECTIVE: "140502"}
    costs = ((Condition.GOOD, Money.of("480.00")), (Condition.DEFECTIVE, Money.of("120.00")))
    parts = documents.goods_return(
        replace(facts, accounts=accounts), replace(_FIGURES, costs=costs), _WORDS
    )
    assert short(parts[1][1]) == ["借 5401 -600.00", "贷 1405 -480.00", "贷 140502 -120.00"]


def test_a_refund_is_black_and_pays_what_is_owed(facts: BookFacts) -> None:
    paid = Money.of("1130.00")
    now = documents.refund(facts, Settlement.REFUND_NOW, 7, paid, "退款")
    later = documents.refund(facts, Settlement.REFUND_LATER, 7, paid, "退款")
    assert short(now) == answers("E06")[2]
    assert short(later) == answers("E08")[2]
    assert short(documents.refund_later(facts, 7, paid, "应退")) == answers("E08")[1]
    assert [line.customer for line in later.lines] == [7, None]


def test_a_receipt_brings_the_bank_what_the_customer_owed(facts: BookFacts) -> None:
    entry = documents.receipt(facts, 7, Money.of("500.00"), "收款")
    assert short(entry) == ["借 1002 500.00", "贷 1122 500.00"]
    assert [line.customer for line in entry.lines] == [None, 7]


def test_a_general_taxpayer_deducts_the_vat_of_a_purchase(facts: BookFacts) -> None:
    entry = documents.purchase(facts, Money.of("3960.00"), Money.of("514.80"), "采购")
    assert short(entry) == ["借 1405 3960.00", "借 22210101 514.80", "贷 2202 4474.80"]


def test_a_small_scale_taxpayer_bears_the_vat_of_a_purchase_as_cost(facts: BookFacts) -> None:
    small = replace(facts, taxpayer=Taxpayer.SMALL)
    entry = documents.purchase(small, Money.of("3960.00"), Money.of("514.80"), "采购")
    assert short(entry) == ["借 1405 4474.80", "贷 2202 4474.80"]


def test_stock_found_missing_waits_for_its_cause(facts: BookFacts) -> None:
    missing = documents.adjustment(facts, Money.of("12.00"), "盘亏")
    extra = documents.adjustment(facts, Money.of("-12.00"), "盘盈")
    assert short(missing) == ["借 190101 12.00", "贷 1405 12.00"]
    assert short(extra) == ["借 190101 -12.00", "贷 1405 -12.00"]


def test_what_customers_owed_before_is_opened_customer_by_customer(facts: BookFacts) -> None:
    owed = {7: Money.of("100.00"), 8: Money(0), 9: Money.of("-30.00")}
    entry = documents.opening_receivables(facts, owed, "期初")
    assert short(entry) == ["借 1122 100.00", "借 1122 -30.00", "贷 310405 70.00"]
    assert [line.customer for line in entry.lines] == [7, 9, None]


def test_openings_that_cancel_out_need_no_other_side(facts: BookFacts) -> None:
    owed = {7: Money.of("30.00"), 9: Money.of("-30.00")}
    entry = documents.opening_receivables(facts, owed, "期初")
    assert short(entry) == ["借 1122 30.00", "借 1122 -30.00"]


@given(
    net=st.integers(0, 10**9),
    vat=st.integers(0, 10**8),
    costs=st.lists(st.tuples(st.sampled_from(Condition), st.integers(0, 10**9)), max_size=3),
    style=st.sampled_from(ReturnStyle),
    voucher=st.sampled_from(CostVoucher),
)
def test_a_return_takes_back_exactly_what_its_sale_put_down(
    net: int,
    vat: int,
    costs: list[tuple[Condition, int]],
    style: ReturnStyle,
    voucher: CostVoucher,
) -> None:
    accounts = {role: role.value for role in AccountRole}
    facts = replace(_PLAIN, accounts=accounts, return_style=style, cost_voucher=voucher)
    figures = Figures(7, Money(net), Money(vat), tuple((kind, Money(cost)) for kind, cost in costs))
    there = [entry for _, entry in documents.sale(facts, figures, _WORDS)]
    back = [entry for _, entry in documents.goods_return(facts, figures, _WORDS)]
    assert _balances(there) == {account: -sum_ for account, sum_ in _balances(back).items()}


def _balances(entries: list[Entry]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for entry in entries:
        for line in entry.lines:
            signed = line.amount.fen if line.side is Side.DEBIT else -line.amount.fen
            sums[line.account] = sums.get(line.account, 0) + signed
    return sums
