"""October of one client, from opening stock to the reconciled month, as its bookkeepers live it."""

from dataclasses import dataclass, field, replace

import pytest

from app.services import products, purchases, receipts, stock
from app.services.office import Book
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.services.receipts import ReceiptDraft
from app.services.reconciliation import run as reconciliation
from app.services.reports import receivables, trial_balance
from app.services.returns import apply, batch, by_hand, decide, listing, post
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ReturnDraft, ReturnLineDraft
from app.services.returns.listing import ReturnFilter
from app.services.returns.refusals import OwnReturn, WrongStep
from app.services.vouchers import manual
from app.services.vouchers.listing import VoucherFilter
from app.services.vouchers.listing import listing as vouchers
from app.services.vouchers.manual import VoucherDraft
from app.values.money import Money, UnitPrice
from app.values.quantity import Quantity
from app.values.returns import (
    Condition,
    CostSource,
    ReturnKind,
    ReturnReason,
    ReturnState,
    Settlement,
)
from tests.builders import (
    CLERK,
    KEEPER,
    OCTOBER,
    REVIEWER,
    Item,
    back,
    broken_rules,
    customer,
    goods_return,
    loose,
    october,
    product,
    sale,
    shown,
    stocked,
)
from tests.services.entries import entry

_INVOICE, _RED_INVOICE = "25332000000000000087", "25332000000000000113"


@dataclass(slots=True)
class Month:
    """A book and what has been written into it, by name."""

    book: Book
    lines: dict[str, int] = field(default_factory=dict)
    returns: dict[str, int] = field(default_factory=dict)

    def line(self, name: str) -> int:
        """Give the id of the only line of a return."""
        (line,) = shown(self.book, self.returns[name]).lines
        return line.id


def _begin(month: Month) -> None:
    with month.book.writing(CLERK) as writing:
        customer(writing)
        customer(writing, code="KH-0101", name="云溪栖霞路小学", short_name="栖霞路小学")
        pens = product(writing)
        paper = product(writing, code="FY-7005", name="A4 复印纸 70g", unit="包")
        product(writing, code="YF-0001", name="运费", vat_rate=900, unit="次", is_service=True)
        stocked(writing, pens)
        stocked(writing, paper, "300", "4260.00")


def _trade(month: Month) -> None:
    """Sell pens, paper and freight; buy more paper between two sales of it; be paid for some."""
    with month.book.writing(CLERK) as writing:
        first = sale(writing, 1, Item(1), number="XS-1", day=october(5), invoice=_INVOICE)
        second = sale(
            writing,
            2,
            Item(2, "200", "18.50"),
            Item(3, "1", "120.00"),
            number="XS-2",
            day=october(6),
        )
        bought = PurchaseLineDraft(
            products.by_key(writing)["FY-7005"], Quantity.of("100"), UnitPrice.of("15.10"), 1300
        )
        purchases.take(writing, PurchaseDraft("CG-1", october(7), "云溪纸业", (bought,)))
        third = sale(writing, 2, Item(2, "150", "18.80"), number="XS-3", day=october(8))
        receipts.take(writing, ReceiptDraft(october(9), 1, Money.of("11300.00"), "转账"))
        receipts.take(writing, ReceiptDraft(october(9), 2, Money.of("3000.00"), "转账"))
    names = ("pens", "paper", "freight", "late paper")
    month.lines = dict(zip(names, (*first.lines, *second.lines, *third.lines), strict=True))


