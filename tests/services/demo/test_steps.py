"""Where the returns and vouchers of the demo stand, and that a step that fails is noticed."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.services.demo import data
from app.services.demo.steps import STEPS, Memory, StoryBroken
from app.services.exchange.import_kinds import ImportKind
from app.services.office import Book
from app.services.permits import Reading
from app.services.returns import apply, listing
from app.services.vouchers import listing as vouchers
from app.values.actor import Actor
from app.values.money import Money
from app.values.period import Period
from app.values.returns import ReturnState
from app.values.vouching import VoucherState
from tests.builders import CLERK, FOUNDER, back, goods_return, traded

OCTOBER = Period(2025, 10)

# Number, customer, reason, net, VAT, cost where it is on the books, voucher, state.
_REGISTER = """
0001 明远办公 错发规格 420.00 54.60 268.80 记-0031 archived
0002 佳佳百货 包装破损 186.50 24.25 121.20 记-0033 archived
0003 图文快印 多发 960.00 124.80 614.40 记-0035 archived
0004 栖霞路小学 质量问题 275.00 35.75 176.00 记-0036 archived
0005 星火培训 客户退单 132.00 17.16 84.50 记-0037 archived
0006 清泉酒店 错发规格 540.00 70.20 351.00 记-0038 archived
0007 书香文化 包装破损 308.40 40.09 200.50 记-0040 archived
0008 众联物业 多发 222.00 28.86 170.40 记-0043 archived
0009 工匠印务 质量问题 1480.00 192.40 962.00 记-0044 archived
0010 望海设计 客户退单 96.00 12.48 61.40 记-0045 archived
0011 启航教育 漏墨 300.00 39.00 192.00 记-0047 archived
0012 明远办公 错发规格 500.00 65.00 325.00 记-0048 archived
0013 佳佳百货 包装破损 148.00 19.24 94.70 记-0050 archived
0014 栖霞路小学 多发 763.00 99.19 0.00 - inspected
0015 图文快印 质量问题 88.00 11.44 56.30 记-0052 archived
0016 清泉酒店 客户退单 326.00 42.38 208.60 记-0053 archived
0017 书香文化 错发规格 214.50 27.89 139.40 记-0054 archived
0018 工匠印务 质量问题 690.00 89.70 448.50 记-0055 archived
0019 星火培训 多发 1265.49 164.51 822.60 记-0056 posted
0020 望海设计 包装破损 196.00 25.48 122.00 记-0059 posted
0021 启航教育 质量问题 455.00 59.15 295.80 记-0061 posted
0022 佳佳百货 包装破损 264.00 34.32 0.00 - inspected
0023 启航教育 漏墨 1565.00 203.45 0.00 - approved
0024 明远办公 错发规格 347.00 45.11 0.00 - approved
0025 众联物业 多发 612.00 79.56 0.00 - approved
0026 书香文化 客户退单 129.00 16.77 0.00 - applied
0027 图文快印 质量问题 438.00 56.94 0.00 - applied
0028 清泉酒店 包装破损 205.00 26.65 0.00 - applied
"""


def test_the_register_of_october_is_that_of_the_pictures(reading: Reading) -> None:
    wanted = listing.ReturnFilter(states=frozenset(ReturnState), period=OCTOBER, limit=100)
    page = listing.listing(reading, wanted)
    lines = [
        f"{row.number[-4:]} {row.customer} {row.reason_text} {row.net} {row.vat} {row.cost}"
        f" {row.vouchers or '-'} {row.state.value}"
        for row in page.rows
    ]
    assert sorted(lines) == _REGISTER.strip().splitlines()
    assert (page.count, str(page.total)) == (28, "14832.26")


def test_eleven_returns_are_being_worked_on(reading: Reading) -> None:
    page = listing.listing(reading, listing.ReturnFilter(period=OCTOBER))
    assert (page.count, str(page.total)) == (11, "7050.62")
    states = Counter(row.state.value for row in page.rows)
    assert states == {"applied": 3, "approved": 3, "inspected": 2, "posted": 3}


def test_the_return_of_september_was_booked_in_october(reading: Reading) -> None:
    detail = listing.show(reading, listing.find(reading, "TH-202509-0031"))
    assert str(detail.head.day) == "2025-09-30"
    assert (str(detail.posted_day), detail.head.vouchers) == ("2025-10-09", "记-0012")


def test_the_line_of_the_pictures_has_200_sold_20_back_and_180_left(reading: Reading) -> None:
    detail = listing.show(reading, listing.find(reading, "TH-202510-0023"))
    (pens,) = detail.lines[0].originals
    assert (str(pens.sold), str(pens.returned), str(pens.left)) == ("200", "20", "180")


_VOUCHERS = {
    "记-0041": ("19815.38", "XS-202510-0087"),
    "记-0042": ("1717.40", "XS-202510-0071"),
    "记-0044": ("-2634.40", "TH-202510-0009"),
    "记-0046": ("3280.00", "SK-202510-0013"),
    "记-0049": ("-890.00", ""),
    "记-0051": ("8900.00", "SK-202510-0014"),
    "记-0055": ("-1228.20", "TH-202510-0018"),
    "记-0056": ("-2162.60", ""),
    "记-0057": ("862.00", ""),
    "记-0058": ("6418.40", "CG-202510-0004"),
    "记-0059": ("-343.48", "TH-202510-0020"),
    "记-0060": ("6500.00", ""),
    "记-0061": ("-809.95", ""),
}


def test_vouchers_have_the_numbers_and_amounts_of_the_pictures(reading: Reading) -> None:
    rows = vouchers.listing(reading, vouchers.VoucherFilter(period=OCTOBER)).rows
    posted = {row.number: row for row in rows if row.state is VoucherState.POSTED}
    assert len(posted) == 64
    found = {number: posted[number] for number in _VOUCHERS}
    assert {n: (str(r.amount), r.source_number) for n, r in found.items()} == _VOUCHERS
    assert posted["记-0056"].made_by == "陈晓"
    (draft,) = (row for row in rows if row.state is VoucherState.DRAFT)
    assert (draft.summary, draft.amount) == ("退款 明远办公 多收货款", Money.of("1200.00"))


def _take(book: Book, do: str, facts: Mapping[str, Any], actor: Actor = CLERK) -> None:
    with book.writing(actor) as writing:
        STEPS[do](writing, facts, Memory())


def test_a_file_of_the_demo_with_a_row_that_is_refused_stops_it(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    (tmp_path / "receipts.csv").write_text("日期,客户编码,金额\n2025-10-08,KH-0999,5.00\n")
    facts = {"kind": ImportKind.RECEIPTS.value, "file": "receipts.csv"}
    with pytest.raises(StoryBroken, match="0 of 1"):
        _take(book, "import", facts)


def test_a_return_that_gets_another_number_stops_the_demo(book: Book) -> None:
    sold = traded(book)
    facts = {
        "return": "TH-202510-0007",
        "day": "2025-10-10",
        "customer": "KH-0117",
        "sale": sold.number,
        "lines": [{"product": "ZX-0512", "quantity": "3"}],
        "reason": "quality",
        "text": "漏墨",
    }
    with pytest.raises(StoryBroken, match="TH-202510-0007 became TH-202510-0001"):
        _take(book, "apply", facts)


def test_returns_that_cannot_be_carried_on_stop_the_demo(book: Book) -> None:
    sold = traded(book)
    with book.writing(FOUNDER) as writing:
        apply.apply(writing, goods_return(1, back(sold.lines[0], "3")))
    with pytest.raises(StoryBroken, match="TH-202510-0001"):
        _take(book, "advance", {"through": "2025-10-31", "to": "approved"}, FOUNDER)
