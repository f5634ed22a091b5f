"""A file becomes rows whatever its form, and every file that cannot is refused in a sentence."""

import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app import i18n
from app.errors import AppError
from app.services.exchange import files
from app.services.exchange.files import Source, read_file, read_kind, rows_as_written
from app.services.exchange.findings import Reason
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS
from app.services.exchange.kinds.opening_stock import OPENING_STOCK
from app.services.exchange.kinds.products import PRODUCTS
from app.services.exchange.kinds.sales import SALES, SaleRow
from app.services.exchange.mappings import MappingForOtherKind, SourceMapping, load_mapping
from app.services.exchange.refusals import (
    ColumnsMissing,
    DamagedSpreadsheet,
    EmptyFile,
    FileNotOpened,
    FileNotThere,
    KindNotRead,
    NoHeadings,
    NotASpreadsheet,
    SheetUnknown,
    TooLarge,
    UnsafeSpreadsheet,
    WebPageAsSpreadsheet,
)
from app.values.books import PriceBasis
from app.wording import describe
from tests.services.exchange.made_files import (
    SALE,
    SALES_HEADINGS,
    csv_text,
    ods,
    row,
    sales,
    table,
    taken,
    xls,
    xlsx,
    zipped,
)

DAY = datetime.date(2025, 10, 31)
CELLS = (SALE[0], DAY, *SALE[2:4], 10, 12.5)
PLAIN_ROW = SaleRow(
    *(2, "XS-202510-0087", "2025-10-31", "KH-0117", "ZX-0512", 10_000, 12_500000),
    *(None, None, None, None, "", "", "", "", "", False, False, False),  # type: ignore[arg-type]  # as they stand
)


def _ods() -> bytes:
    number = '<table:table-cell office:value-type="float" office:value="{}"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2025-10-31"/>'
    cells = (SALE[0], day, *SALE[2:4], number.format(10), number.format("12.50"))
    return ods(table(row(*SALES_HEADINGS), row(*cells)))


FORMS: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx([SALES_HEADINGS, CELLS]),
    "xls": lambda: xls(("销售", [SALES_HEADINGS, (SALE[0], (DAY, "yyyy-mm-dd"), *CELLS[2:])])),
    "ods": _ods,
    "utf-8": lambda: sales(SALE),
    "utf-8 with mark": lambda: b"\xef\xbb\xbf" + sales(SALE),
    "gb18030": lambda: sales(SALE).decode().encode("gb18030"),
    "utf-16": lambda: csv_text(SALES_HEADINGS, SALE, separator="\t").decode().encode("utf-16"),
    "tab": lambda: csv_text(SALES_HEADINGS, SALE, separator="\t"),
    "semicolon": lambda: csv_text(SALES_HEADINGS, SALE, separator=";"),
}


@pytest.fixture
def _chinese() -> Iterator[None]:
    i18n.use("zh_CN")
    yield
    i18n.use("en")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "xls"])
@pytest.mark.parametrize("form", FORMS)
def test_the_same_sale_is_read_from_every_form_under_any_name(
    tmp_path: Path, form: str, ending: str
) -> None:
    found = taken(tmp_path, SALES, FORMS[form](), name=f"销售.{ending}")
    assert found.rows == [PLAIN_ROW]
    assert found.rejected == ()
    assert found.totals == {"quantity": Decimal(10), "amount": Decimal(125)}


def test_a_file_tells_what_it_is_and_what_was_found_in_it(tmp_path: Path) -> None:
    content = xlsx([("单据", None), (), (*SALES_HEADINGS, 7)], {"十月": [SALES_HEADINGS, CELLS]})
    path = tmp_path / "销售.xlsx"
    path.write_bytes(content)
    found = read_file(path, ImportKind.SALES, Source(sheet="十月"))
    assert (found.kind, found.name, found.sheet) == (ImportKind.SALES, "销售.xlsx", "十月")
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.headings == SALES_HEADINGS
    assert found.columns == dict(
        zip(
            ("number", "at", "customer", "product", "quantity", "price"),
            SALES_HEADINGS,
            strict=True,
        )
    )
    assert (found.prices, found.read) == (None, 1)


def test_the_mapping_tells_the_prices_and_goes_before_the_headings(tmp_path: Path) -> None:
    content = csv_text((*SALES_HEADINGS[:5], "含税单价"), SALE)
    assert taken(tmp_path, SALES, content).prices is PriceBasis.GROSS
    source = Source(SourceMapping(prices=PriceBasis.NET))
    assert taken(tmp_path, SALES, content, source).prices is PriceBasis.NET