def _drafts(month: Month) -> dict[str, ReturnDraft]:
    """Give ten returns, each of another kind."""
    sold = month.lines
    pens = goods_return(1, back(sold["pens"], "10"), reason=ReturnReason.QUALITY)
    paper = goods_return(2, back(sold["paper"], "20"), day=october(12))
    return {
        "offset": replace(paper, reason=ReturnReason.OVERSUPPLY),
        "refunded": replace(pens, settlement=Settlement.REFUND_NOW, red_invoice=_RED_INVOICE),
        "refunded later": replace(pens, settlement=Settlement.REFUND_LATER),
        "rejects": goods_return(2, back(sold["late paper"], "8"), day=october(13)),
        "late": goods_return(2, back(sold["late paper"], "30"), day=october(14)),
        "allowance": goods_return(
            2,
            ReturnLineDraft(sale_line_id=sold["paper"], amount=Money.of("185.00")),
            day=october(15),
            kind=ReturnKind.ALLOWANCE,
            reason=ReturnReason.PRICE,
        ),
        "freight": goods_return(2, back(sold["freight"], "1"), day=october(16)),
        "without original": goods_return(
            2,
            replace(loose(1, "2", "96.00"), cost_source=CostSource.LATEST_PURCHASE),
            day=october(17),
        ),
        "by hand": goods_return(2, back(sold["paper"], "5"), day=october(18)),
        "turned down": goods_return(2, back(sold["paper"], "100"), day=october(19)),
    }


def _take_in(month: Month) -> None:
    for name, draft in _drafts(month).items():
        with month.book.writing(CLERK) as writing:
            month.returns[name] = apply.apply(writing, draft).id


def _review(month: Month) -> None:
    """Another person reviews, states a cost, turns one down; who took them in cannot."""
    returns, loose_line = month.returns, month.line("without original")
    both = replace(CLERK, roles=CLERK.roles | REVIEWER.roles)
    with pytest.raises(OwnReturn), month.book.writing(both) as writing:
        decide.approve(writing, returns["offset"])
    with month.book.writing(REVIEWER) as writing:
        decide.reject(writing, returns["turned down"], "已拆封")
        cost = CostSource.STATED, UnitPrice.of("59.80")
        decide.state_cost(writing, returns["without original"], loose_line, *cost)
        done = batch.advance(writing, october(31), ReturnState.APPROVED)
    assert (done.advanced, done.held) == (9, ())


def _inspect(month: Month) -> None:
    """Some are rejects; of one three packs come a day later, so that it is inspected again."""
    rejects, late = month.line("rejects"), month.line("late")
    with month.book.writing(KEEPER) as writing:
        found = Inspection(Quantity.of("8"), Condition.DEFECTIVE)
        decide.inspect(writing, month.returns["rejects"], {rejects: found})
        decide.inspect(writing, month.returns["late"], {late: Inspection(Quantity.of("27"))})
    with month.book.writing(REVIEWER) as writing:
        decide.send_back(writing, month.returns["late"], "余 3 包次日到货")
    with month.book.writing(KEEPER) as writing:
        done = batch.advance(writing, october(31), ReturnState.INSPECTED)
    # The allowance passed its inspection with its review.
    assert (done.advanced, done.held) == (7, ())


def _post(month: Month) -> None:
    """One waits for its red invoice; one is typed by hand, checked by another; the rest go."""
    waiting = month.returns["refunded later"]
    with pytest.raises(WrongStep), month.book.writing(CLERK) as writing:
        decide.archive(writing, waiting)
    _type_by_hand(month)
    with month.book.writing(CLERK) as writing:
        done = batch.advance(writing, october(31))
        assert [held.number for held in done.held] == ["TH-202510-0003"]
        decide.enter_red_invoice(writing, waiting, "25332000000000000114")
        assert len(post.post(writing, waiting, october(28))) == 3


def _type_by_hand(month: Month) -> None:
    # Five packs at 18.50, which cost 14.20 each.
    lines = (
        *("借 1122 -104.53", "贷 5001 -92.50", "贷 22210107 -12.03"),
        *("借 5401 -71.00", "贷 1405 -71.00"),
    )
    returned = month.returns["by hand"]
    _typed(month, VoucherDraft(october(20), entry(*lines, customer=2), 1, returned))
    with month.book.writing(CLERK) as writing:
        by_hand.settle(writing, returned)


def _typed(month: Month, draft: VoucherDraft) -> int:
    """Type a voucher, have it checked by another, put it on the books."""
    with month.book.writing(CLERK) as writing:
        voucher = manual.write(writing, draft)
    with month.book.writing(REVIEWER) as writing:
        manual.check(writing, voucher)
    with month.book.writing(CLERK) as writing:
        manual.post(writing, voucher)
    return voucher


