"""Who may do what: every role and every act, and every service that asks."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any, get_args

import pytest

import app.services
from app.services import access
from app.services.access import MAY, POLICIES, Act, NotAllowed, allowed, may, require
from app.services.permits import OfficeReading, OfficeWriting, Permit, Writing
from app.services.returns import decide, post
from app.values.actor import Actor, Role
from tests.builders import CLERK, KEEPER, VIEWER
from tests.conftest import MORNING
from tests.services.trading import Trading

_PREFIX = "app.services."
_loaded = importlib.import_module
_MODULES = [found.name for found in pkgutil.walk_packages(app.services.__path__, _PREFIX)]
for _module in _MODULES:
    _loaded(_module)

# 会计 审核 仓管 主管 管理员 只读, in the order of Role: who may (x) and who may not (-).
MATRIX = {
    Act.OVERVIEW: "x x x x x x",
    Act.STAFF: "- - - - x -",
    Act.CLIENTS: "- - - x x -",
    Act.BACKUP: "x - - x x -",
    Act.CHECK: "x x - x x -",
    Act.AUDIT: "- - - x x -",
    Act.LOOK: "x x x x - x",
    Act.MASTER_DATA: "x - - - - -",
    Act.IMPORT: "x - - - - -",
    Act.RETURN_APPLY: "x - - - - -",
    Act.RETURN_APPROVE: "- x - x - -",
    Act.RETURN_INSPECT: "- - x - - -",
    Act.RETURN_POST: "x - - - - -",
    Act.VOUCHER_WRITE: "x - - - - -",
    Act.VOUCHER_CHECK: "- x - x - -",
    Act.VOUCHER_POST: "x - - x - -",
    Act.RECEIPT: "x - - - - -",
}
DECIDED = {
    name: act
    for name, act in sorted(POLICIES.items())
    if act is not None and name.startswith(_PREFIX)
}


def _actor(role: Role) -> Actor:
    return Actor(9, "某人", frozenset({role}))


def _service(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    service: Callable[..., Any] = getattr(_loaded(module), function)
    return service


@pytest.mark.parametrize("act", Act)
def test_each_role_may_do_what_it_is_there_for_and_nothing_else(act: Act) -> None:
    found = " ".join("x" if may(_actor(role), act) else "-" for role in Role)
    assert found == MATRIX[act]


def test_the_table_speaks_of_every_act() -> None:
    assert set(MATRIX) == set(MAY) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_somebody_without_a_role_may_do_nothing(act: Act) -> None:
    assert not may(Actor(9, "某人", frozenset()), act)


def test_an_act_that_the_table_does_not_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "MAY", {})
    with pytest.raises(NotAllowed):
        require(Actor(9, "某人", frozenset(Role)), Act.LOOK)


def test_the_administrator_keeps_no_books() -> None:
    allowed_acts = {act for act in Act if may(_actor(Role.ADMIN), act)}
    assert allowed_acts == {
        *(Act.OVERVIEW, Act.STAFF, Act.CLIENTS, Act.BACKUP, Act.CHECK, Act.AUDIT),
    }


def test_who_only_looks_changes_nothing() -> None:
    assert {act for act in Act if may(_actor(Role.VIEWER), act)} == {Act.OVERVIEW, Act.LOOK}


def test_several_roles_may_do_what_each_of_them_may() -> None:
    both = Actor(9, "某人", frozenset({Role.KEEPER, Role.CHECKER}))
    assert may(both, Act.RETURN_INSPECT)
    assert may(both, Act.VOUCHER_CHECK)
    assert not may(both, Act.VOUCHER_WRITE)


def test_a_refusal_names_the_person_and_the_act() -> None:
    with pytest.raises(NotAllowed, match=r"孙悦 may not do this \(voucher-post\)") as refused:
        require(VIEWER, Act.VOUCHER_POST)
    assert refused.value.exit_code == 5


def test_a_service_that_is_called_without_a_permit_is_a_mistake_of_the_program() -> None:
    @allowed(Act.LOOK)
    def looked(reading: object) -> object:
        return reading

    with pytest.raises(TypeError, match="without a permit"):
        looked(CLERK)
    POLICIES.pop(f"{looked.__module__}.{looked.__qualname__}")


@pytest.mark.parametrize("name", DECIDED)
def test_a_service_asks_for_its_act_before_it_does_anything(seen: Trading, name: str) -> None:
    service, act = _service(name), DECIDED[name]
    permit_kind, *others = inspect.signature(service).parameters.values()
    takes_more = any(one.default is inspect.Parameter.empty for one in others)
    for role in Role:
        with seen.book.reading(CLERK) as reading:
            permit: Permit = Writing(reading.connection, _actor(role), reading.facts, MORNING)
            if issubclass(permit_kind.annotation, OfficeReading):
                permit = OfficeWriting(reading.connection, _actor(role), MORNING)
            if role not in MAY[act]:
                with pytest.raises(NotAllowed):
                    service(permit)
            elif takes_more:  # it got past the table, to its own parameters
                with pytest.raises(TypeError, match="missing"):
                    service(permit)
            else:
                service(permit)


def _takes_permit(function: Callable[..., Any]) -> bool:
    parameters = list(inspect.signature(function).parameters.values())
    kinds = get_args(parameters[0].annotation) or (parameters[0].annotation,) if parameters else ()
    return any(isinstance(kind, type) and issubclass(kind, Permit) for kind in kinds)


def test_every_service_that_takes_a_permit_has_a_policy() -> None:
    taking = {
        f"{module}.{name}"
        for module in _MODULES
        for name, function in inspect.getmembers(_loaded(module), inspect.isfunction)
        if function.__module__ == module and not name.startswith("_") and _takes_permit(function)
    }
    assert len(taking) > 100
    assert taking - set(POLICIES) == set()


def test_the_keeper_inspects_and_posts_nothing(trading: Trading) -> None:
    with pytest.raises(NotAllowed), trading.book.writing(KEEPER) as writing:
        post.post(writing, 3)
    with pytest.raises(NotAllowed), trading.book.writing(CLERK) as writing:
        decide.inspect(writing, 3)
