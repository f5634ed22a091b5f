"""What can be done with a return where it stands, and who may do it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.services.access import Act, may
from app.values.actor import Actor
from app.values.returns import ReturnState


@dataclass(frozen=True, slots=True)
class NextStep:
    """The verb of a step, the act that it is, and what is said when it is done."""

    verb: str
    act: Act
    done: str


FORWARD: Mapping[ReturnState, NextStep] = {
    ReturnState.APPLIED: NextStep(
        N_("Agree to the return"), Act.RETURN_APPROVE, N_("{number} is agreed to.")
    ),
    ReturnState.APPROVED: NextStep(
        N_("Inspected, on to posting"), Act.RETURN_INSPECT, N_("{number} is inspected.")
    ),
    ReturnState.INSPECTED: NextStep(
        N_("Post the return"), Act.RETURN_POST, N_("{number} is posted as {vouchers}.")
    ),
    ReturnState.POSTED: NextStep(N_("File the return"), Act.RETURN_POST, N_("{number} is filed.")),
}
BACK: Mapping[ReturnState, NextStep] = {
    ReturnState.APPLIED: NextStep(
        N_("Turn the return down"), Act.RETURN_APPROVE, N_("{number} is turned down.")
    ),
    ReturnState.APPROVED: NextStep(
        N_("Back one step"), Act.RETURN_APPROVE, N_("{number} went back one step.")
    ),
    ReturnState.INSPECTED: NextStep(
        N_("Back one step"), Act.RETURN_APPROVE, N_("{number} went back one step.")
    ),
}
WITHDRAW: Mapping[ReturnState, NextStep] = {
    state: NextStep(N_("Withdraw"), Act.RETURN_APPLY, N_("{number} is withdrawn."))
    for state in (ReturnState.APPLIED, ReturnState.APPROVED)
}


def open_to(
    steps: Mapping[ReturnState, NextStep], state: ReturnState, actor: Actor
) -> NextStep | None:
    """Give the step from this state, if there is one and the actor may take it."""
    step = steps.get(state)
    return step if step is not None and may(actor, step.act) else None
