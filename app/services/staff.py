"""The people of the office and what they are there for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import delete, insert, select, update

from app.errors import AppError
from app.i18n import N_
from app.models.column_types import is_set
from app.models.office import Staff, StaffRole
from app.services import audit
from app.services.access import Act, allowed, inner
from app.services.permits import OfficeReading, OfficeWriting, Permit
from app.values.actor import Actor, Role


@dataclass(eq=False)
class StaffNameTaken(AppError):
    """Somebody of this name is in the office already."""

    name: str
    template = N_("There is already somebody called {name}; add something to tell them apart.")


@dataclass(eq=False)
class StaffUnknown(AppError):
    """Nobody of this name may sign in."""

    name: str
    template = N_("{name} is not among the staff or may no longer sign in.")
    exit_code: ClassVar[int] = 5


@dataclass(eq=False)
class RolesConflict(AppError):
    """The administrator keeps no books, and somebody has a role at all."""

    name: str
    template = N_("{name} needs a role, and an administrator can hold no other role.")


@dataclass(eq=False)
class LastAdministrator(AppError):
    """Without this person nobody could look after the staff."""

    name: str
    template = N_("{name} is the only administrator. Make somebody else one first.")


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person as lists show it."""

    id: int
    name: str
    roles: tuple[Role, ...]
    is_active: bool


@allowed(Act.STAFF)
def add(writing: OfficeWriting, name: str, roles: Sequence[Role]) -> int:
    """Take somebody in with these roles; the key slot is made beside it."""
    return _add(writing, name, roles)


@inner
def add_first(writing: OfficeWriting, name: str, roles: Sequence[Role]) -> int:
    """Take in a person of an office that is just being created."""
    return _add(writing, name, roles)


@allowed(Act.STAFF)
def disable(writing: OfficeWriting, name: str) -> None:
    """Let somebody sign in no longer; what was done in the name stays."""
    _require_another_administrator(writing, name)
    done = writing.connection.execute(
        update(Staff).where(Staff.name == name, is_set(Staff.is_active)).values(is_active=False)
    )
    if done.rowcount == 0:
        raise StaffUnknown(name)
    audit.record(writing, audit.Deed("staff-disabled", name, {}))


@allowed(Act.STAFF)
def set_roles(writing: OfficeWriting, name: str, roles: Sequence[Role]) -> None:
    """Give somebody these roles and no others."""
    _require_sound(name, roles)
    staff_id = writing.connection.execute(select(Staff.id).where(Staff.name == name)).scalar()
    if staff_id is None:
        raise StaffUnknown(name)
    if Role.ADMIN not in roles:
        _require_another_administrator(writing, name)
    writing.connection.execute(delete(StaffRole).where(StaffRole.staff_id == staff_id))
    _give_roles(writing, staff_id, roles)
    audit.record(
        writing, audit.Deed("staff-roles", name, {"roles": sorted({role.value for role in roles})})
    )


@allowed(Act.OVERVIEW)
def listing(reading: OfficeReading) -> tuple[StaffRow, ...]:
    """Give everybody, in the order in which they came."""
    rows = reading.connection.execute(
        select(Staff.id, Staff.name, Staff.is_active).order_by(Staff.id)
    ).all()
    return tuple(
        StaffRow(row.id, row.name, tuple(sorted(_roles(reading, row.id))), row.is_active)
        for row in rows
    )


@inner
def actor_called(permit: Permit, name: str) -> Actor:
    """Give the actor who has signed in under this name; raises StaffUnknown."""
    staff_id = permit.connection.execute(
        select(Staff.id).where(Staff.name == name, is_set(Staff.is_active))
    ).scalar()
    if staff_id is None:
        raise StaffUnknown(name)
    return Actor(staff_id, name, _roles(permit, staff_id))


def _add(writing: OfficeWriting, name: str, roles: Sequence[Role]) -> int:
    _require_sound(name, roles)
    if writing.connection.execute(select(Staff.id).where(Staff.name == name)).first() is not None:
        raise StaffNameTaken(name)
    added = writing.connection.execute(
        insert(Staff)
        .values(name=name, is_active=True, written_by=writing.actor.name, written_at=writing.now)
        .returning(Staff.id)
    )
    staff_id: int = added.scalar_one()
    _give_roles(writing, staff_id, roles)
    audit.record(
        writing, audit.Deed("staff-added", name, {"roles": sorted({role.value for role in roles})})
    )
    return staff_id


def _require_sound(name: str, roles: Sequence[Role]) -> None:
    if not name.strip() or not roles or (Role.ADMIN in roles and len(set(roles)) > 1):
        raise RolesConflict(name)


def _require_another_administrator(writing: OfficeWriting, name: str) -> None:
    active = set(
        writing.connection.execute(
            select(Staff.name)
            .join(StaffRole, StaffRole.staff_id == Staff.id)
            .where(StaffRole.role == Role.ADMIN, is_set(Staff.is_active))
        ).scalars()
    )
    if active == {name}:
        raise LastAdministrator(name)


def _give_roles(writing: OfficeWriting, staff_id: int, roles: Sequence[Role]) -> None:
    for role in sorted(set(roles)):
        writing.connection.execute(insert(StaffRole).values(staff_id=staff_id, role=role))


def _roles(permit: Permit, staff_id: int) -> frozenset[Role]:
    rows = permit.connection.execute(select(StaffRole.role).where(StaffRole.staff_id == staff_id))
    return frozenset(rows.scalars())
