"""In whose name something is done."""

import enum
from dataclasses import dataclass


class Role(enum.StrEnum):
    """What a member of staff is there for."""

    MAKER = "maker"
    CHECKER = "checker"
    KEEPER = "keeper"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in member of staff, with the roles held."""

    staff_id: int
    name: str
    roles: frozenset[Role]
