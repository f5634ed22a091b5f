"""The sheets of an ods file, read tag by tag: only there are its error cells and repeats told."""

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from xml.parsers import expat  # a declaration of entities ended the reading before

from app.services.exchange.archive import Archive
from app.services.exchange.cells import Cell, Flaw, Sheet
from app.services.exchange.markup import walk
from app.services.exchange.refusals import DamagedSpreadsheet, PasswordProtected, TooManyCells
from app.services.exchange.xlsx_scan import CELLS_LIMIT

_CONTENT = "content.xml"
_MANIFEST = "meta-inf/manifest.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = f"{_SPACE}table:1.0 "
_OFFICE = f"{_SPACE}office:1.0 "
_TEXT = f"{_SPACE}text:1.0 "
_ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_ROWS_IN_SHEET = 2**20
_POWERS_OF_TEN = 308


def ods_sheets(archive: Archive) -> list[Sheet]:
    """Give the sheets of an ods file."""
    if _CONTENT not in archive:
        raise DamagedSpreadsheet(archive.name)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise PasswordProtected(archive.name)
    walk(archive, _CONTENT)
    return [_OdsSheet(archive, name) for name in _names(archive)]


class _OdsSheet:
    """One sheet of an ods file."""

    height = _ROWS_IN_SHEET
    counts_from_1904 = False

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self.name = name

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give every row from the first of the sheet, blank ones too."""
        taker = _Taker(self.name)
        blank = cells = height = 0
        for _ in _fed(self._archive, taker):
            for repeat, row in taker.taken():
                if not row:
                    blank += repeat
                    continue
                cells += repeat * len(row)
                height += blank + repeat
                if cells > CELLS_LIMIT or height > _ROWS_IN_SHEET:
                    raise TooManyCells(self._archive.name, self.name, height, len(row))
                yield from ([] for _ in range(blank))
                blank = 0
                yield from (row for _ in range(repeat))


def _names(archive: Archive) -> list[str]:
    """Give the names of the sheets."""
    names: list[str] = []
    taker = _Taker(None, names)
    for _ in _fed(archive, taker):
        pass
    return names


def _fed(archive: Archive, taker: "_Taker") -> Iterator[None]:
    """Feed the content to the taker, piece by piece."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = taker.begin
    parser.EndElementHandler = taker.end
    parser.CharacterDataHandler = taker.text
    try:
        for chunk in archive.chunks(_CONTENT):
            parser.Parse(chunk, False)  # noqa: FBT003  # expat takes no keywords
            yield
    except (expat.ExpatError, ValueError, LookupError, InvalidOperation) as damage:
        raise DamagedSpreadsheet(archive.name) from damage


class _Taker:
    """Takes the cells of one sheet from the tags that go by."""

    def __init__(self, sheet: str | None, names: list[str] | None = None) -> None:
        self._sheet = sheet
        self._names = names
        self._inside = False
        self._rows: list[tuple[int, list[Cell]]] = []
        self._row: list[Cell] = []
        self._row_repeat = 1
        self._blanks = 0
        self._facts: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._aside = 0
        self._in_paragraph = False

    def taken(self) -> list[tuple[int, list[Cell]]]:
        """Give the rows taken since the last time, each with how often it repeats."""
        rows, self._rows = self._rows, []
        return rows

    def begin(self, tag: str, facts: dict[str, str]) -> None:
        """Note that a tag begins."""
        if tag == f"{_TABLE}table":
            self._inside = facts.get(f"{_TABLE}name", "") == self._sheet
            if self._names is not None:
                self._names.append(facts.get(f"{_TABLE}name", ""))
        elif not self._inside:
            return
        elif tag == f"{_TABLE}table-row":
            self._row, self._blanks = [], 0
            self._row_repeat = _repeat(facts, "number-rows-repeated", _ROWS_IN_SHEET)
        elif tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            self._facts, self._paragraphs = facts, []
        elif tag == f"{_OFFICE}annotation":
            self._aside += 1
        elif self._facts is not None and not self._aside:
            self._begin_text(tag, facts)

    def _begin_text(self, tag: str, facts: dict[str, str]) -> None:
        if tag == f"{_TEXT}p":
            self._paragraphs.append("")
            self._in_paragraph = True
        elif self._in_paragraph and tag == f"{_TEXT}s":
            self._paragraphs[-1] += " " * _repeat(facts, "c", 1000, _TEXT)
        elif self._in_paragraph and tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            self._paragraphs[-1] += " "

    def text(self, characters: str) -> None:
        """Take the characters of a cell."""
        if self._in_paragraph and not self._aside:
            self._paragraphs[-1] += characters

    def end(self, tag: str) -> None:
        """Note that a tag ends."""
        if not self._inside:
            return
        if tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"} and self._facts:
            self._put(_cell(self._facts, self._paragraphs), self._facts)
            self._facts = None
        elif tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            self._blanks += 1
            self._facts = None
        elif tag == f"{_TABLE}table-row":
            self._rows.append((self._row_repeat, self._row))
        elif tag == f"{_OFFICE}annotation":
            self._aside -= 1
        elif tag == f"{_TEXT}p" and not self._aside:
            self._in_paragraph = False
        elif tag == f"{_TABLE}table":
            self._inside = False

    def _put(self, cell: Cell, facts: dict[str, str]) -> None:
        """Put a cell into the row as often as it repeats; blank ones only before another."""
        repeat = _repeat(facts, "number-columns-repeated", 2**14)
        if cell == "":
            self._blanks += repeat
            return
        self._row += [""] * min(self._blanks, 2**14)
        self._row += [cell] * repeat
        self._blanks = 0


def _repeat(facts: dict[str, str], name: str, most: int, space: str = _TABLE) -> int:
    return max(1, min(int(facts.get(space + name, "1")), most))


def _cell(facts: dict[str, str], paragraphs: list[str]) -> Cell:
    """Give the value of a cell."""
    if facts.get(_ERROR_TYPE) == "error":
        return Flaw.ERROR
    match facts.get(f"{_OFFICE}value-type"):
        case "float" | "percentage" | "currency":
            return _number(facts[f"{_OFFICE}value"])
        case "date":
            return _moment(facts.get(f"{_OFFICE}date-value", ""))
        case "boolean":
            return Flaw.BOOLEAN
        case None if f"{_TABLE}formula" in facts:
            return Flaw.NO_VALUE
        case _:
            return facts.get(f"{_OFFICE}string-value", "\n".join(paragraphs))


def _number(text: str) -> Decimal:
    """Give a number as it is written, within what a spreadsheet can hold."""
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _POWERS_OF_TEN:
        raise ValueError(text)
    return number


def _moment(text: str) -> Cell:
    """Give a day, or a day with its time, as it is; what is neither stays text."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if "T" in text else moment.date()
