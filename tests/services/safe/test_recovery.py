"""The recovery key is standard text that a person can type back from a sheet."""

import pyrage
import pytest
from pyrage.x25519 import Recipient

from app.services.safe import recovery
from app.services.safe.database_key import new_database_key
from app.services.safe.keyfile import RecoverySlot
from app.services.safe.recovery import (
    PREFIX,
    RecoveryKeyMisread,
    WrongRecoveryKey,
    new_recovery_key,
    number_of,
)

_KEY = new_recovery_key()
"""Another one in each run: no name of a test may hold it."""


def test_the_sheet_shows_groups_of_four_and_a_number_that_tells_nothing_of_the_key() -> None:
    assert PREFIX + "".join(_KEY.groups) == _KEY.text
    assert [len(group) for group in _KEY.groups] == [4] * 14 + [2]
    assert not set("".join(_KEY.groups)) & set("1BIO")
    assert _KEY.number == number_of(_KEY.recipient)
    assert _KEY.number not in _KEY.text
    assert _KEY.text not in repr(_KEY)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(_KEY.text, id="as shown"),
        pytest.param(_KEY.text.lower(), id="in small letters"),
        pytest.param(" - ".join(_KEY.groups), id="in groups"),
        pytest.param("\n".join(_KEY.groups).lower(), id="group by group"),
        pytest.param(f"  {_KEY.text}\r\n", id="with blanks around it"),
        pytest.param(
            "".join(chr(ord(letter) + 0xFEE0) for letter in "".join(_KEY.groups)),
            id="in full width",
        ),
    ],
)
def test_the_key_is_read_however_it_is_typed(typed: str) -> None:
    assert recovery.read(typed) == _KEY


def test_every_single_misread_letter_is_noticed() -> None:
    letters = "".join(_KEY.groups)
    for at, letter in enumerate(letters):
        other = "Q" if letter != "Q" else "P"
        with pytest.raises(RecoveryKeyMisread):
            recovery.read(letters[:at] + other + letters[at + 1 :])


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("K7PM", id="one group"),
        pytest.param(_KEY.text[:-1], id="a letter short"),
        pytest.param(_KEY.text + "Q", id="a letter too many"),
        pytest.param("密钥" * 30, id="other letters"),
    ],
)
def test_what_is_not_a_whole_key_is_misread(typed: str) -> None:
    with pytest.raises(RecoveryKeyMisread) as refused:
        recovery.read(typed)
    assert refused.value.exit_code == 5


def test_the_slot_opens_with_its_key_and_names_the_right_one_to_another() -> None:
    database_key = new_database_key()
    slot = recovery.seal(database_key, _KEY.recipient)
    assert recovery.open_slot(slot, _KEY) == database_key
    with pytest.raises(WrongRecoveryKey) as refused:
        recovery.open_slot(slot, new_recovery_key())
    assert refused.value.number == _KEY.number


@pytest.mark.parametrize("content", [b"", b"damaged", None])
def test_a_slot_with_other_content_does_not_open(content: bytes | None) -> None:
    slot = recovery.seal(new_database_key(), _KEY.recipient)
    changed = slot.sealed[:-1] + bytes([slot.sealed[-1] ^ 1]) if content is None else content
    with pytest.raises(WrongRecoveryKey):
        recovery.open_slot(RecoverySlot(slot.key, slot.recipient, changed), _KEY)


def test_a_slot_that_holds_something_else_than_a_key_does_not_open() -> None:
    sealed = pyrage.encrypt(b"short", [Recipient.from_str(_KEY.recipient)])
    with pytest.raises(WrongRecoveryKey):
        recovery.open_slot(RecoverySlot("", _KEY.recipient, sealed), _KEY)
