"""A file is taken in wholly or not at all; tried, cancelled, failed or again, the book is sound."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from app.services import audit
from app.services.access import NotAllowed
from app.services.exchange import taking
from app.services.exchange.files import Source
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.mappings import MappingForOtherKind, SourceMapping
from app.services.exchange.refusals import KindNotRead
from app.services.imports.run import WantedFile, take_file
from app.services.progress import Cancelled
from tests.builders import CLERK, REVIEWER
from tests.services.exchange.made_files import xls, xlsx
from tests.services.imports.shop import (
    MINGYUAN,
    PAPER,
    PENS,
    PURCHASES,
    QIHANG,
    RECEIPTS,
    RETURNS,
    SALE,
    SALES,
    STOCK,
    Shop,
    Watched,
    counts,
    reasons,
    totals,
)

FILES: dict[ImportKind, Sequence[Sequence[str]]] = {
    ImportKind.CUSTOMERS: (("客户编码", "客户名称"), ("KH-0300", "栖霞路小学")),
    ImportKind.PRODUCTS: (("商品编码", "商品名称"), ("DS-1201", "订书机")),
    ImportKind.OPENING_STOCK: ((*STOCK, "仓库"), (PENS, "5", "60.00", "残次品仓")),
    ImportKind.SALES: (SALES, SALE, ("XS-0002", "2025-12-09", MINGYUAN, PAPER, "5", "18.50")),
    ImportKind.RETURNS: ((*RETURNS, "单价"), ("TH-1", "2025-11-10", QIHANG, PENS, "2", "90.00")),
    ImportKind.PURCHASES: (PURCHASES, ("CG-1", "2025-11-09", "云溪纸业", PAPER, "9", "15.00")),
    ImportKind.RECEIPTS: (RECEIPTS, ("2025-11-20", QIHANG, "500.00")),
}
KINDS = pytest.mark.parametrize("kind", FILES)


def _file(shop: Shop, kind: ImportKind) -> Path:
    headings, *rows = FILES[kind]
    return shop.file(headings, *rows, name=f"{kind}.csv")


@KINDS
def test_a_file_is_taken_in_and_the_same_file_again_takes_nothing(
    shop: Shop, kind: ImportKind
) -> None:
    rows = len(FILES[kind]) - 1
    path = _file(shop, kind)
    first = shop.take_path(kind, path)
    assert (*counts(first), first.refused) == (rows, rows, 0, 0, ())
    before = shop.dump()
    assert counts(shop.take_path(kind, path)) == (rows, 0, rows, 0)
    assert shop.dump() == before


@KINDS
def test_the_rows_of_a_known_file_are_known_in_a_file_with_more_of_them(
    shop: Shop, kind: ImportKind
) -> None:
    rows = len(FILES[kind]) - 1
    shop.take_path(kind, _file(shop, kind))
    before = shop.dump()
    headings, *same = FILES[kind]
    again = shop.file((*headings, "制表人"), *((*row, "周敏") for row in same), name="again.csv")
    assert counts(shop.take_path(kind, again)) == (rows, 0, rows, 0)
    assert shop.dump() == before


@KINDS
def test_a_trial_says_what_would_come_of_it_and_leaves_the_book_as_it_was(
    shop: Shop, kind: ImportKind
) -> None:
    before, path = shop.dump(), _file(shop, kind)
    tried = shop.take_path(kind, path, dry_run=True)
    assert tried.dry_run
    assert shop.dump() == before
    done = shop.take_path(kind, path)
    assert (counts(done), done.totals, done.outcome) == (counts(tried), tried.totals, tried.outcome)
    assert not done.dry_run


@KINDS
def test_an_import_that_is_stopped_at_any_step_leaves_nothing(shop: Shop, kind: ImportKind) -> None:
    before, path = shop.dump(), _file(shop, kind)
    watched = Watched()
    shop.take_path(kind, path, progress=watched, dry_run=True)
    steps = watched.steps
    assert len(steps) >= 3
    for step in range(1, len(steps) + 1):
        with pytest.raises(Cancelled):
            shop.take_path(kind, path, progress=Watched(stop_at=step))
        assert shop.dump() == before


@KINDS
def test_progress_never_goes_back_and_ends_at_the_whole(shop: Shop, kind: ImportKind) -> None:
    watched = Watched()
    shop.take_path(kind, _file(shop, kind), progress=watched)
    steps = watched.steps
    parts = [done / total for done, total in steps]
    assert parts == sorted(parts)
    assert (parts[0] > 0.4, parts[-1]) == (True, 1)


def test_reading_a_long_file_is_the_first_half_of_the_work(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "STEP", 10)
    rows = [(f"KH-{number:05}", "客户") for number in range(100)]
    path = shop.folder / "客户.xlsx"
    path.write_bytes(xlsx([("客户编码", "客户名称"), *rows]))
    watched = Watched()
    shop.take_path(ImportKind.CUSTOMERS, path, progress=watched)
    parts = [done / total for done, total in watched.steps]
    assert parts == sorted(parts)
    assert (parts[0] < 0.1, parts[10], parts[11], parts[-1]) == (True, 0.5, 0.5, 1)
    assert len(parts) == 10 + 1 + 100 + 1


@KINDS
@pytest.mark.parametrize("table", ["import_batch", "audit_log"])
def test_an_import_whose_last_writing_fails_leaves_nothing(
    shop: Shop, kind: ImportKind, table: str
) -> None:
    before, path = shop.dump(), _file(shop, kind)
    moment = "UPDATE" if table == "import_batch" else "INSERT"
    trigger = f"CREATE TEMP TRIGGER fails BEFORE {moment} ON {table}"
    with pytest.raises(Exception, match="the disk is gone"), shop.book.writing(CLERK) as writing:
        writing.connection.execute(
            text(f"{trigger} BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END")
        )
        take_file(writing, WantedFile(path, kind))
    with shop.book.writing(CLERK) as writing:
        writing.connection.execute(text("DROP TRIGGER IF EXISTS temp.fails"))
    assert shop.dump() == before


@KINDS
def test_a_supervisor_takes_no_file_in(shop: Shop, kind: ImportKind) -> None:
    path = _file(shop, kind)
    with shop.book.writing(REVIEWER) as writing, pytest.raises(NotAllowed):
        take_file(writing, WantedFile(path, kind))


def test_what_was_taken_is_written_down_with_the_file_and_its_mark(shop: Shop) -> None:
    done = shop.take_path(ImportKind.SALES, _file(shop, ImportKind.SALES))
    found = shop.rows("SELECT kind, file_name, sha256, read, taken, written_by FROM import_batch")
    assert found[-1] == ("sales", "sales.csv", done.sha256, 2, 2, CLERK.name)
    with shop.office.reading(REVIEWER) as reading:
        deeds = [row for row in audit.listing(reading) if row.action == "file-taken"]
    assert [row.thing for row in deeds] == ["sales.csv"]


def test_a_mapping_is_written_down_with_the_file(shop: Shop) -> None:
    named = SourceMapping(name="分店", kind=ImportKind.SALES)
    shop.sales(SALE, mapping=named)
    assert shop.rows("SELECT mapping FROM import_batch")[-1] == ("分店",)


def test_a_mapping_for_another_kind_is_refused(shop: Shop) -> None:
    with pytest.raises(MappingForOtherKind):
        shop.sales(SALE, mapping=SourceMapping(name="分店", kind=ImportKind.RECEIPTS))


@pytest.mark.parametrize(
    "kind", [kind for kind in ImportKind if kind not in FILES], ids=lambda kind: kind.value
)
def test_a_kind_that_is_not_read_yet_is_refused_by_name(shop: Shop, kind: ImportKind) -> None:
    path = shop.file(SALES, SALE)
    with pytest.raises(KindNotRead) as refused:
        shop.take_path(kind, path)
    assert refused.value.facts()["kind"] == kind


def test_all_unsound_rows_are_named_at_once_whether_the_file_or_the_book_refuses(
    shop: Shop,
) -> None:
    result = shop.sales(
        ("XS-1", "2025-02-30", QIHANG, PENS, "十", "1.00"),
        ("XS-2", "2025-10-08", "KH-9", PENS, "1", "1.00"),
        ("XS-3", "2025-10-08", QIHANG, "没有", "1", "1.00"),
        SALE,
        ("XS-4", "2025-10-08", QIHANG, PENS, "0", "1.00"),
    )
    assert reasons(result) == [
        (2, "日期", "2025-02-30", "DATE_IMPOSSIBLE"),
        (2, "数量", "十", "NOT_AN_AMOUNT"),
        (3, "客户编码", "KH-9", "UNKNOWN_CUSTOMER"),
        (4, "商品编码", "没有", "UNKNOWN_PRODUCT"),
        (6, "数量", "0", "QUANTITY_ZERO"),
    ]
    assert counts(result) == (5, 1, 0, 4)
    assert result.refused_rows == {2, 3, 4, 6}
    assert all(f"Row {one.row}: " in one.message for one in result.refused)


def test_a_column_is_named_as_the_file_names_it_and_an_absent_one_as_it_would_be_found(
    shop: Shop,
) -> None:
    headings = ("货号", "Qty", "InvoiceDate", "发票号码", "售价", "往来单位编码")
    result = shop.take(
        ImportKind.SALES, headings, ("没有", "1", "2025-10-08", "XS-1", "1.00", QIHANG)
    )
    assert reasons(result) == [(2, "货号", "没有", "UNKNOWN_PRODUCT")]
    assert result.columns["at"] == "InvoiceDate"
    shelves = shop.take(ImportKind.RETURNS, RETURNS, ("TH-1", "2025-10-08", QIHANG, PENS, "1"))
    assert reasons(shelves) == [(2, "return price", PENS, "PRICE_NEEDED")]


def test_nothing_of_a_file_without_a_sound_row_is_written(shop: Shop) -> None:
    before = shop.dump()
    mapping = SourceMapping(name="分店", create_missing=True)
    result = shop.sales(("XS-1", "2024-10-08", "KH-9", "DS-1", "1", "1.00"), mapping=mapping)
    assert reasons(result) == [(2, "日期", "2024-10-08", "BEFORE_THE_BOOK")]
    assert shop.dump() == before


def test_a_file_that_comes_again_takes_just_the_rows_that_fit_now(shop: Shop) -> None:
    path = shop.file(SALES, SALE, ("XS-0002", "2025-10-09", "KH-0300", PENS, "2", "100.00"))
    assert counts(shop.take_path(ImportKind.SALES, path)) == (2, 1, 0, 1)
    shop.take(ImportKind.CUSTOMERS, ("客户编码", "客户名称"), ("KH-0300", "小学"), name="c.csv")
    assert counts(shop.take_path(ImportKind.SALES, path)) == (2, 1, 1, 0)
    assert counts(shop.take_path(ImportKind.SALES, path)) == (2, 0, 2, 0)
    assert shop.rows("SELECT read, taken FROM import_batch WHERE kind = 'sales'") == [(2, 2)]
    assert shop.on_hand() == ("98", "5880.00")


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gb18030", "xlsx", "xls"])
def test_the_same_sales_come_from_every_form_of_file(shop: Shop, form: str) -> None:
    rows = [
        ("单价", "单据编号", "日期", "备注", "数量", "商品编码", "客户编码"),
        ("99.995", "XS-0001", "2025-10-08", "急，勿压", "100", PENS, QIHANG),
        ("18.50", "XS-0002", "2025-10-09", "冠名“囍”", "2.5", PAPER, MINGYUAN),
    ]
    path = shop.folder / ("销售.csv" if "-" in form or form == "gb18030" else f"销售.{form}")
    if form == "xlsx":
        path.write_bytes(xlsx(rows))
    elif form == "xls":
        path.write_bytes(xls(("销售", rows)))
    else:
        path.write_text("\n".join(",".join(row) for row in rows), encoding=form)
    result = shop.take_path(ImportKind.SALES, path)
    assert counts(result) == (2, 2, 0, 0)
    assert totals(result) == {
        "quantity": "102.500",
        "amount": "10045.750000000",
        "booked": "10045.75",
        "booked_vat": "1305.95",
    }


def test_the_sheet_and_the_encoding_that_a_person_names_are_read(shop: Shop) -> None:
    path = shop.folder / "账.xlsx"
    path.write_bytes(xlsx([SALES, SALE], {"二店": [SALES, ("XS-2", *SALE[1:4], "3", "1.00")]}))
    wanted = WantedFile(path, ImportKind.SALES, Source(sheet="二店"))
    with shop.book.writing(CLERK) as writing:
        result = take_file(writing, wanted)
    assert (result.sheet, result.totals["quantity"]) == ("二店", Decimal(3))