def test_the_columns_of_a_known_source_are_read(tmp_path: Path) -> None:
    content = xls(
        (
            "Page1",
            [
                ["代码", "名称", "规格型号", "基本计量单位_FName", "税率(%)"],
                ["01.001", "边角料", "*", "吨", 16],
            ],
        )
    )
    found = taken(tmp_path, PRODUCTS, content, Source(load_mapping("k3-products")))
    assert found.rows[0][1:7] == ("01.001", "边角料", "", "吨", "", 1600)


def test_an_import_form_with_instructions_above_its_headings_is_read(tmp_path: Path) -> None:
    above = "1、带星号的为必填项\n2、行数必须小于1000"
    headings = ["名称*", "规格", "类别", "基本单位*", "副单位", "基本条码*", "比例", "状态*"]
    content = xls(
        ("商品信息", [[above], headings, ["可乐", "250ml", "饮料", "瓶", None, 2001, 12, 1]])
    )
    found = taken(tmp_path, PRODUCTS, content)
    assert found.rows[0][:10] == (3, "2001", "可乐", "250ml", "瓶", "饮料", None, "", "", 12_000)


def test_stock_without_its_cost_is_refused_row_by_row(tmp_path: Path) -> None:
    headings = ["仓库*", "条码*", "名称", "数量*", "单价", "备注"]
    content = xls(("商品信息", [headings, ["仓库1", 2001, "可乐", 1], ["仓库1", 2011, "啤酒", 1]]))
    found = taken(tmp_path, OPENING_STOCK, content)
    assert [(one.row, one.column, one.reason) for one in found.rejected] == [
        (2, "单价", Reason.MISSING),
        (3, "单价", Reason.MISSING),
    ]


def test_what_a_spreadsheet_made_of_a_cell_is_refused_by_name(tmp_path: Path) -> None:
    content = xlsx(
        [
            (*SALES_HEADINGS, "发票号码"),
            (*CELLS, 25312000000012345678),
            (*CELLS[:1], 99999, *CELLS[2:]),
            (DAY, *CELLS[1:]),
            (*CELLS[:4], DAY, 12.5),
            (*CELLS[:5], "1.2.3"),
        ]
    )
    found = taken(tmp_path, SALES, content)
    assert [(one.row, one.column, one.reason) for one in found.rejected] == [
        (2, "发票号码", Reason.ALREADY_ROUNDED),
        (3, "日期", Reason.DATE_IMPOSSIBLE),
        (4, "单据编号", Reason.CODE_UNCLEAR),
        (5, "数量", Reason.NOT_AN_AMOUNT),
        (6, "单价", Reason.NOT_AN_AMOUNT),
    ]


def test_amounts_of_a_spreadsheet_are_exact_to_the_fen(tmp_path: Path) -> None:
    rows = [(*CELLS[:4], 1, cents / 100) for cents in range(1, 1000)]
    found = taken(tmp_path, SALES, xlsx([SALES_HEADINGS, *rows]))
    assert [line.price for line in found.rows] == [cents * 10_000 for cents in range(1, 1000)]
    assert found.totals["amount"] == Decimal(sum(range(1, 1000))) / 100
    assert found.rounded == ()


