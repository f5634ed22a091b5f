"""The rows of one sheet are taken one after the other; unsound ones are named, all at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Generic, TypeVar

from app.services.exchange.cells import Cell, is_blank, shown
from app.services.exchange.findings import (
    FINDINGS_KEPT,
    NOTES_KEPT,
    REFUSED_ROWS_KEPT,
    VALUE_SHOWN,
    Note,
    NoteKind,
    Reason,
    RefusedRow,
    RowFinding,
)
from app.services.exchange.headings import Place, label
from app.services.exchange.readers import CellRefused
from app.services.exchange.row_makers import FileKind, RowMaker
from app.services.exchange.sheet_choice import Chosen
from app.services.progress import Progress

R = TypeVar("R", bound=tuple[object, ...])
STEP = 4096
_TOTALS = re.compile(
    r"(?:本页|本月|本期|本年)?(?:合计|总计|小计|累计|汇总|(?:sub|grand)?totals?)[:：]?",
    re.IGNORECASE,
)
_TOTALS_BEGIN = frozenset("合总小本累汇tTsSgG \u3000")


@dataclass(slots=True)
class Taken(Generic[R]):
    """What was made of a sheet so far."""

    read: int = 0
    rows: list[R] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    findings_count: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    refused_count: int = 0
    notes: list[Note] = field(default_factory=list)
    duplicates: int = 0

    def note(self, note: Note) -> None:
        """Keep a note, unless there are too many to be read."""
        if len(self.notes) < NOTES_KEPT:
            self.notes.append(note)


class Taker(Generic[R]):
    """Takes the rows of the chosen sheet with a row maker, and holds what came of them."""

    def __init__(self, kind: FileKind[R], maker: RowMaker[R], chosen: Chosen) -> None:
        self._kind = kind
        self._maker = maker
        self._chosen = chosen
        self._width = len(chosen.located.headings)
        self._pick = _picker(list(maker.readers), chosen.located.columns, self._width)
        self._seen: dict[int, int] = {}
        self._by_key: dict[str, R] = {}
        self.taken: Taken[R] = Taken()

    def take(self, progress: Progress) -> Taken[R]:
        """Take every row below the headings; raises Cancelled when somebody asked to stop."""
        make, pick, width, taken = self._maker.row, self._pick, self._width, self.taken
        key = self._kind.key
        keep = self._keep_equal if key is None else partial(self._keep_once, key)
        height = self._chosen.sheet.height
        for number, cells in enumerate(self._chosen.rows, 1):
            if number % STEP == 0:
                progress.step(number, max(number, height))
            if number <= self._chosen.located.row or (not any(cells) and _is_blank_row(cells)):
                continue
            lead = cells[0]
            if (lead == "" or (isinstance(lead, str) and lead[0] in _TOTALS_BEGIN)) and (
                self._skips(number, cells)
            ):
                continue
            taken.read += 1
            try:
                picked = pick([*cells, ""] if len(cells) == width else self._fitted(cells))
                keep(make(number, picked), hash(picked))
            except CellRefused as refused:
                self._refuse(number, cells, refused)
        progress.step(taken.read, taken.read)
        return taken

    def _fitted(self, cells: Sequence[Cell]) -> list[Cell]:
        """Give a row as wide as the headings, and one blank cell for the columns that are absent.

        In a text file more cells than headings mean that a text was cut at a comma.
        """
        over = cells[self._width :]
        if not self._chosen.sheet.name and not _is_blank_row(over):
            raise CellRefused(Reason.TOO_MANY_CELLS)
        fitted = list(cells[: self._width])
        return fitted + [""] * (self._width + 1 - len(fitted))

    def _skips(self, number: int, cells: Sequence[Cell]) -> bool:
        """Say whether the row is blank or a totals row, by its first text."""
        lead = next((cell for cell in cells if not is_blank(cell)), "")
        if lead == "":
            return True
        words = re.sub(r"\s", "", shown(lead))
        if not (isinstance(lead, str) and _TOTALS.fullmatch(words)):
            return False
        self.taken.note(Note(NoteKind.TOTALS_ROW, number, words=words))
        return True

    def _keep_equal(self, row: R, mark: int) -> None:
        """Keep a row; one whose cells are all the same as those of an earlier row is noted."""
        rows = self.taken.rows
        earlier = self._seen.setdefault(mark, len(rows))
        if earlier < len(rows) and rows[earlier][1:] == row[1:]:
            self.taken.duplicates += 1
            self.taken.note(Note(NoteKind.DUPLICATE, _number(row), _number(rows[earlier])))
        rows.append(row)

    def _keep_once(self, key: Callable[[R], str], row: R, _: int) -> None:
        """Keep the first row of a thing; the same again is noted, other details are refused."""
        earlier = self._by_key.setdefault(key(row), row)
        if earlier is row:
            self.taken.rows.append(row)
        elif earlier[1:] == row[1:]:
            self.taken.duplicates += 1
            self.taken.note(Note(NoteKind.REPEATED, _number(row), _number(earlier)))
        else:
            raise CellRefused(Reason.CODE_TWICE, "code", first=str(_number(earlier)))

    def _refuse(self, number: int, cells: Sequence[Cell], refused: CellRefused) -> None:
        """Name every cell of the row that is unsound, or what the row as a whole shows."""
        self.taken.refused_count += 1
        if len(self.taken.refused) < REFUSED_ROWS_KEPT:
            self.taken.refused.append(RefusedRow(number, tuple(shown(cell) for cell in cells)))
        if refused.reason is Reason.TOO_MANY_CELLS:
            over = "、".join(shown(cell) for cell in cells[self._width :])
            self._find(RowFinding(number, "", over[:VALUE_SHOWN], refused.reason))
            return
        picked = dict(zip(self._maker.readers, self._pick(self._fitted(cells)), strict=True))
        whole_row = True
        for name, reader in self._maker.readers.items():
            try:
                reader[picked[name]]
            except CellRefused as flawed:
                whole_row = False
                self._find(self._finding(number, name, picked[name], flawed))
        if whole_row:
            self._find(self._finding(number, refused.field, picked[refused.field], refused))

    def _finding(self, number: int, name: str, cell: Cell, refused: CellRefused) -> RowFinding:
        value = shown(cell)[:VALUE_SHOWN]
        return RowFinding(number, self._column(name), value, refused.reason, refused.facts)

    def _find(self, finding: RowFinding) -> None:
        self.taken.findings_count += 1
        if len(self.taken.findings) < FINDINGS_KEPT:
            self.taken.findings.append(finding)

    def _column(self, name: str) -> str:
        """Give the heading of a column as the file writes it, or as it would be found."""
        place = self._chosen.located.columns.get(name)
        return place.heading if place is not None else label(self._kind.kind, name)


def _picker(
    names: Sequence[str], columns: Mapping[str, Place], blank: int
) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """Give what picks the cells of a row in the order of these columns, in one step."""
    places = [columns[name].index if name in columns else blank for name in names]
    return itemgetter(*places)


def _is_blank_row(cells: Sequence[Cell]) -> bool:
    return all(is_blank(cell) for cell in cells)


def _number(row: tuple[object, ...]) -> int:
    """Give the number that every row carries first."""
    number = row[0]
    assert isinstance(number, int)  # noqa: S101  # by the shape of every row
    return number
