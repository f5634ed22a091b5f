"""Whatever happens in whatever order: no unit and no 分 appears, disappears or is counted twice."""

import datetime
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.errors import AppError
from app.services import products, purchases, receipts
from app.services.office import Book, Office
from app.services.purchases import PurchaseDraft, PurchaseLineDraft
from app.services.reconciliation import receivables
from app.services.returns import apply, decide, post
from app.services.returns import sold as sold_lines
from app.services.returns.decide import Inspection
from app.services.returns.drafts import ACCEPT_PRICE, ReturnLineDraft
from app.services.vouchers import manual
from app.values.money import Money, UnitPrice
from app.values.period import Period
from app.values.quantity import Quantity
from app.values.returns import Condition, ReturnKind, Settlement
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    KEY,
    REVIEWER,
    Item,
    SteppedClock,
    TooLittleInStockError,
    back,
    broken_rules,
    client,
    customer,
    goods_return,
    loose,
    october,
    product,
    returned_by_file,
    sale,
    stocked,
)
from tests.conftest import MORNING

_PRICES = ("0.35", "29.50", "33.333333", "100.00", "0.00")
_SETTLEMENTS = tuple(Settlement)
_Numbers = tuple[int, int, int]


@pytest.fixture(scope="module")
def shop(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a book with two customers and two articles in stock; copy it."""
    path = Path(shutil.copy(empty_office, tmp_path_factory.mktemp("shop") / "books.db"))
    office = Office.open(path, KEY, SteppedClock(MORNING))
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
    with book.writing(CLERK) as writing:
        customer(writing)
        customer(writing, code="KH-0101", name="云溪栖霞路小学")
        for code, quantity, cost in (("ZX-0512", "40", "1000.01"), ("BT-1", "7.5", "0.50")):
            stocked(writing, product(writing, code=code), quantity, cost)
    office.close()
    return path


@contextmanager
def _opened(path: Path) -> Iterator[Book]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / "books.db"))
        office = Office.open(copy, KEY, SteppedClock(MORNING))
        yield office.book(1)
        office.close()


class NothingThereError(Exception):
    """There is nothing yet to which this could be done."""


@dataclass(slots=True)
class Story:
    """What has happened in a book, and how often each act was possible."""

    book: Book
    done: list[str] = field(default_factory=list)

    def rows(self, statement: str) -> list[Any]:
        """Give what lies in the book's tables."""
        with self.book.reading(CLERK) as reading:
            return list(reading.connection.execute(text(statement)))

    def pick(self, statement: str, choice: int) -> Any:
        """Give one of the rows that a statement finds."""
        found = self.rows(statement)
        if not found:
            raise NothingThereError(statement)
        return found[choice % len(found)]


def _day(number: int) -> datetime.date:
    return october(1) + datetime.timedelta(days=number % 40)


def _sell(story: Story, numbers: _Numbers) -> None:
    first, second, third = numbers
    items = [Item(1 + first % 2, str(1 + second % 9), _PRICES[third % 5]) for _ in range(2)]
    number = f"XS-{len(story.rows('SELECT id FROM sale'))}"
    with story.book.writing(CLERK) as writing:
        sale(writing, 1 + third % 2, *items, number=number, day=_day(first))


def _buy(story: Story, numbers: _Numbers) -> None:
    first, second, third = numbers
    with story.book.writing(CLERK) as writing:
        article = products.choices(writing)[first % 2]
        line = PurchaseLineDraft(
            article, Quantity(1 + second * 333), UnitPrice.of(_PRICES[third % 5]), 1300
        )
        number = f"CG-{len(story.rows('SELECT id FROM purchase'))}"
        purchases.take(writing, PurchaseDraft(number, _day(first), "南渡文具厂", (line,)))


def _return(story: Story, numbers: _Numbers) -> None:
    first, second, third = numbers
    found = story.pick(
        "SELECT l.id, s.customer_id, s.day, l.quantity FROM sale_line l"
        " JOIN sale s ON s.id = l.sale_id ORDER BY l.id",
        first,
    )
    units = Quantity(max(found.quantity * (second % 4 + 1) // 4, 1))
    line = ReturnLineDraft(sale_line_id=found.id, quantity=units)
    if third % 5 == 0:
        line = ReturnLineDraft(found.id, quantity=units, unit_price=UnitPrice.of("31.00"))
    lines = (line, back(found.id, "0.5")) if third % 3 == 0 else (line,)
    day = datetime.date.fromisoformat(found.day) + datetime.timedelta(days=third % 9)
    draft = goods_return(
        found.customer_id,
        *lines,
        day=day,
        settlement=_SETTLEMENTS[third % 3],
        accepted=frozenset({ACCEPT_PRICE}),
    )
    with story.book.writing(CLERK) as writing:
        apply.apply(writing, draft)


def _allow(story: Story, numbers: _Numbers) -> None:
    first, second, _ = numbers
    found = story.pick(
        "SELECT l.id, s.customer_id, l.net FROM sale_line l JOIN sale s ON s.id = l.sale_id", first
    )
    amount = Money(found.net).share(second % 4 + 1, 4)
    draft = goods_return(
        found.customer_id,
        ReturnLineDraft(sale_line_id=found.id, amount=amount),
        day=october(40 - 9),
        kind=ReturnKind.ALLOWANCE,
    )
    with story.book.writing(CLERK) as writing:
        apply.apply(writing, draft)


def _return_loose(story: Story, numbers: _Numbers) -> None:
    first, second, third = numbers
    line = loose(1 + first % 2, str(1 + second % 3), _PRICES[third % 5])
    with story.book.writing(CLERK) as writing:
        apply.apply(writing, goods_return(1 + third % 2, line, day=_day(first)))


def _return_by_file(story: Story, numbers: _Numbers) -> None:
    first, second, third = numbers
    number = f"TK-{len(story.rows('SELECT id FROM goods_return'))}"
    item = Item(1 + first % 2, str(1 + second % 5), _PRICES[third % 5])
    returned_by_file(story.book, 1 + third % 2, item, number=number, day=_day(first))


def _step(
    state: str, act: Callable[[Story, int, _Numbers], None]
) -> Callable[[Story, _Numbers], None]:
    """Give the act that is done to one of the returns at this state."""

    def do(story: Story, numbers: _Numbers) -> None:
        asked = f"SELECT id FROM goods_return WHERE state = '{state}' ORDER BY id"
        found = story.pick(asked, numbers[0])
        act(story, found.id, numbers)

    return do


def _approve(story: Story, return_id: int, numbers: _Numbers) -> None:
    with story.book.writing(REVIEWER) as writing:
        if numbers[1] % 8:
            decide.approve(writing, return_id)
        else:
            decide.reject(writing, return_id, "过期")


def _inspect(story: Story, return_id: int, numbers: _Numbers) -> None:
    _, second, third = numbers
    lines = story.rows(f"SELECT id, quantity FROM return_line WHERE return_id = {return_id}")
    found = {
        line.id: Inspection(
            Quantity(line.quantity * (second % 4) // 3), tuple(Condition)[third % 3]
        )
        for line in lines[third % 2 :]
        if second % 4 < 3
    }
    with story.book.writing(KEEPER) as writing:
        decide.inspect(writing, return_id, found)


def _send_back(story: Story, return_id: int, _numbers: _Numbers) -> None:
    with story.book.writing(REVIEWER) as writing:
        decide.send_back(writing, return_id, "重做")


def _post(story: Story, return_id: int, _numbers: _Numbers) -> None:
    with story.book.writing(CLERK) as writing:
        post.post(writing, return_id)


def _void(story: Story, return_id: int, _numbers: _Numbers) -> None:
    with story.book.writing(CLERK) as writing:
        decide.void(writing, return_id, "重复")


def _refund(story: Story, return_id: int, numbers: _Numbers) -> None:
    with story.book.writing(CLERK) as writing:
        receipts.refund(writing, return_id, _day(39), Money(1 + numbers[1] * 77))


def _reverse(story: Story, numbers: _Numbers) -> None:
    found = story.pick("SELECT id FROM voucher WHERE word = '记' ORDER BY id", numbers[0])
    with story.book.writing(CLERK) as writing:
        manual.reverse(writing, found.id, _day(39))


_ACTS: dict[str, Callable[[Story, _Numbers], None]] = {
    "sell": _sell,
    "return": _return,
    "approve": _step("applied", _approve),
    "inspect": _step("approved", _inspect),
    "post": _step("inspected", _post),
    "send back": _step("inspected", _send_back),
    "buy": _buy,
    "allow": _allow,
    "loose": _return_loose,
    "by file": _return_by_file,
    "void": _step("approved", _void),
    "refund": _step("posted", _refund),
    "reverse": _reverse,
}
_OFTEN = ("sell", "return", "return", "approve", "inspect", "post", "return", "inspect", "post")
_NUMBER = st.integers(0, 60)
_STORIES = st.lists(
    st.tuples(st.sampled_from([*_ACTS, *_OFTEN]), st.tuples(_NUMBER, _NUMBER, _NUMBER)),
    min_size=5,
    max_size=40,
)


def _require_no_unit_twice(story: Story) -> None:
    rows = story.rows("SELECT id, quantity, net, vat FROM sale_line")
    with story.book.reading(CLERK) as reading:
        lines = sold_lines.of_lines(reading, [row.id for row in rows])
    for line in lines.values():
        assert line.left >= Quantity(0), line
        assert Money(0) <= line.returned_net <= line.net, line
        assert Money(0) <= line.returned_vat <= line.vat, line


def _require_parts_that_sum(story: Story) -> None:
    """Each line is worth its linked parts; a sale line that is all back gave all it was worth."""
    assert not story.rows(
        "SELECT l.id FROM return_line l JOIN goods_return r ON r.id = l.return_id"
        " JOIN return_link k ON k.return_line_id = l.id WHERE r.import_id IS NULL"
        " GROUP BY l.id HAVING sum(k.quantity) = l.accepted"
        " AND (sum(k.net) <> l.accepted_net OR sum(k.vat) <> l.accepted_vat)"
    )
    assert not story.rows(
        "SELECT s.id FROM sale_line s JOIN return_link k ON k.sale_line_id = s.id"
        " JOIN return_line l ON l.id = k.return_line_id JOIN goods_return r ON r.id = l.return_id"
        " WHERE r.state NOT IN ('rejected', 'void') GROUP BY s.id"
        " HAVING sum(k.quantity) = s.quantity AND min(r.import_id) IS NULL"
        " AND min(l.unit_price) = s.unit_price AND max(l.unit_price) = s.unit_price"
        " AND (sum(k.net) <> s.net OR sum(k.vat) <> s.vat)"
    )
    assert not story.rows(
        "SELECT k.sale_line_id FROM return_link k WHERE k.cost IS NOT NULL GROUP BY k.sale_line_id"
        " HAVING sum(k.quantity) = (SELECT quantity FROM sale_line s WHERE s.id = k.sale_line_id)"
        " AND sum(k.cost) <> (SELECT -m.cost FROM stock_move m WHERE m.kind = 'sale'"
        " AND m.line_id = k.sale_line_id)"
    )


def _require_sound_books(story: Story) -> None:
    assert not story.rows("SELECT * FROM stock_balance WHERE quantity < 0 OR cost < 0")
    assert broken_rules(story.book.office) == []
    with story.book.reading(CLERK) as reading:
        by_customer = receivables.by_ledger(reading, Period(2025, 12).last_day)
        account = reading.connection.execute(
            text(
                "SELECT coalesce(sum(CASE side WHEN 'debit' THEN amount ELSE -amount END), 0)"
                " FROM entry JOIN voucher ON voucher.id = voucher_id"
                " WHERE account = '1122' AND state = 'posted'"
            )
        ).scalar_one()
    assert sum(by_customer.values()) == account


def _tell(book: Book, acts: list[tuple[str, _Numbers]]) -> Story:
    story = Story(book)
    for name, numbers in acts:
        try:
            _ACTS[name](story, numbers)
        except (AppError, NothingThereError, TooLittleInStockError):
            continue
        story.done.append(name)
    return story


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(_STORIES)
def test_no_sequence_of_acts_breaks_the_books(shop: Path, acts: list[tuple[str, _Numbers]]) -> None:
    with _opened(shop) as book:
        story = _tell(book, acts)
        _require_no_unit_twice(story)
        _require_parts_that_sum(story)
        _require_sound_books(story)


def test_the_acts_of_these_stories_are_possible(shop: Path) -> None:
    order = (
        *("sell", "sell", "return", "approve", "inspect", "post", "refund", "reverse", "buy"),
        *("allow", "approve", "post", "loose", "approve", "inspect", "send back", "void"),
        "by file",
    )
    with _opened(shop) as book:
        story = _tell(book, [(name, (1 if name == "allow" else 2, 2, 1)) for name in order])
        assert story.done == list(order)
        assert {"posted", "void", "applied"} <= {
            row.state for row in story.rows("SELECT state FROM goods_return")
        }
        _require_sound_books(story)
