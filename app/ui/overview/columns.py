"""What the clients and the waiting returns show on the overview."""

from dataclasses import dataclass

from app import wording
from app.i18n import N_, _
from app.services.overview import AGE_LIMITS, ClientProgress, Differences, Share, Waiting
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column
from app.values.periods import PeriodState


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client with how far its month is, and its differences once they are worked out."""

    progress: ClientProgress
    differences: Differences | None = None


def share_cell(share: Share) -> Cell:
    """Show so many of so many: a bar, or done, or nothing there."""
    if not share.all:
        return Cell(_("none"), ink="ink3")
    if share.done == share.all:
        return Cell(_("done"), mark=Mark.CLOSED, ink="ok")
    return Cell(share=share.done * 100 // share.all)


def _closing(line: ClientLine) -> Cell:
    if line.progress.client.state is PeriodState.OPEN:
        return Cell(chip=Chip(_("Open month"), Mark.NOT_BEGUN))
    return Cell(chip=Chip(_("Closed month"), Mark.CLOSED, Tone.OK))


def _difference_count(line: ClientLine) -> Cell:
    if line.differences is None:
        return Cell("…", ink="ink3")
    count = line.differences.count
    return Cell(str(count), ink="neg" if count else "ink3", is_bold=bool(count))


def _difference_amount(line: ClientLine) -> Cell:
    return Cell() if line.differences is None else cells.money(line.differences.amount)


CLIENT_COLUMNS = (
    Column[ClientLine](
        N_("Code"),
        lambda line: line.progress.client.code,
        key=lambda line: line.progress.client.code,
        width=50,
    ),
    Column[ClientLine](
        N_("Client"),
        lambda line: line.progress.client.name,
        key=lambda line: line.progress.client.name,
        is_wide=True,
    ),
    Column[ClientLine](
        N_("Taxpayer"),
        lambda line: wording.word(line.progress.client.taxpayer),
        width=96,
        grows=True,
    ),
    Column[ClientLine](
        N_("Vouchers"),
        lambda line: share_cell(line.progress.vouchers),
        key=lambda line: _done(line.progress.vouchers),
        width=98,
    ),
    Column[ClientLine](
        N_("Returns"),
        lambda line: share_cell(line.progress.returns),
        key=lambda line: _done(line.progress.returns),
        width=98,
    ),
    Column[ClientLine](N_("Closing"), _closing, width=90),
    Column[ClientLine](
        N_("Differences"),
        _difference_count,
        key=lambda line: line.differences.count if line.differences else 0,
        align=Align.RIGHT,
        width=64,
    ),
    Column[ClientLine](
        N_("Amount of differences"), _difference_amount, align=Align.RIGHT, width=96
    ),
    Column[ClientLine](N_("Keeper"), lambda line: line.progress.client.keeper, width=60),
)


OUTSIDE_COLUMNS = tuple(
    each for each in CLIENT_COLUMNS if each.text not in {_difference_count, _difference_amount}
)
"""What somebody sees who may not look into the books."""


def _count(place: int, ground: str) -> Column[Waiting]:
    heads = (
        N_("1 day"),
        N_("2 to 3 days"),
        N_("4 to 7 days"),
        N_("over 7 days"),
    )

    def cell(line: Waiting) -> Cell:
        number = line.counts[place]
        ink = {"warn_ground": "warn", "err_ground": "err", "info_ground": "info"}.get(ground, "ink")
        shown = ground if number else ""
        return Cell(str(number), ground=shown, ink=ink if number else "ink3", is_bold=bool(number))

    return Column[Waiting](heads[place], cell, align=Align.RIGHT, width=60)


_GROUNDS = ("", "info_ground", "warn_ground", "err_ground")
WAITING_COLUMNS = (
    Column[Waiting](N_("State"), lambda line: wording.word(line.state), is_wide=True),
    *(_count(place, _GROUNDS[place]) for place in range(len(AGE_LIMITS) + 1)),
    Column[Waiting](
        N_("Total"), lambda line: Cell(str(line.total), is_bold=True), align=Align.RIGHT, width=54
    ),
)


def _done(share: Share) -> int:
    return share.done * 1000 // share.all if share.all else 1001
