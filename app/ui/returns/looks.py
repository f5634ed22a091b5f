"""How a return looks: its card in the list, its chip, its way in steps."""

from collections.abc import Sequence

from app import wording
from app.i18n import N_, _
from app.services.returns.listing import ReturnDetail, ReturnRow
from app.services.returns.listing import Step as Taken
from app.ui.widgets.cells import Card, Cell
from app.ui.widgets.marks import Chip, Mark, Tone
from app.ui.widgets.rows_model import Column
from app.ui.widgets.stepper import Step, StepState
from app.values.returns import ReturnState

_LOOKS = {
    ReturnState.APPLIED: (Mark.WAITING, Tone.WARN),
    ReturnState.APPROVED: (Mark.IN_WORK, Tone.ACTIVE),
    ReturnState.INSPECTED: (Mark.TO_CONFIRM, Tone.INFO),
    ReturnState.POSTED: (Mark.COMPLETE, Tone.STILL),
    ReturnState.ARCHIVED: (Mark.CLOSED, Tone.OK),
    ReturnState.REJECTED: (Mark.ATTENTION, Tone.ERR),
    ReturnState.VOID: (Mark.NOT_BEGUN, Tone.STILL),
}
WAY = (
    ReturnState.APPLIED,
    ReturnState.APPROVED,
    ReturnState.INSPECTED,
    ReturnState.POSTED,
    ReturnState.ARCHIVED,
)
_STEP_NAMES = (N_("Apply"), N_("Review"), N_("Inspection"), N_("Posting"), N_("Filing"))
_BROKEN = frozenset({ReturnState.REJECTED, ReturnState.VOID})


def chip_of(state: ReturnState) -> Chip:
    """Give the chip of a return's state."""
    return Chip(wording.word(state), *_LOOKS[state])


def card_of(row: ReturnRow) -> Cell:
    """Show a return in the list: number, customer, amount; state, reason, day."""
    return Cell(
        card=Card(
            title=row.number.removeprefix("TH-"),
            hint=row.customer,
            figure=wording.money(row.gross),
            chip=chip_of(row.state),
            remark=row.reason_text or wording.word(row.reason),
            end=wording.short_day(row.day),
        )
    )


LIST_COLUMNS = (Column[ReturnRow](N_("Returns"), card_of, is_wide=True),)


def steps_of(detail: ReturnDetail) -> Sequence[Step]:
    """Give the way of a return: what is behind with who and when, what is now, what is ahead."""
    latest = {taken.state: taken for taken in detail.steps}
    state = detail.head.state
    reached = WAY.index(state) if state in WAY else _last_reached(detail)
    return [_step(place, reached, latest.get(WAY[place]), detail) for place in range(len(WAY))]


def _step(place: int, reached: int, taken: Taken | None, detail: ReturnDetail) -> Step:
    name = _(_STEP_NAMES[place])
    if place <= reached and taken is not None:
        when = wording.moment(taken.at)[5:]
        return Step(name, StepState.DONE, f"{when} {taken.note}".strip(), taken.by)
    if place == reached + 1:
        if detail.head.state in _BROKEN:
            last = detail.steps[-1]
            when = wording.moment(last.at)[5:]
            broken = wording.word(detail.head.state)
            return Step(broken, StepState.BROKEN, f"{when} {last.note}".strip(), last.by)
        waits = _(_WAITING[place])
        return Step(_("{step} (now)").format(step=name), StepState.NOW, waits)
    return Step(name, StepState.AHEAD)


_WAITING = (
    "",
    N_("waits for a reviewer"),
    N_("waits for the warehouse"),
    N_("waits for posting"),
    N_("waits until the papers are complete"),
)


def _last_reached(detail: ReturnDetail) -> int:
    reached = [WAY.index(step.state) for step in detail.steps if step.state in WAY]
    return reached[-1] if reached else 0
