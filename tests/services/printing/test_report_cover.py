"""The cover of the monthly report."""

from dataclasses import replace

from app.services.printing.flow import Gap, Heading, Part, paginate
from app.services.printing.report_cover import cover_blocks
from app.services.printing.table import Table
from tests.services.printing.report_samples import COVER


def height(blocks: list[Gap | Heading | Table | Part]) -> float:
    (page,) = paginate(blocks, 20, 281.5)
    top, part = page.parts[-1]
    return top + part.height


def test_the_cover_fits_one_page() -> None:
    assert height(cover_blocks(COVER)) < 250


def test_a_longer_conclusion_makes_its_box_higher() -> None:
    longer = replace(COVER, conclusion_text=COVER.conclusion_text * 2)
    assert height(cover_blocks(longer)) > height(cover_blocks(COVER)) + 6


def test_every_check_stands_on_the_cover() -> None:
    (table,) = (block for block in cover_blocks(COVER) if isinstance(block, Table))
    assert [row[0] for row in table.rows] == [check.subject for check in COVER.checks]
    assert [row[3] for row in table.rows] == [check.difference for check in COVER.checks]
