"""The whole job on the demo's office: books, papers, reconciliation, checks, a proven backup."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.services import backups
from app.services.checks import run as checks
from app.services.demo import data, founding, out_folder, papers
from app.services.demo.data import DemoClock
from app.services.demo.telling import book_of, tell
from app.services.office import Book
from app.services.opening import Opened
from app.services.progress import UNWATCHED, Progress
from app.services.reconciliation.run import Reconciliation, reconcile
from app.services.returns import listing
from app.services.vouchers import listing as vouchers
from app.values.money import Money
from app.values.returns import ReturnState

_REPORTED = "2025-10-31 10:40"
_BACKED_UP = "2025-10-31 18:00"


@dataclass(frozen=True, slots=True)
class WholeJob:
    """What came of it: the papers, the month's counts, and what a person must look at."""

    files: tuple[str, ...]
    returns: int
    vouchers: int
    findings: int
    rest: Money
    broken: tuple[str, ...]
    """The rules that do not hold, and what the restored backup has otherwise: nothing, if well."""


def do(folder: Path, progress: Progress = UNWATCHED) -> WholeJob:
    """Do the whole job in an office that is gone afterwards; its papers lie in the folder.

    Raises:
        DemoFolderTaken, and what the disk refuses: no paper is half written.

    """
    out_folder.prepare(folder)
    clock = DemoClock()
    with tempfile.TemporaryDirectory(prefix="zhangfang-demo-") as scratch:
        office = Path(scratch) / "office"
        founding.found(office, clock)
        with founding.signed_in(office, clock) as opened:
            tell(opened, clock, data.story(), progress)
            return _finish(opened, clock, folder)


def _finish(opened: Opened, clock: DemoClock, folder: Path) -> WholeJob:
    """Print, bring the return of the pictures to its voucher, back up and prove it."""
    book = book_of(opened)
    clock.now = data.moment(_REPORTED)
    inspection, *posting = data.ending()
    printed = [*papers.before_the_return(book, opened.actor, folder)]
    tell(opened, clock, [inspection])
    printed.append(papers.of_the_return(book, opened.actor, folder))
    tell(opened, clock, posting)
    printed.extend(papers.after_the_return(book, opened.actor, folder))
    clock.now = data.moment(_BACKED_UP)
    backup, unlike = prove_backup(opened, folder)
    with opened.office.reading(opened.actor) as reading:
        broken = [one.name for one in checks.run(reading, deep=True) if not one.ok]
    returns, issued, found = _counted(book, opened)
    return WholeJob(
        files=tuple(str(folder / name) for name in (*printed, backup)),
        returns=returns,
        vouchers=issued,
        findings=found.open_count,
        rest=found.rest,
        broken=(*broken, *unlike),
    )


def prove_backup(opened: Opened, folder: Path) -> tuple[str, tuple[str, ...]]:
    """Back the office up, read it whole, restore it apart; gives the file and what is unlike."""
    made = backups.create(opened, folder)
    backups.verify(opened, made.path)
    drilled = backups.drill(opened, made.path)
    return made.path.name, (*drilled.complaints, *drilled.differences)


def _counted(book: Book, opened: Opened) -> tuple[int, int, Reconciliation]:
    """Give the month's returns and vouchers on the books, and its reconciliation."""
    states = frozenset(ReturnState)
    with book.reading(opened.actor) as reading:
        returns = listing.listing(reading, listing.ReturnFilter(states=states, period=papers.MONTH))
        issued = vouchers.listing(reading, vouchers.VoucherFilter(period=papers.MONTH))
        return returns.count, issued.count - issued.drafts, reconcile(reading, papers.MONTH)
