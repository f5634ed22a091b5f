"""The people of the office: taken in, given roles, let go."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.services import audit, staff
from app.services.access import NotAllowed
from app.services.office import Office
from app.services.permits import OfficeWriting
from app.services.staff import (
    LastAdministrator,
    RolesConflict,
    StaffNameTaken,
    StaffRow,
    StaffUnknown,
)
from app.values.actor import Actor, Role
from tests.builders import ADMIN, CLERK, REVIEWER, STAFF


@contextmanager
def _refused(office: Office, refusal: type[Exception]) -> Iterator[OfficeWriting]:
    with pytest.raises(refusal), office.writing(ADMIN) as writing:
        yield writing


def _people(office: Office) -> dict[str, StaffRow]:
    with office.reading(CLERK) as reading:
        return {row.name: row for row in staff.listing(reading)}


def _actor(office: Office, name: str) -> Actor:
    with office.reading(CLERK) as reading:
        return staff.actor_called(reading, name)


def test_everybody_is_listed_in_the_order_of_coming(office: Office) -> None:
    rows = list(_people(office).values())
    assert [(row.id, row.name) for row in rows] == [(one.staff_id, one.name) for one in STAFF]
    assert rows[1].roles == (Role.CHECKER, Role.SUPERVISOR)
    assert all(row.is_active for row in rows)


def test_somebody_new_works_with_the_roles_given(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        added = staff.add(writing, "钱程", [Role.MAKER, Role.CHECKER, Role.MAKER])
    assert _actor(office, "钱程") == Actor(added, "钱程", frozenset({Role.MAKER, Role.CHECKER}))
    with office.reading(ADMIN) as reading:
        logged = audit.listing(reading, 1)[0]
    assert (logged.action, logged.thing, logged.actor) == ("staff-added", "钱程", "陈晓")
    assert logged.payload == '{"roles":["checker","maker"]}'


@pytest.mark.parametrize("name", ["周敏", "孙悦"])
def test_two_people_of_one_name_are_refused(office: Office, name: str) -> None:
    with _refused(office, StaffNameTaken) as writing:
        staff.add(writing, name, [Role.VIEWER])


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("钱程", []),
        ("", [Role.VIEWER]),
        ("  ", [Role.VIEWER]),
        ("钱程", [Role.ADMIN, Role.MAKER]),
        ("钱程", [Role.VIEWER, Role.ADMIN]),
    ],
)
def test_somebody_without_name_or_role_or_with_roles_that_exclude_each_other_is_refused(
    office: Office, name: str, roles: list[Role]
) -> None:
    with _refused(office, RolesConflict) as writing:
        staff.add(writing, name, roles)
    with _refused(office, RolesConflict) as writing:
        staff.set_roles(writing, "周敏" if name == "钱程" else name, roles)


def test_roles_are_replaced_and_written_down(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        staff.set_roles(writing, REVIEWER.name, [Role.VIEWER])
    assert _people(office)[REVIEWER.name].roles == (Role.VIEWER,)
    with office.reading(ADMIN) as reading:
        assert audit.listing(reading, 1)[0].action == "staff-roles"


def test_somebody_unknown_gets_no_roles_and_is_not_let_go(office: Office) -> None:
    with _refused(office, StaffUnknown) as writing:
        staff.set_roles(writing, "赵六", [Role.VIEWER])
    with _refused(office, StaffUnknown) as writing:
        staff.disable(writing, "赵六")
    with pytest.raises(StaffUnknown):
        _actor(office, "赵六")


def test_whoever_was_let_go_works_no_more_and_stays_listed(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        staff.disable(writing, CLERK.name)
    assert not _people(office)[CLERK.name].is_active
    with pytest.raises(StaffUnknown):
        _actor(office, CLERK.name)
    with _refused(office, StaffUnknown) as writing:
        staff.disable(writing, CLERK.name)
    with office.reading(ADMIN) as reading:
        assert audit.listing(reading, 1)[0].action == "staff-disabled"


def test_there_is_always_an_administrator(office: Office) -> None:
    with _refused(office, LastAdministrator) as writing:
        staff.disable(writing, ADMIN.name)
    with _refused(office, LastAdministrator) as writing:
        staff.set_roles(writing, ADMIN.name, [Role.VIEWER])
    with office.writing(ADMIN) as writing:
        staff.set_roles(writing, ADMIN.name, [Role.ADMIN])
        staff.add(writing, "钱程", [Role.ADMIN])
        staff.disable(writing, ADMIN.name)
    with _refused(office, LastAdministrator) as writing:
        staff.disable(writing, "钱程")


def test_an_administrator_who_left_does_not_count(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        staff.add(writing, "钱程", [Role.ADMIN])
        staff.disable(writing, "钱程")
    with _refused(office, LastAdministrator) as writing:
        staff.disable(writing, ADMIN.name)


def test_only_the_administrator_decides_who_works_here(office: Office) -> None:
    for person in (CLERK, REVIEWER):
        with pytest.raises(NotAllowed), office.writing(person) as writing:
            staff.add(writing, "钱程", [Role.VIEWER])
    assert "钱程" not in _people(office)
