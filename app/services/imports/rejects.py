"""The rows of a file that were not taken, saved beside their reasons to be mended there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.errors import AppError
from app.i18n import N_, _
from app.services.exchange.files import rows_as_written
from app.services.exchange.table_files import csv_bytes, xlsx_bytes
from app.services.imports.results import ImportResult
from app.services.imports.run import WantedFile
from app.services.safe.files import replace_file


@dataclass(eq=False)
class RejectsFormUnknown(AppError):
    """Refused rows are saved as a spreadsheet or as CSV."""

    name: str
    template = N_("Refused rows are saved as .xlsx or .csv; name {name} so.")
    exit_code: ClassVar[int] = 2


@dataclass(eq=False)
class RejectsOverItsSource(AppError):
    """The refused rows would be written over the file that they come from."""

    name: str
    template = N_("{name} is the file itself; give the refused rows another name.")


def save_rejects(wanted: WantedFile, result: ImportResult, target: Path) -> int:
    """Write the refused rows as the file has them, each with its reasons; gives how many.

    The headings are the file's own, so that the mended file can be taken in as the first one was.
    """
    require_form(wanted, target)
    reasons: dict[int, list[str]] = defaultdict(list)
    for one in result.refused:
        reasons[one.row].append(one.message)
    headings, rows = rows_as_written(wanted.path, wanted.kind, wanted.source, result.refused_rows)
    unnamed = _("Not named one by one, for so many rows are refused. Mend the others first.")
    table = [
        [*_fitted(cells, len(headings)), "；".join(reasons[row]) or unnamed]
        for row, cells in rows.items()
    ]
    write = csv_bytes if target.suffix.lower() == ".csv" else xlsx_bytes
    replace_file(target, write([*headings, _("Why it was not taken")], table))
    return len(table)


def _fitted(cells: Sequence[str], width: int) -> list[str]:
    """Give a row as wide as the headings.

    One with more in it was cut at a comma: it stays whole in one cell, for put under the headings
    it could be taken as something that it is not.
    """
    if any(cells[width:]):
        return [",".join(cells), *[""] * (width - 1)]
    return [*cells[:width], *[""] * (width - len(cells))]


def require_form(wanted: WantedFile, target: Path) -> None:
    """Go on only if refused rows can be saved there, which is asked before anything is taken."""
    if target.suffix.lower() not in {".xlsx", ".csv"}:
        raise RejectsFormUnknown(target.name)
    if target.resolve() == wanted.path.resolve():
        raise RejectsOverItsSource(target.name)
