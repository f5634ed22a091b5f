"""A file becomes rows: typed, exact, with every unsound row named and the file's own sums."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar, assert_never

from app.services.exchange.archive import MEGABYTE, Archive
from app.services.exchange.cells import Sheet, shown
from app.services.exchange.delimited import text_sheets
from app.services.exchange.findings import Note, RefusedRow, Rounded, RowFinding
from app.services.exchange.headings import Located, Search, label
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS, AnyRow
from app.services.exchange.mappings import PLAIN, MappingForOtherKind, SourceMapping
from app.services.exchange.ods_book import ods_sheets
from app.services.exchange.refusals import (
    FileNotOpened,
    FileNotThere,
    KindNotRead,
    NoRows,
    NotASpreadsheet,
    TooLarge,
)
from app.services.exchange.row_makers import FileKind, Terms
from app.services.exchange.sheet_choice import Chosen, choose
from app.services.exchange.sniffing import Form, form_of
from app.services.exchange.taking import Taker
from app.services.exchange.xls_book import xls_sheets
from app.services.exchange.xlsx_book import xlsx_sheets
from app.services.progress import UNWATCHED, Progress
from app.values.books import PriceBasis

R = TypeVar("R", bound=tuple[object, ...])
R_co = TypeVar("R_co", bound=tuple[object, ...], covariant=True)
SIZE_LIMIT = 200 * MEGABYTE
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_ARCHIVES = (("word/", "Word"), ("ppt/", "PowerPoint"), ("content.xml", "OpenDocument"))


@dataclass(frozen=True, slots=True)
class Source:
    """What a person says about a file; what is left out is found out."""

    mapping: SourceMapping = PLAIN
    sheet: str | None = None
    encoding: str | None = None


FOUND_OUT = Source()


@dataclass(frozen=True, slots=True)
class FileContent(Generic[R_co]):
    """What a file holds: its rows, what is refused, what was noticed, and its own sums.

    `read` counts the rows with anything in them: taken, repeated and refused ones. Findings and
    notes are kept up to a number; their counts are whole. Totals are unrounded.
    """

    kind: ImportKind
    name: str
    sha256: str
    sheet: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    """Our name of each column that was recognised -> its heading in the file."""
    prices: PriceBasis | None
    """What the headings say about the prices, or the mapping; None when neither does."""
    read: int
    rows: Sequence[R_co]
    rejected: tuple[RowFinding, ...]
    findings: int
    refused_rows: tuple[RefusedRow, ...]
    refused: int
    notes: tuple[Note, ...]
    duplicates: int
    rounded: tuple[Rounded, ...]
    totals: Mapping[str, Decimal]


def read_file(
    path: Path, kind: ImportKind, source: Source = FOUND_OUT, progress: Progress = UNWATCHED
) -> FileContent[AnyRow]:
    """Read a file of a kind that is known by its word only.

    Raises:
        KindNotRead: files of this kind cannot be taken in yet.

    """
    known = KINDS.get(kind)
    if known is None:
        raise KindNotRead(kind, ", ".join(KINDS))
    return read_kind(path, known, source, progress)


def read_kind(
    path: Path,
    file_kind: FileKind[R],
    source: Source = FOUND_OUT,
    progress: Progress = UNWATCHED,
) -> FileContent[R]:
    """Read a file whose rows are of one known kind.

    Raises:
        MappingForOtherKind: the mapping describes files of another kind.
        AppError: the file as a whole is not read; see refusals.py.

    """
    content = _content(path)
    chosen = _chosen(path, content, file_kind, source)
    mapping = source.mapping
    maker = file_kind.make(Terms(mapping, from_1904=chosen.sheet.counts_from_1904))
    taken = Taker(file_kind, maker, chosen).take(progress)
    if taken.read == 0:
        raise NoRows(path.name)
    located = chosen.located
    return FileContent(
        kind=file_kind.kind,
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        sheet=chosen.sheet.name,
        headings=located.headings,
        columns={field: place.heading for field, place in located.columns.items()},
        prices=mapping.prices or located.prices,
        read=taken.read,
        rows=taken.rows,
        rejected=tuple(taken.findings),
        findings=taken.findings_count,
        refused_rows=tuple(taken.refused),
        refused=taken.refused_count,
        notes=(*chosen.notes, *taken.notes),
        duplicates=taken.duplicates,
        rounded=tuple(_with_heading(one, file_kind.kind, located) for one in maker.rounded),
        totals=maker.totals(),
    )


def rows_as_written(
    path: Path, kind: ImportKind, source: Source, numbers: Collection[int]
) -> tuple[tuple[str, ...], dict[int, tuple[str, ...]]]:
    """Give the headings of a file that was read, and the text of these rows of it."""
    known = KINDS[kind]
    chosen = _chosen(path, _content(path), known, source)
    wanted = frozenset(numbers)
    rows = {
        number: tuple(shown(cell) for cell in cells)
        for number, cells in enumerate(chosen.rows, 1)
        if number in wanted
    }
    return chosen.located.headings, rows


def _chosen(path: Path, content: bytes, file_kind: FileKind[R], source: Source) -> Chosen:
    """Give the sheet of the file that is read, with what was recognised in its headings."""
    mapping = source.mapping
    if mapping.kind not in {None, file_kind.kind}:
        raise MappingForOtherKind(mapping.name, str(mapping.kind))
    sheets = _sheets(path.name, content, source.encoding)
    return choose(path.name, sheets, source.sheet, _search(file_kind, mapping))


def _with_heading(rounded: Rounded, kind: ImportKind, located: Located) -> Rounded:
    """Name the column as the file writes it, or as it would be found."""
    place = located.columns.get(rounded.column)
    return replace(rounded, column=place.heading if place else label(kind, rounded.column))


def _content(path: Path) -> bytes:
    """Give the bytes of the file, of which there are not too many."""
    try:
        if not path.is_file():
            raise FileNotThere(path.name)
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise TooLarge(path.name, -(-size // MEGABYTE), SIZE_LIMIT // MEGABYTE)
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise FileNotThere(path.name) from gone
    except OSError as denied:
        raise FileNotOpened(path.name) from denied


def _sheets(name: str, content: bytes, encoding: str | None) -> list[Sheet]:
    """Give the tables of a file, whatever its name ends in."""
    match form_of(name, content):
        case Form.ZIPPED:
            return _zipped(Archive(name, content))
        case Form.COMPOUND:
            return xls_sheets(name, content)
        case Form.TEXT:
            return text_sheets(name, content, encoding)
        case never:
            assert_never(never)


def _zipped(archive: Archive) -> list[Sheet]:
    """Give the sheets of an archive that is a workbook, and refuse any other archive."""
    parts = archive.parts()
    if any(part.startswith("xl/") for part in parts):
        return xlsx_sheets(archive)
    if "mimetype" in archive and archive.read("mimetype").startswith(_ODS):
        return ods_sheets(archive)
    found = (form for mark, form in _OTHER_ARCHIVES if any(p.startswith(mark) for p in parts))
    raise NotASpreadsheet(archive.name, next(found, "ZIP"))


def _search(file_kind: FileKind[R], mapping: SourceMapping) -> Search:
    """Say what is looked for in the headings.

    The readers are asked only for which columns there are; where the days count from is known
    when the sheet is.
    """
    readers = file_kind.make(Terms(mapping, from_1904=False)).readers
    return Search(file_kind.kind, readers, mapping.columns, only_named=mapping.only_these_columns)
