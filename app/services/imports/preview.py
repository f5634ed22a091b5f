"""What a person sees of a file before it is taken in: its columns, and what would come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services.access import Act, allowed
from app.services.exchange.files import rows_as_written
from app.services.exchange.headings import label
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS
from app.services.imports.results import ImportResult
from app.services.imports.run import WantedFile, take_file
from app.services.permits import Writing
from app.services.progress import UNWATCHED, Progress

TAKEN_KINDS: tuple[ImportKind, ...] = tuple(KINDS)
"""The kinds of file that can be taken in."""

_TOP_ROWS = 80
"""So far down the headings and the first value of each column are looked for."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file: its heading, what it was taken for, and its first value."""

    heading: str
    taken_for: str
    """The program's own heading; empty where the column is not taken in."""
    sample: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be taken in; the book is as before."""

    result: ImportResult
    columns: tuple[FileColumn, ...]


@allowed(Act.IMPORT)
def preview(writing: Writing, wanted: WantedFile, progress: Progress = UNWATCHED) -> Preview:
    """Give what would come of a file, and how its columns were understood; nothing is kept.

    Raises:
        AppError: what `take_file` raises.

    """
    result = take_file(writing, wanted, progress, dry_run=True)
    numbers = range(1, _TOP_ROWS + 1)
    headings, rows = rows_as_written(wanted.path, wanted.kind, wanted.source, numbers)
    fields = {heading: field for field, heading in result.columns.items()}
    samples = _samples(headings, rows)
    return Preview(
        result,
        tuple(
            FileColumn(heading, label(wanted.kind, fields[heading]), samples[at])
            if heading in fields
            else FileColumn(heading, "", samples[at])
            for at, heading in enumerate(headings)
            if heading.strip()
        ),
    )


def _samples(headings: Sequence[str], rows: Mapping[int, Sequence[str]]) -> list[str]:
    """Give the first value under each heading, empty where there is none at the top."""
    samples = [""] * len(headings)
    wanted = [heading.strip() for heading in headings]
    is_below = False
    for _number, cells in sorted(rows.items()):
        if not is_below:
            is_below = [cell.strip() for cell in cells[: len(wanted)]] == wanted
            continue
        for at, cell in enumerate(cells[: len(samples)]):
            samples[at] = samples[at] or cell.strip()
    return samples
