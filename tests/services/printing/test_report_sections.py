"""The sections of the monthly report."""

from dataclasses import replace

from app.services.printing.flow import Heading
from app.services.printing.report_sections import cause_mark, section_blocks
from app.services.printing.table import Table
from app.services.sheets.report_sheet import ReportSheet
from app.values.money import Money
from app.values.reconciling import Cause
from tests.services.printing.report_samples import COVER, REPORT


def tables() -> list[Table]:
    return [block for block in section_blocks(REPORT) if isinstance(block, Table)]


def test_six_sections_follow_in_their_order() -> None:
    headings = [block.text for block in section_blocks(REPORT) if isinstance(block, Heading)]
    assert headings == [
        "一、差异明细",
        "二、原因汇总",
        "三、更正凭证（已做 3 张）",
        "四、应收账款",
        "五、存货",
        "六、退货登记簿",
    ]


def test_every_cause_has_a_character_of_its_own() -> None:
    assert [cause_mark(cause) for cause in Cause] == ["记", "操", "沟", "库", "客"]


def test_every_table_is_as_wide_as_the_page() -> None:
    widths = [table.width for table in tables()]
    assert len(widths) == 6
    assert all(abs(width - 174) < 0.01 for width in widths)


def test_every_row_of_the_sheet_is_in_its_table() -> None:
    counts = [len(table.rows) for table in tables()]
    lines = sum(len(correction.lines) for correction in REPORT.corrections)
    assert counts == [7, 5, lines, 13, 5, 28]


def test_differences_of_several_checks_are_summed_check_by_check() -> None:
    lines = tuple(
        replace(line, check="退货单与凭证" if at < 4 else "存货科目与库存账")
        for at, line in enumerate(REPORT.differences)
    )
    blocks = section_blocks(replace(REPORT, differences=lines))
    first, second, *_others = [block for block in blocks if isinstance(block, Table)]
    assert [row[0] for row in (*first.rows, *second.rows)] == ["1", "2", "3", "4", "5", "6", "7"]
    for table, whole in ((first, lines[:4]), (second, lines[4:])):
        assert table.total is not None
        assert table.total[1] == Money.total([line.amount for line in whole])


def test_a_report_without_anything_has_no_table() -> None:
    assert not [block for block in section_blocks(ReportSheet(COVER)) if isinstance(block, Table)]
