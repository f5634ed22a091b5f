"""A file is shown with its columns and with what would come of it, before anything is written."""

import pytest

from app.services.access import NotAllowed
from app.services.exchange.import_kinds import ImportKind
from app.services.imports.preview import TAKEN_KINDS, FileColumn, preview
from app.services.imports.run import WantedFile
from app.services.progress import Cancelled
from tests.builders import CLERK, REVIEWER
from tests.services.imports.shop import SALE, SALES, Shop, Watched, counts


def _wanted(shop: Shop, *rows: tuple[str, ...]) -> WantedFile:
    return WantedFile(shop.file((*SALES, "业务员"), *rows), ImportKind.SALES)


def test_each_column_is_shown_with_what_it_was_taken_for_and_its_first_value(shop: Shop) -> None:
    wanted = _wanted(shop, (*SALE, ""), ("XS-0002", *SALE[1:], "陈晓"))
    with shop.book.writing(CLERK) as writing:
        seen = preview(writing, wanted)
    assert seen.columns[0] == FileColumn("单据编号", "document number", "XS-0001")
    assert seen.columns[-1] == FileColumn("业务员", "", "陈晓")
    assert [column.heading for column in seen.columns] == [*SALES, "业务员"]


def test_lines_above_the_headings_are_no_first_values(shop: Shop) -> None:
    path = shop.file(("云溪拾光文具有限公司 10 月销售",), SALES, SALE)
    with shop.book.writing(CLERK) as writing:
        seen = preview(writing, WantedFile(path, ImportKind.SALES))
    assert [column.sample for column in seen.columns] == list(SALE)


def test_a_preview_leaves_the_book_as_it_was(shop: Shop) -> None:
    before = shop.dump()
    with shop.book.writing(CLERK) as writing:
        seen = preview(writing, _wanted(shop, (*SALE, "陈晓")))
    assert counts(seen.result) == (1, 1, 0, 0)
    assert seen.result.dry_run
    assert shop.dump() == before


def test_a_preview_can_be_stopped(shop: Shop) -> None:
    wanted = _wanted(shop, (*SALE, "陈晓"))
    with pytest.raises(Cancelled), shop.book.writing(CLERK) as writing:
        preview(writing, wanted, Watched(stop_at=1))


def test_who_may_not_import_sees_no_preview(shop: Shop) -> None:
    wanted = _wanted(shop, (*SALE, "陈晓"))
    with pytest.raises(NotAllowed), shop.book.writing(REVIEWER) as writing:
        preview(writing, wanted)


def test_the_kinds_that_are_taken_are_offered_and_no_other() -> None:
    assert ImportKind.SALES in TAKEN_KINDS
    assert len(set(TAKEN_KINDS)) == len(TAKEN_KINDS) == 7
