"""Refused rows saved beside their reasons, mended there, and taken in as the first file was."""

import csv
import io
from pathlib import Path

import pytest

from app.services.exchange import taking
from app.services.exchange.delimited import text_sheets
from app.services.exchange.files import Source
from app.services.exchange.import_kinds import ImportKind
from app.services.imports.rejects import (
    RejectsFormUnknown,
    RejectsOverItsSource,
    require_form,
    save_rejects,
)
from app.services.imports.run import WantedFile, take_file
from app.services.safe.files import FolderMissing
from tests.builders import CLERK
from tests.services.exchange.made_files import xlsx, xlsx_cells
from tests.services.imports.shop import PENS, QIHANG, SALE, SALES, Shop, counts

WHY = "Why it was not taken"


def _saved(
    shop: Shop, path: Path, form: str, kind: ImportKind = ImportKind.SALES
) -> list[list[str]]:
    wanted = WantedFile(path, kind, Source())
    with shop.book.writing(CLERK) as writing:
        result = take_file(writing, wanted)
    target = shop.folder / f"被拒.{form}"
    written = save_rejects(wanted, result, target)
    rows = _cells(target)
    assert len(rows) == written + 1
    return rows


def _cells(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    if path.suffix.lower() == ".xlsx":
        return [[str(cell) for cell in row] for row in xlsx_cells(content)]
    return [[str(cell) for cell in row] for row in text_sheets(path.name, content, None)[0].rows()]


@pytest.mark.parametrize("form", ["csv", "xlsx", "XLSX"])
def test_refused_rows_keep_their_cells_and_say_why(shop: Shop, form: str) -> None:
    path = shop.folder / "销售.xlsx"
    long = ("XS-2", "2025-10-09", "KH-9", PENS, 1.5, 10)
    path.write_bytes(
        xlsx([("云溪拾光",), (), (*SALES, "备注"), SALE, (*long, "@急"), ("XS-3", "2025-02-30")])
    )
    rows = _saved(shop, path, form)
    assert rows[0] == [*SALES, "备注", WHY]
    assert [row[0] for row in rows[1:]] == ["XS-2", "XS-3"]
    assert rows[1][4:6] == ["1.5", "10"]
    assert rows[1][6] in {"@急", "'@急"}
    assert "KH-9" in rows[1][7]
    assert rows[2][7].count("；") == 4


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_mended_file_of_refused_rows_is_taken_in_as_the_first_one_was(
    shop: Shop, form: str
) -> None:
    path = shop.file(SALES, SALE, ("XS-2", "2025-10-09", "KH-9", PENS, "-1", "1,000"))
    path.write_text(path.read_text("utf-8").replace("1,000", '"1,000.00"'), "utf-8")
    _saved(shop, path, form)
    shop.take(ImportKind.CUSTOMERS, ("客户编码", "客户名称"), ("KH-9", "甲"), name="c.csv")
    again = shop.take_path(ImportKind.SALES, shop.folder / f"被拒.{form}")
    assert counts(again) == (1, 1, 0, 0)
    assert again.outcome.net == -100000


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_that_a_comma_cut_stays_whole_and_is_never_read_as_something_else(
    shop: Shop, form: str
) -> None:
    path = shop.file(SALES, SALE, ("XS-2", "2025-10-09", QIHANG, PENS, "1,000", "9.00"))
    rows = _saved(shop, path, form)
    assert rows[1][0] == f"XS-2,2025-10-09,{QIHANG},{PENS},1,000,9.00"
    assert counts(shop.take_path(ImportKind.SALES, shop.folder / f"被拒.{form}"))[1] == 0


def test_every_refused_row_is_saved_also_those_that_are_not_named(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "FINDINGS_KEPT", 2)
    bad = [(f"XS-{number}", "2025-10-09", QIHANG, PENS, "一", "1") for number in range(4)]
    rows = _saved(shop, shop.file(SALES, SALE, *bad), "csv")
    assert [row[0] for row in rows[1:]] == ["XS-0", "XS-1", "XS-2", "XS-3"]
    assert [row[6].startswith("Not named one by one") for row in rows[1:]] == [
        *(False, False),
        *(True, True),
    ]


def test_refused_rows_are_saved_as_a_spreadsheet_or_csv_and_never_over_their_source(
    shop: Shop,
) -> None:
    path = shop.file(SALES, SALE)
    wanted = WantedFile(path, ImportKind.SALES)
    with pytest.raises(RejectsFormUnknown) as unknown:
        require_form(wanted, shop.folder / "被拒.txt")
    assert unknown.value.exit_code == 2
    with pytest.raises(RejectsOverItsSource):
        require_form(wanted, shop.folder / "." / path.name)
    require_form(wanted, shop.folder / "被拒.CSV")


def test_a_place_that_is_not_there_is_refused_by_name(shop: Shop) -> None:
    path = shop.file(SALES, ("XS-2", "2025-10-09", "KH-9", PENS, "1", "1"))
    wanted = WantedFile(path, ImportKind.SALES)
    result = shop.take_path(ImportKind.SALES, path)
    with pytest.raises(FolderMissing):
        save_rejects(wanted, result, shop.folder / "没有" / "被拒.csv")


def test_csv_is_what_every_program_reads(shop: Shop) -> None:
    path = shop.file(SALES, ("XS-2", "2025-10-09", "KH-9", PENS, "1", "1"))
    _saved(shop, path, "csv")
    written = (shop.folder / "被拒.csv").read_text("utf-8-sig")
    assert next(iter(csv.reader(io.StringIO(written)))) == [*SALES, WHY]