def test_rows_are_given_again_as_the_file_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([("单据",), SALES_HEADINGS, CELLS, (*CELLS[:4], 0, 12.5), CELLS]))
    headings, rows = rows_as_written(path, ImportKind.SALES, Source(), [3, 4, 99])
    assert headings == SALES_HEADINGS
    assert rows == {
        3: ("XS-202510-0087", "2025-10-31", "KH-0117", "ZX-0512", "10", "12.5"),
        4: ("XS-202510-0087", "2025-10-31", "KH-0117", "ZX-0512", "0", "12.5"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_by_its_word(tmp_path: Path, kind: ImportKind) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(sales(SALE))
    try:
        assert read_file(path, kind).kind is kind
    except ColumnsMissing as refused:
        assert kind is not ImportKind.SALES
        assert refused.columns  # noqa: PT017  # what sales lack for another kind


@pytest.mark.parametrize("kind", sorted(set(ImportKind) - set(KINDS)))
def test_a_kind_that_is_not_read_is_refused_with_those_that_are(
    tmp_path: Path, kind: ImportKind
) -> None:
    with pytest.raises(KindNotRead) as refused:
        read_file(tmp_path / "a.csv", kind)
    assert "sales" in refused.value.offered


def test_a_mapping_for_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingForOtherKind) as refused:
        taken(tmp_path, PRODUCTS, sales(SALE), Source(load_mapping("online-retail")))
    assert (refused.value.mapping, refused.value.kind) == ("online-retail", "sales")


def _spoilt(content: bytes) -> bytes:
    return content[: len(content) // 2]


REFUSED: dict[str, tuple[type[AppError], Callable[[], bytes]]] = {
    "nothing": (EmptyFile, lambda: b""),
    "html.xls": (WebPageAsSpreadsheet, lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "picture.xlsx": (NotASpreadsheet, lambda: b"\x89PNG\r\n\x1a\n"),
    "words.docx": (NotASpreadsheet, lambda: zipped({"word/document.xml": b"<w/>"})),
    "slides.pptx": (NotASpreadsheet, lambda: zipped({"ppt/presentation.xml": b"<p/>"})),
    "plain.zip": (NotASpreadsheet, lambda: zipped({"销售.csv": sales(SALE)})),
    "words.odt": (NotASpreadsheet, lambda: ods(mimetype="text")),
    "half.xlsx": (DamagedSpreadsheet, lambda: _spoilt(xlsx([SALES_HEADINGS, CELLS]))),
    "half.xls": (DamagedSpreadsheet, lambda: _spoilt(xls(("销售", [SALES_HEADINGS] * 99)))),
    "bomb.xlsx": (
        UnsafeSpreadsheet,
        lambda: zipped({"xl/workbook.xml": b"<w/>", "xl/a.xml": bytes(9 << 20)}),
    ),
    "names.csv": (NoHeadings, "甲,乙\r\n1,2\r\n".encode),
    "short.csv": (ColumnsMissing, lambda: csv_text(SALES_HEADINGS[:4], SALE[:4])),
}


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_a_chinese_sentence(
    tmp_path: Path, name: str
) -> None:
    refusal, make = REFUSED[name]
    with pytest.raises(refusal) as refused:
        taken(tmp_path, SALES, make(), name=name)
    words = describe(refused.value)
    assert name in words
    assert words.endswith("。")
    assert "\n" not in words


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"word/document.xml": b"<w/>"}, "Word"),
        ({"ppt/presentation.xml": b"<p/>"}, "PowerPoint"),
        ({"content.xml": b"<x/>"}, "OpenDocument"),
        ({"a.txt": b"x"}, "ZIP"),
    ],
)
def test_an_archive_that_is_no_workbook_is_called_what_it_is(
    tmp_path: Path, parts: dict[str, bytes], found: str
) -> None:
    with pytest.raises(NotASpreadsheet) as refused:
        taken(tmp_path, SALES, zipped(parts))
    assert refused.value.found == found


@pytest.mark.usefixtures("_chinese")
def test_the_columns_that_are_missing_are_named_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        taken(tmp_path, SALES, csv_text(SALES_HEADINGS[:4], SALE[:4]))
    assert refused.value.columns == "数量、单价"


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    content = xlsx([SALES_HEADINGS, CELLS], {"十月": [SALES_HEADINGS, CELLS]})
    with pytest.raises(SheetUnknown) as refused:
        taken(tmp_path, SALES, content, Source(sheet="冬月"))
    assert refused.value.sheets == "销售、十月"


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "a.csv", tmp_path, tmp_path / "a" / "b.csv"):
        with pytest.raises(FileNotThere):
            read_kind(path, SALES)


def test_a_file_that_goes_away_meanwhile_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    with pytest.raises(FileNotThere):
        read_kind(tmp_path / "a.csv", SALES)


def test_a_file_that_another_program_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", held)
    with pytest.raises(FileNotOpened):
        taken(tmp_path, SALES, sales(SALE))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as sparse:
        sparse.truncate(files.SIZE_LIMIT + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    with pytest.raises(TooLarge) as refused:
        read_kind(path, SALES)
    assert (refused.value.size, refused.value.limit) == (201, 200)


def test_a_workbook_with_a_million_blank_rows_is_read_like_one_without(tmp_path: Path) -> None:
    content = xlsx([SALES_HEADINGS, CELLS])
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            words = old.read(part)
            if part.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
                words = words.replace(b"</sheetData>", far)
            new.writestr(part, words)
    assert taken(tmp_path, SALES, stream.getvalue()).rows == [PLAIN_ROW]
