"""A file becomes rows: typed, exact, with every unsound row named and the file's own sums."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar

from app.services.exchange.archive import MEGABYTE, Archive
from app.services.exchange.cells import Sheet, shown
from app.services.exchange.delimited import text_sheets
from app.services.exchange.findings import Note, RefusedRow, Rounded, RowFinding
from app.services.exchange.headings import Search
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS, AnyRow
from app.services.exchange.mappings import PLAIN, MappingForOtherKind, SourceMapping
from app.services.exchange.ods_book import ods_sheets
from app.services.exchange.refusals import (
    FileNotOpened,
    FileNotThere,
    KindNotRead,
    NotASpreadsheet,
    TooLarge,
)
from app.services.exchange.row_makers import FileKind, RowMaker, Terms
from app.services.exchange.sheet_choice import choose
from app.services.exchange.sniffing import Form, form_of
from app.services.exchange.taking import Taker
from app.services.exchange.xls_book import xls_sheets
from app.services.exchange.xlsx_book import xlsx_sheets
from app.services.progress import UNWATCHED, Progress
from app.values.books import PriceBasis

R = TypeVar("R", bound=tuple[object, ...])
R_co = TypeVar("R_co", bound=tuple[object, ...], covariant=True)
SIZE_LIMIT = 200 * MEGABYTE


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
    """Read a file of a kind that is known by its word only."""
    known = KINDS.get(kind)
    if known is None:
        raise KindNotRead(kind)
    return known.read(path, source, progress)
