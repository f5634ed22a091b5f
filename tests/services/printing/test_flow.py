"""Parts are set below one another on as many pages as they need."""

from app.services.printing.fitting import Run
from app.services.printing.flow import Block, Gap, Heading, Paragraph, paginate
from app.services.printing.fonts import Face
from app.services.printing.table import Column, Row, Slice, Table


def rows(count: int) -> tuple[Row, ...]:
    return tuple((f"{number}", number) for number in range(count))


COLUMNS = (Column("序", 20), Column("数", 20, is_carried=True))


def test_parts_follow_one_another_with_their_gaps() -> None:
    table = Table(COLUMNS, rows(3))
    (page,) = paginate([Heading("一"), table, Gap(9), Heading("二"), table], 20, 200)
    tops = [top for top, _part in page.parts]
    assert tops == [20, 29.2, 29.2 + 25.6 + 9, 29.2 + 25.6 + 9 + 9.2]
    assert page.section == "一"


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    blocks: list[Block] = [Table(COLUMNS, rows(8)), Heading("二"), Table(COLUMNS, rows(8))]
    first, second = paginate(blocks, 20, 100)
    assert len(first.parts) == 1
    assert isinstance(second.parts[0][1], Heading)
    assert second.section == "二"


def test_a_heading_may_ask_for_a_new_page() -> None:
    pages = paginate([Heading("一"), Heading("二", is_on_new_page=True)], 20, 200, "封面")
    assert [page.section for page in pages] == ["一", "二"]


def test_a_page_that_goes_on_with_a_table_keeps_the_name_of_its_section() -> None:
    pages = paginate([Heading("六"), Table(COLUMNS, rows(60))], 20, 200)
    assert [page.section for page in pages] == ["六"] * 3
    kept = [part for page in pages for _top, part in page.parts if isinstance(part, Slice)]
    assert sum(part.stop - part.start for part in kept) == 60


def test_a_gap_at_the_top_of_a_page_is_dropped() -> None:
    pages = paginate([Gap(30), Heading("一")], 20, 200)
    assert pages[0].parts[0][0] == 20


def test_a_paragraph_is_as_high_as_its_lines() -> None:
    short = Paragraph((Run("编号连续。", Face.SERIF),), 174)
    long = Paragraph((Run("编号连续，无断号、无作废。" * 12, Face.SERIF),), 174)
    assert len(short.lines) == 1
    assert long.height == len(long.lines) * 4.9
    assert len(long.lines) == 3
