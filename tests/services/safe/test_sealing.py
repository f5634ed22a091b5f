"""A slot opens with its password, for its person and its office, and with nothing else."""

from dataclasses import replace

import pytest

from app.services.safe.database_key import DatabaseKey, new_database_key
from app.services.safe.keyfile import PasswordSlot
from app.services.safe.sealing import open_identity, open_slot, password_slot, seal_identity
from tests.services.safe.books import CHEAP, PASSWORD

_OFFICE = "0" * 32
_KEY = new_database_key()


def _slot() -> PasswordSlot:
    return password_slot(_OFFICE, 1, "周敏", "会计", key=_KEY, password=PASSWORD, cost=CHEAP)


def test_the_password_opens_the_slot() -> None:
    assert open_slot(_OFFICE, _slot(), PASSWORD) == _KEY


@pytest.mark.parametrize("password", ["", PASSWORD + " ", PASSWORD.upper() + "x", "x" * 1_000_000])
def test_no_other_password_opens_it(password: str) -> None:
    assert open_slot(_OFFICE, _slot(), password) is None


@pytest.mark.parametrize(
    "change",
    [{"name": "李国栋"}, {"staff_id": 2}, {"key": "0" * 16}, {"salt": bytes(16)}],
)
def test_a_slot_put_under_another_name_does_not_open(change: dict[str, object]) -> None:
    assert open_slot(_OFFICE, replace(_slot(), **change), PASSWORD) is None  # type: ignore[arg-type]  # each by its name


def test_a_slot_of_another_office_does_not_open() -> None:
    assert open_slot("1" * 32, _slot(), PASSWORD) is None


def test_the_title_may_change_without_the_password() -> None:
    assert open_slot(_OFFICE, replace(_slot(), title="会计主管"), PASSWORD) == _KEY


def test_no_two_slots_are_alike_and_neither_holds_the_key_in_clear() -> None:
    one, other = _slot(), _slot()
    assert one.salt != other.salt
    assert one.sealed != other.sealed
    assert _KEY.raw not in one.sealed


def test_the_backup_identity_opens_with_its_database_key_only() -> None:
    slot = seal_identity(_KEY, "age1xyz", "AGE-SECRET-KEY-1X")
    assert open_identity(_KEY, slot) == "AGE-SECRET-KEY-1X"
    assert open_identity(DatabaseKey(bytes(48)), slot) is None
    assert open_identity(_KEY, replace(slot, recipient="age1other")) is None
