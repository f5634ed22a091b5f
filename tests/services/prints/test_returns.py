"""A return of a book as the printed note: what it says at each step."""

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import update

from app.models.client import Client
from app.services.prints import returns
from app.services.returns import decide, post
from app.services.returns.decide import Inspection
from app.services.returns.refusals import ReturnUnknown
from app.services.sheets.return_sheet import ReturnSheet
from app.services.sheets.signature import UNSIGNED, Signature
from app.values.quantity import Quantity
from app.values.returns import ReturnReason, Settlement
from tests.builders import (
    CLERK,
    FOUNDER,
    KEEPER,
    REVIEWER,
    Item,
    applied,
    back,
    goods_return,
    inspected,
    october,
    posted,
    sale,
)
from tests.conftest import MORNING
from tests.services.trading import (
    BACK_LATER,
    BACK_PAPER,
    BACK_PENS,
    PENS,
    QIHANG,
    SOLD_PENS,
    Trading,
)


def _sheet(trading: Trading, return_id: int) -> ReturnSheet:
    with trading.book.reading(CLERK) as reading:
        return returns.sheet(reading, return_id)


def test_a_posted_return_says_whose_it_is_and_what_it_comes_to(seen: Trading) -> None:
    sheet = _sheet(seen, BACK_PENS)
    assert (sheet.seller, sheet.number, sheet.day) == (
        *("云溪拾光文具有限公司", "TH-202510-0001"),
        october(10),
    )
    assert sheet.customer == "KH-0117 南渡启航教育科技有限公司"
    (line,) = sheet.lines
    assert (line.code, line.product, line.unit) == ("ZX-0512", "中性笔 0.5mm 黑", "盒")
    assert (str(line.applied), str(line.received)) == ("10", "10")
    assert (str(sheet.net), str(sheet.tax), str(sheet.gross)) == ("1000.00", "130.00", "1130.00")
    assert (sheet.original_sale, sheet.sale_day) == ("XS-202510-0001", october(8))
    assert (sheet.original_invoice, sheet.red_invoice, sheet.warehouse) == ("", "", "主仓")


def test_who_took_each_step_signs_it(seen: Trading) -> None:
    day = MORNING.date()
    sheet = _sheet(seen, BACK_PENS)
    assert (sheet.applicant, sheet.approver, sheet.inspector, sheet.accountant) == (
        Signature("周敏", day),
        Signature("李国栋", day),
        Signature("王磊", day),
        Signature("周敏", day),
    )


def test_steps_that_were_not_taken_stay_blank_for_a_pen(seen: Trading) -> None:
    sheet = _sheet(seen, BACK_LATER)
    assert sheet.applicant.name == "周敏"
    assert (sheet.approver, sheet.inspector, sheet.accountant) == (UNSIGNED,) * 3
    assert [line.received for line in sheet.lines] == [None]


def test_a_posted_return_says_what_the_customer_owes_after_it(seen: Trading) -> None:
    # On October 10: 11,300.00 less 1,130.00.
    assert _sheet(seen, BACK_PENS).note == (
        "本单已冲减应收 1,130.00 元，减后应付余额为 10,170.00 元。"
    )


def test_a_return_on_its_way_says_what_it_will_take_off(seen: Trading) -> None:
    # On October 30: 5,670.00 less 226.00.
    assert _sheet(seen, BACK_LATER).note == (
        "本单退货款将从应付货款中减 226.00 元，减后应付余额为 5,444.00 元。"
    )


def test_a_return_posted_later_counts_from_that_day(trading: Trading) -> None:
    late = inspected(trading.book, goods_return(QIHANG, back(SOLD_PENS, "1"), day=october(31)))
    with trading.book.writing(CLERK) as writing:
        post.post(writing, late.id, datetime.date(2025, 11, 4))
    assert _sheet(trading, late.id).note == (
        "本单已冲减应收 113.00 元，减后应付余额为 5,557.00 元。"
    )


def test_what_arrived_is_what_is_paid_for(trading: Trading) -> None:
    taken = applied(trading.book, goods_return(QIHANG, back(SOLD_PENS), day=october(30)))
    with trading.book.writing(REVIEWER) as writing:
        decide.approve(writing, taken.id)
    with trading.book.writing(KEEPER) as writing:
        decide.inspect(writing, taken.id, {4: Inspection(Quantity.of("6"))})
    sheet = _sheet(trading, taken.id)
    (line,) = sheet.lines
    assert (str(line.applied), str(line.received), str(line.net)) == ("10", "6", "600.00")
    assert str(sheet.gross) == "678.00"
    assert "减 678.00 元" in sheet.note


def test_what_is_paid_back_apart_takes_nothing_off(trading: Trading) -> None:
    draft = goods_return(QIHANG, back(SOLD_PENS, "1"), settlement=Settlement.REFUND_LATER)
    apart = posted(trading.book, draft)
    sheet = _sheet(trading, apart.id)
    assert sheet.note == "本单退货款 113.00 元另行应付客户，不冲减应收。"
    assert sheet.handling == "退货 · 稍后退款"


def test_reason_and_condition_stand_on_the_line(trading: Trading) -> None:
    (rejects,) = _sheet(trading, BACK_PAPER).lines
    assert rejects.remark == "次品"
    leaking = replace(back(SOLD_PENS, "1"), reason_text="漏墨")
    taken = applied(trading.book, goods_return(QIHANG, leaking, reason=ReturnReason.QUALITY))
    assert [line.remark for line in _sheet(trading, taken.id).lines] == ["漏墨 / 完好"]


def test_contacts_are_covered_on_paper(trading: Trading) -> None:
    assert _sheet(trading, BACK_PENS).customer_contact == "赵敏 138****6021"
    assert _sheet(trading, BACK_PAPER).customer_contact == ""
    assert _sheet(trading, BACK_PENS).seller_contact == ""
    with trading.office.writing(FOUNDER) as writing:
        where = {"address": "云溪市栖霞路 8 号", "phone": "0512-66668888"}
        writing.connection.execute(update(Client).where(Client.id == 1).values(**where))
    assert _sheet(trading, BACK_PENS).seller_contact == "云溪市栖霞路 8 号 · 0512-66668888"


def test_a_return_of_several_sales_names_each_once(trading: Trading) -> None:
    with trading.book.writing(CLERK) as writing:
        more = sale(
            writing, QIHANG, Item(PENS, "5"), number="XS-202510-0003", day=october(9), invoice="25"
        )
    draft = goods_return(
        QIHANG, back(SOLD_PENS, "1"), back(more.lines[0], "2"), red_invoice="25442000000000087316"
    )
    sheet = _sheet(trading, applied(trading.book, draft).id)
    assert (sheet.original_sale, sheet.sale_day) == (
        *("XS-202510-0001 XS-202510-0003",),
        october(8),
    )
    assert (sheet.original_invoice, sheet.red_invoice) == ("25", "25442000000000087316")
    assert len(sheet.lines) == 2


def test_a_return_that_is_not_there_is_refused(seen: Trading) -> None:
    for return_id in (99, BACK_PENS):
        with seen.other.reading(CLERK) as reading, pytest.raises(ReturnUnknown):
            returns.sheet(reading, return_id)
