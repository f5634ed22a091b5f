"""What the list of vouchers shows, and a voucher in the words of the form."""

from app import wording
from app.i18n import N_, _
from app.services.vouchers.listing import VoucherDetail, VoucherRow
from app.ui.widgets import cells
from app.ui.widgets.cells import Align, Cell
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column
from app.ui.widgets.voucher_form import FormFace, FormLine
from app.values.capitals import capitals
from app.values.entry import Side
from app.values.vouching import VoucherState

STATE_LOOKS = {
    VoucherState.DRAFT: (Mark.WAITING, Tone.WARN),
    VoucherState.CHECKED: (Mark.TO_CONFIRM, Tone.INFO),
    VoucherState.POSTED: (Mark.CLOSED, Tone.OK),
    VoucherState.VOID: (Mark.NOT_BEGUN, Tone.STILL),
}


def state_chip(state: VoucherState) -> Chip:
    """Give the chip of a voucher's state."""
    return Chip(wording.word(state), *STATE_LOOKS[state])


COLUMNS = (
    Column[VoucherRow](
        N_("Voucher"),
        lambda row: Cell(row.number or "—", is_bold=True),
        key=lambda row: (row.period, row.number == "", row.number, row.id),
        width=68,
        grows=True,
    ),
    Column[VoucherRow](
        N_("Date"), lambda row: wording.short_day(row.day), key=lambda row: row.day, width=50
    ),
    Column[VoucherRow](
        N_("Summary"), lambda row: row.summary, key=lambda row: row.summary, is_wide=True
    ),
    Column[VoucherRow](
        N_("Amount"),
        lambda row: cells.money(row.amount),
        key=lambda row: row.amount,
        align=Align.RIGHT,
        width=84,
        grows=True,
    ),
    Column[VoucherRow](
        N_("State"),
        lambda row: Cell(chip=state_chip(row.state)),
        key=lambda row: row.state,
        width=76,
    ),
)


def face_of(detail: VoucherDetail, client: str) -> FormFace:
    """Give a voucher as the form shows it."""
    return FormFace(
        client=client,
        day=wording.long_day(detail.day),
        number=detail.number or "—",
        lines=[
            FormLine(
                line.summary,
                f"{line.account} {line.account_name}",
                line.customer,
                line.amount if line.side is Side.DEBIT else None,
                line.amount if line.side is Side.CREDIT else None,
            )
            for line in detail.lines
        ],
        attachments=detail.attachments,
        total=detail.total,
        capitals=capitals(detail.total),
        people=(
            (_("Booked by"), detail.posted_by),
            (_("Checked by"), detail.checked_by),
            (_("Made by"), detail.made_by),
        ),
    )
