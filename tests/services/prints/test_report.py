"""The monthly report of a book: its conclusion, its checks, its differences, its anchor."""

from app import i18n
from app.models.database import open_engine
from app.services import audit
from app.services.prints import report
from app.services.sheets.report_sheet import ReportSheet
from app.services.sheets.signature import Signature
from app.values.period import Period
from app.values.reconciling import Cause
from tests.builders import ADMIN, CLERK, KEY, OCTOBER, REVIEWER, back, goods_return, inspected
from tests.conftest import MORNING
from tests.services.trading import QIHANG, SOLD_PENS, Trading, type_voucher


def _sheet(trading: Trading, period: Period = OCTOBER) -> ReportSheet:
    with trading.book.writing(CLERK) as writing:
        return report.sheet(writing, period)


def test_a_month_that_agrees_says_so(trading: Trading) -> None:
    sheet = _sheet(trading)
    cover = sheet.cover
    assert (cover.client, cover.agency, cover.period) == (
        *("云溪拾光文具有限公司", "云溪青禾代理记账有限公司"),
        OCTOBER,
    )
    assert (cover.number, cover.made_at) == ("BG-202510-004", MORNING)
    assert cover.conclusion == "账目相符"
    assert cover.maker == Signature("周敏", MORNING.date())
    assert [(line.subject, str(line.difference), line.result) for line in cover.checks] == [
        ("退货单与凭证", "0.00", "相符"),
        ("应收账款与客户往来", "0.00", "相符"),
        ("存货科目与库存账", "0.00", "相符"),
    ]
    assert (sheet.differences, sheet.causes, str(sheet.to_correct)) == ((), (), "0.00")


def test_the_figures_of_the_conclusion_are_those_of_the_month(trading: Trading) -> None:
    cover = _sheet(trading).cover
    assert cover.conclusion_figure == "0.00"
    for figure in ("3", "1,460.53", "1,234.53", "0.00"):
        assert figure in cover.conclusion_text


def test_differences_are_listed_with_cause_and_evidence_and_summed_by_cause(
    trading: Trading,
) -> None:
    type_voucher(trading.book, "借 1122 -565.00", "贷 5001 -500.00", "贷 22210107 -65.00")
    inspected(trading.book, goods_return(QIHANG, back(SOLD_PENS, "3")))
    sheet = _sheet(trading)
    told = [
        (line.cause, line.document, line.voucher, str(line.amount)) for line in sheet.differences
    ]
    assert told == [
        (Cause.OPERATION, "", "记-0015", "-565.00"),
        (Cause.COMMUNICATION, "TH-202510-0004", "", "339.00"),
        (Cause.OPERATION, "KH-0117", "KH-0117", "565.00"),
    ]
    assert sheet.differences[1].evidence == "TH-202510-0004 已验收（2025-10-10），没有对应凭证。"
    assert [(line.cause, line.count, str(line.amount)) for line in sheet.causes] == [
        (Cause.OPERATION, 1, "-565.00"),
        (Cause.COMMUNICATION, 1, "339.00"),
    ]
    assert {line.check for line in sheet.differences} == {"退货单与凭证", "应收账款与客户往来"}
    assert str(sheet.to_correct) == "-226.00"
    assert sheet.cover.conclusion_figure == "-226.00"
    assert "3" in sheet.cover.conclusion
    assert [line.result for line in sheet.cover.checks] == ["待更正 2 项", "待更正 1 项", "相符"]


def test_what_nothing_explains_does_not_agree(trading: Trading) -> None:
    engine = open_engine(trading.path, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_entry_update_final")
        connection.exec_driver_sql("UPDATE entry SET customer_id = NULL WHERE id = 5")
    engine.dispose()
    assert _sheet(trading).cover.conclusion == "账目不符"


def test_the_report_is_written_down_and_carries_the_head_of_the_log(trading: Trading) -> None:
    anchor = _sheet(trading).cover.anchor
    with trading.office.reading(ADMIN) as reading:
        newest = audit.listing(reading, 1)[0]
        head = audit.head(reading)
        printed = f"{anchor.sequence:06d}-{anchor.head}"
        assert (newest.action, newest.thing) == ("report-made", "004")
        assert audit.verify(reading, printed) == ()
    assert printed == head.anchor


def test_whoever_makes_the_report_signs_it(trading: Trading) -> None:
    with trading.book.writing(REVIEWER) as writing:
        assert report.sheet(writing, OCTOBER).cover.maker.name == "李国栋"


def test_the_stock_note_says_both_sides(trading: Trading) -> None:
    note = _sheet(trading).stock_note
    assert note.count("14,561.00") == 2
    assert "0.00" in note


def test_the_report_is_chinese_whatever_the_window_speaks(trading: Trading) -> None:
    chinese = _sheet(trading)
    before = i18n.language()
    i18n.use("en")
    try:
        again = _sheet(trading)
    finally:
        i18n.use(before)
    assert again.cover.checks == chinese.cover.checks
    assert again.returns == chinese.returns
    assert again.returns[2].state == "待审核"


def test_a_month_without_anything_agrees(trading: Trading) -> None:
    sheet = _sheet(trading, Period(2025, 9))
    assert sheet.returns == ()
    assert sheet.stock == ()
    assert sheet.receivables == ()
