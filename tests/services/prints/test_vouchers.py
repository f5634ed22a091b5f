"""Vouchers of a book as printed forms: what stands on each."""

from app import i18n
from app.services.prints import vouchers
from app.services.sheets.voucher_sheet import VoucherSheet
from app.services.vouchers.listing import VoucherFilter
from app.values.entry import Side
from app.values.period import Period
from tests.builders import CLERK, FOUNDER, OCTOBER, october
from tests.services.trading import BACK_PENS, Trading, type_voucher

_ALL = VoucherFilter(period=OCTOBER)


def _sheets(trading: Trading, wanted: VoucherFilter = _ALL) -> dict[str, VoucherSheet]:
    with trading.book.reading(CLERK) as reading:
        return {str(one.number): one for one in vouchers.sheets(reading, wanted)}


def test_only_what_is_on_the_books_is_printed_in_the_order_of_numbers(seen: Trading) -> None:
    numbers = list(_sheets(seen))
    assert numbers[:4] == ["初-0001", "初-0002", "初-0003", "记-0001"]
    assert numbers[-1] == "记-0014"
    assert len(numbers) == 17  # the draft is none of them


def test_a_form_says_who_what_and_how_much(seen: Trading) -> None:
    form = _sheets(seen)["记-0006"]
    assert (form.client, form.day, form.attachments) == (
        *("云溪拾光文具有限公司", october(10)),
        1,
    )
    assert (form.maker, form.checker, form.poster) == ("周敏", "李国栋", "周敏")
    assert [(line.account, line.side, str(line.amount)) for line in form.lines] == [
        ("1122 应收账款 — 南渡启航教育科技有限公司", Side.DEBIT, "-1130.00"),
        ("5001 主营业务收入", Side.CREDIT, "-1000.00"),
        ("22210107 应交增值税 — 销项税额", Side.CREDIT, "-130.00"),
    ]
    assert form.sum_of(Side.DEBIT) == form.sum_of(Side.CREDIT)


def test_a_form_names_the_document_that_it_comes_from(trading: Trading) -> None:
    lines = ("借 1122 -1.00", "贷 5001 -1.00")
    type_voucher(trading.book, *lines, return_id=BACK_PENS)
    forms = _sheets(trading)
    assert {number: form.source for number, form in forms.items()} == {
        "初-0001": "",
        "初-0002": "",
        "初-0003": "",
        "记-0001": "销售单 XS-202510-0001",
        "记-0002": "销售单 XS-202510-0001",
        "记-0003": "销售单 XS-202510-0002",
        "记-0004": "销售单 XS-202510-0002",
        "记-0005": "采购单 CG-0031",
        "记-0006": "退货单 TH-202510-0001",
        "记-0007": "退货单 TH-202510-0001",
        "记-0008": "退货单 TH-202510-0002",
        "记-0009": "退货单 TH-202510-0002",
        "记-0010": "收款单 SK-202510-0001",
        "记-0011": "退款单 FK-202510-0001",
        "记-0012": "",
        "记-0013": "",
        "记-0014": "冲销 记-0013",
        "记-0015": "退货单 TH-202510-0001",
    }


def test_the_forms_of_one_person_alone_say_so(trading: Trading) -> None:
    assert not _sheets(trading)["记-0001"].is_single_person
    with trading.office.writing(FOUNDER) as writing:
        writing.connection.exec_driver_sql("UPDATE office SET single_person = 1")
    assert _sheets(trading)["记-0001"].is_single_person


def test_a_month_without_vouchers_has_no_forms(seen: Trading) -> None:
    assert _sheets(seen, VoucherFilter(period=Period(2025, 11))) == {}


def test_the_forms_are_chinese_whatever_the_window_speaks(seen: Trading) -> None:
    before = i18n.language()
    i18n.use("en")
    try:
        assert _sheets(seen)["记-0010"].source == "收款单 SK-202510-0001"
    finally:
        i18n.use(before)
