"""Who may do what: one table of role and act; what is not in it is refused."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import ClassVar, ParamSpec, TypeVar

from app.errors import AppError
from app.i18n import N_
from app.services.permits import Permit
from app.values.actor import Actor, Role

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


class Act(enum.StrEnum):
    """One kind of thing that can be done."""

    OVERVIEW = "overview"
    STAFF = "staff"
    CLIENTS = "clients"
    BACKUP = "backup"
    CHECK = "check"
    AUDIT = "audit"
    LOOK = "look"
    MASTER_DATA = "master-data"
    IMPORT = "import"
    RETURN_APPLY = "return-apply"
    RETURN_APPROVE = "return-approve"
    RETURN_INSPECT = "return-inspect"
    RETURN_POST = "return-post"
    VOUCHER_WRITE = "voucher-write"
    VOUCHER_CHECK = "voucher-check"
    VOUCHER_POST = "voucher-post"
    RECEIPT = "receipt"


_EVERYBODY = frozenset(Role)
_BOOKS = _EVERYBODY - {Role.ADMIN}

MAY: Mapping[Act, frozenset[Role]] = {
    Act.OVERVIEW: _EVERYBODY,
    Act.STAFF: frozenset({Role.ADMIN}),
    Act.CLIENTS: frozenset({Role.ADMIN, Role.SUPERVISOR}),
    Act.BACKUP: frozenset({Role.ADMIN, Role.SUPERVISOR, Role.MAKER}),
    Act.CHECK: frozenset({Role.ADMIN, Role.SUPERVISOR, Role.CHECKER, Role.MAKER}),
    Act.AUDIT: frozenset({Role.ADMIN, Role.SUPERVISOR}),
    Act.LOOK: _BOOKS,
    Act.MASTER_DATA: frozenset({Role.MAKER}),
    Act.IMPORT: frozenset({Role.MAKER}),
    Act.RETURN_APPLY: frozenset({Role.MAKER}),
    Act.RETURN_APPROVE: frozenset({Role.CHECKER, Role.SUPERVISOR}),
    Act.RETURN_INSPECT: frozenset({Role.KEEPER}),
    Act.RETURN_POST: frozenset({Role.MAKER}),
    Act.VOUCHER_WRITE: frozenset({Role.MAKER}),
    Act.VOUCHER_CHECK: frozenset({Role.CHECKER, Role.SUPERVISOR}),
    Act.VOUCHER_POST: frozenset({Role.MAKER, Role.SUPERVISOR}),
    Act.RECEIPT: frozenset({Role.MAKER}),
}

POLICIES: dict[str, Act | None] = {}
"""The policy of every service function, by module and name; None: reached through others only."""


@dataclass(eq=False)
class NotAllowed(AppError):
    """None of the person's roles may do this."""

    name: str
    act: str
    template = N_(
        "{name} may not do this ({act}). Ask the administrator for the role, or a colleague."
    )
    exit_code: ClassVar[int] = 5


def may(actor: Actor, act: Act) -> bool:
    """Say whether one of the actor's roles may do this."""
    return not actor.roles.isdisjoint(MAY.get(act, frozenset()))


def require(actor: Actor, act: Act) -> None:
    """Go on only if one of the actor's roles may do this; raises NotAllowed."""
    if not may(actor, act):
        raise NotAllowed(actor.name, act.value)


def allowed(act: Act) -> Callable[[Callable[_Given, _Answer]], Callable[_Given, _Answer]]:
    """Declare the policy of a service function; each call is decided by its permit's actor."""

    def declare(service: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
        POLICIES[f"{service.__module__}.{service.__qualname__}"] = act

        @wraps(service)
        def decided(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
            permit = args[0]
            if not isinstance(permit, Permit):
                message = f"{service.__qualname__} was called without a permit"
                raise TypeError(message)
            require(permit.actor, act)
            return service(*args, **kwargs)

        return decided

    return declare


def inner(service: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Declare a function that only other services call, after they decided."""
    POLICIES[f"{service.__module__}.{service.__qualname__}"] = None
    return service