def _pay_back(month: Month) -> None:
    with month.book.writing(CLERK) as writing:
        for name, day in (("refunded", 21), ("refunded later", 30)):
            receipts.refund(writing, month.returns[name], october(day), Money.of("1130.00"))


def _correct(month: Month) -> None:
    """A voucher typed with a wrong amount is cancelled in red and typed again."""
    wrong, right = (
        _typed(month, VoucherDraft(october(27), entry(f"借 5601 {yuan}", f"贷 1002 {yuan}")))
        for yuan in ("86.00", "68.00")
    )
    assert wrong < right
    with month.book.writing(CLERK) as writing:
        manual.reverse(writing, wrong, october(28))


def _archive(month: Month) -> None:
    with month.book.writing(CLERK) as writing:
        done = batch.advance(writing, october(31), ReturnState.ARCHIVED)
    assert (done.advanced, done.held) == (9, ())


_CHAPTERS = (
    *(_begin, _trade, _take_in, _review, _inspect, _post, _pay_back, _correct),
    _archive,
)


@pytest.fixture
def october_done(book: Book) -> Month:
    """The month with everything in it."""
    month = Month(book)
    for chapter in _CHAPTERS:
        chapter(month)
    return month


def test_a_month_of_ten_returns_is_in_order_to_the_fen(october_done: Month) -> None:
    book = october_done.book
    with book.reading(CLERK) as reading:
        found = listing.listing(reading, ReturnFilter(states=frozenset(ReturnState)))
        result = reconciliation.reconcile(reading, OCTOBER)
        accounts = trial_balance.month(reading, OCTOBER)
        owed = {row.name: str(row.closing) for row in receivables.month(reading, OCTOBER)}
        lying = {(row.code, row.warehouse): row for row in stock.listing(reading)}
        numbers = [row.number for row in vouchers(reading, VoucherFilter()).rows]
    assert found.by_state[ReturnState.ARCHIVED] == 9
    assert found.by_state[ReturnState.REJECTED] == 1
    _require_reconciled(result)
    _require_balanced(accounts)
    assert owed == _OWED
    assert {place: (str(row.quantity), str(row.cost)) for place, row in lying.items()} == _LYING
    run = [number for number in numbers if number.startswith("记")]
    assert run == [f"记-{serial:04d}" for serial in range(1, len(run) + 1)]
    assert broken_rules(book.office) == []


_OWED = {
    # 11300.00 sold and paid; 2260.00 returned and paid back.
    "南渡启航教育科技有限公司": "0.00",
    # Sold 4181.00 + 130.80 + 3186.60, paid 3000.00; back 418.10, 169.95, 637.32, 209.05 off,
    # 130.80, 216.96 and 104.53.
    "云溪栖霞路小学": "2611.69",
}
_LYING = {
    # 200 - 100 + 10 + 10 + 2 at 59.80.
    ("ZX-0512", "主仓"): ("122", "7319.60"),
    # 300 - 200 + 100 - 150 + 20 + 30 + 5: 14.20, then 14.65 after the purchase.
    ("FY-7005", "主仓"): ("105", "1527.00"),
    ("FY-7005", "残次品仓"): ("8", "117.20"),
}


def _require_reconciled(result: reconciliation.Reconciliation) -> None:
    assert [str(check.left - check.right) for check in result.checks] == ["0.00"] * 3
    assert (str(result.rest), result.open_count) == ("0.00", 0)


def _require_balanced(accounts: tuple[trial_balance.AccountMonth, ...]) -> None:
    assert Money.total([one.debit for one in accounts]) == Money.total(
        [one.credit for one in accounts]
    )
    assert not Money.total([one.closing for one in accounts])
    closing = {one.code: str(one.closing) for one in accounts}
    # Receivable, stock and revenue as the documents have them.
    assert closing["1122"] == "2611.69"
    assert closing["1405"] == "8963.80"
    assert closing["2241"] == "0.00"
