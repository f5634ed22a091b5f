"""Signing in, and every change to who may: nobody is locked out, and nobody else gets in."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.services.safe import folder as folders
from app.services.safe import keyfile, sign_in, tries
from app.services.safe.files import replace_file
from app.services.safe.folder import OfficeDamaged
from app.services.safe.keyfile import KEY_FILE, KEY_FILE_COPY, KeyFileDamaged
from app.services.safe.lock import holding
from app.services.safe.passwords import WeakPassword
from app.services.safe.recovery import RecoveryKeyMisread, WrongRecoveryKey, new_recovery_key
from app.services.safe.sign_in import LastPerson, PersonKnown, PersonUnknown, WrongPassword
from app.services.safe.tries import TooManyTries
from tests.services.safe.books import (
    CHEAP,
    LI,
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    SmallOffice,
    files_of,
)

_NEW = "新口令要长一点才好 2026"


def _opens(office: SmallOffice, name: str, password: str) -> bool:
    tries.clear(office.folder, name)
    try:
        return sign_in.unlock(office.folder, name, password, NOW).key == office.key
    except WrongPassword:
        return False


def _flip_in_slot(folder: Path, *names: str) -> None:
    for name in names:
        content = bytearray((folder / name).read_bytes())
        at = content.index(b'"sealed":"', content.index(b'"slots"')) + 20
        content[at] ^= 1
        (folder / name).write_bytes(content)


def test_the_password_opens_the_database_key(office: SmallOffice) -> None:
    unlocked = sign_in.unlock(office.folder, "周敏", PASSWORD, NOW)
    assert unlocked.key == office.key
    assert (unlocked.staff_id, unlocked.name, unlocked.failed_before) == (1, "周敏", 0)


def test_the_password_typed_with_full_width_digits_is_the_same(office: SmallOffice) -> None:
    typed = PASSWORD.replace("2025", "".join(chr(ord(digit) + 0xFEE0) for digit in "2025"))
    assert typed != PASSWORD
    assert sign_in.unlock(office.folder, "周敏", typed, NOW).key == office.key


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + "1", "x" * 1_000_000])
def test_a_wrong_password_is_told_from_damage(office: SmallOffice, password: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        sign_in.unlock(office.folder, "周敏", password, NOW)
    assert (refused.value.exit_code, refused.value.tries_left) == (5, 4)


def test_a_damaged_slot_is_told_from_a_wrong_password(office: SmallOffice) -> None:
    _flip_in_slot(office.folder, KEY_FILE, KEY_FILE_COPY)
    with pytest.raises(KeyFileDamaged) as refused:
        sign_in.unlock(office.folder, "周敏", PASSWORD, NOW)
    assert refused.value.exit_code == 4


def test_a_slot_damaged_in_one_copy_opens_by_the_other_which_then_mends_it(
    office: SmallOffice,
) -> None:
    _flip_in_slot(office.folder, KEY_FILE)
    assert sign_in.unlock(office.folder, "周敏", PASSWORD, NOW).key == office.key
    with holding(office.folder, "周敏", NOW) as held:
        assert sign_in.mend(held)
        assert not sign_in.mend(held)
    _flip_in_slot(office.folder, KEY_FILE_COPY)
    assert sign_in.unlock(office.folder, "周敏", PASSWORD, NOW).key == office.key


def test_after_five_wrong_tries_even_the_right_password_waits(office: SmallOffice) -> None:
    left = []
    for _ in range(tries.FREE):
        with pytest.raises(WrongPassword) as refused:
            sign_in.unlock(office.folder, "周敏", "wrong", NOW)
        left.append(refused.value.tries_left)
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(TooManyTries) as waiting:
        sign_in.unlock(office.folder, "周敏", PASSWORD, NOW)
    later = NOW + timedelta(seconds=waiting.value.wait_seconds)
    unlocked = sign_in.unlock(office.folder, "周敏", PASSWORD, later)
    assert unlocked.failed_before == 5
    assert sign_in.unlock(office.folder, "周敏", PASSWORD, later).failed_before == 0


def test_somebody_unknown_is_refused_by_name(office: SmallOffice) -> None:
    with pytest.raises(PersonUnknown) as refused:
        sign_in.unlock(office.folder, "王磊", PASSWORD, NOW)
    assert (refused.value.name, refused.value.exit_code) == ("王磊", 5)


def test_everybody_opens_the_same_key_with_a_password_of_their_own(office: SmallOffice) -> None:
    sign_in.add_person(office.folder, office.key, LI, OTHER_PASSWORD, CHEAP)
    assert _opens(office, "李国栋", OTHER_PASSWORD)
    assert _opens(office, "周敏", PASSWORD)
    assert not _opens(office, "李国栋", PASSWORD)
    assert [person.name for person in sign_in.people(office.folder)] == ["周敏", "李国栋"]


def test_a_name_is_given_once_and_a_weak_password_not_at_all(office: SmallOffice) -> None:
    before = files_of(office.folder)
    with pytest.raises(WeakPassword):
        sign_in.add_person(office.folder, office.key, LI, "123456789012", CHEAP)
    with pytest.raises(PersonKnown):
        again = sign_in.NewPerson(9, "周敏", "只读")
        sign_in.add_person(office.folder, office.key, again, OTHER_PASSWORD, CHEAP)
    assert files_of(office.folder) == before


def test_a_removed_person_gets_in_no_more_and_the_last_one_stays(office: SmallOffice) -> None:
    sign_in.add_person(office.folder, office.key, LI, OTHER_PASSWORD, CHEAP)
    sign_in.remove_person(office.folder, "周敏")
    with pytest.raises(PersonUnknown):
        sign_in.unlock(office.folder, "周敏", PASSWORD, NOW)
    with pytest.raises(LastPerson):
        sign_in.remove_person(office.folder, "李国栋")
    with pytest.raises(PersonUnknown):
        sign_in.remove_person(office.folder, "王磊")
    assert _opens(office, "李国栋", OTHER_PASSWORD)


def test_a_changed_password_replaces_the_old_one(office: SmallOffice) -> None:
    sign_in.change_password(office.folder, "周敏", old=PASSWORD, new=_NEW, now=NOW, cost=CHEAP)
    assert _opens(office, "周敏", _NEW)
    assert not _opens(office, "周敏", PASSWORD)


def test_a_password_is_changed_only_with_the_old_one_and_to_a_good_one(
    office: SmallOffice,
) -> None:
    with pytest.raises(WrongPassword):
        sign_in.change_password(office.folder, "周敏", old="wrong", new=_NEW, now=NOW, cost=CHEAP)
    with pytest.raises(WeakPassword):
        sign_in.change_password(
            office.folder, "周敏", old=PASSWORD, new="123456789012", now=NOW, cost=CHEAP
        )
    assert _opens(office, "周敏", PASSWORD)


@pytest.mark.parametrize("survivor", [KEY_FILE, KEY_FILE_COPY])
def test_a_password_change_survives_a_crash_between_the_two_copies(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, survivor: str
) -> None:
    write = replace_file

    def crash_at_the_copy(path: Path, content: bytes) -> None:
        if path.name == KEY_FILE_COPY:
            raise KeyboardInterrupt
        write(path, content)

    monkeypatch.setattr("app.services.safe.keyfile.replace_file", crash_at_the_copy)
    with pytest.raises(KeyboardInterrupt):
        sign_in.change_password(office.folder, "周敏", old=PASSWORD, new=_NEW, now=NOW, cost=CHEAP)
    monkeypatch.undo()
    # Both copies there: the new password counts. One of them lost: its password opens.
    assert (_opens(office, "周敏", _NEW), _opens(office, "周敏", PASSWORD)) == (True, False)
    lost = KEY_FILE_COPY if survivor == KEY_FILE else KEY_FILE
    (office.folder / lost).unlink()
    assert _opens(office, "周敏", _NEW if survivor == KEY_FILE else PASSWORD)
    assert keyfile.read(office.folder).recovery.recipient == office.founded.recovery_key.recipient


def test_the_recovery_key_gives_a_forgotten_password_back(office: SmallOffice) -> None:
    for _ in range(tries.FREE):
        with pytest.raises(WrongPassword):
            sign_in.unlock(office.folder, "周敏", "forgotten", NOW)
    sign_in.recover(office.folder, office.founded.recovery_key, "周敏", _NEW, CHEAP)
    assert sign_in.unlock(office.folder, "周敏", _NEW, NOW).key == office.key


def test_another_recovery_key_is_refused_and_the_right_number_is_named(
    office: SmallOffice,
) -> None:
    before = files_of(office.folder)
    with pytest.raises(WrongRecoveryKey) as refused:
        sign_in.recover(office.folder, new_recovery_key(), "周敏", _NEW, CHEAP)
    assert refused.value.number == sign_in.recovery_number(office.folder)
    assert files_of(office.folder) == before


def test_the_recovery_key_is_typed_back_once(office: SmallOffice) -> None:
    sign_in.confirm_recovery(office.folder, " ".join(office.founded.recovery_key.groups))
    with pytest.raises(RecoveryKeyMisread):
        sign_in.confirm_recovery(office.folder, "K7PM 3WTX")
    with pytest.raises(WrongRecoveryKey):
        sign_in.confirm_recovery(office.folder, new_recovery_key().text)


def test_an_administrator_with_the_open_key_gives_a_new_password_and_title(
    office: SmallOffice,
) -> None:
    sign_in.add_person(office.folder, office.key, LI, OTHER_PASSWORD, CHEAP)
    sign_in.reset_password(office.folder, office.key, "周敏", _NEW, CHEAP)
    sign_in.retitle(office.folder, "周敏", "会计主管")
    sign_in.retitle(office.folder, "周敏", "会计主管")
    assert _opens(office, "周敏", _NEW)
    assert [person.title for person in sign_in.people(office.folder)] == ["会计主管", "会计主管"]


def test_the_backup_identity_opens_with_the_database_key(office: SmallOffice) -> None:
    identity = sign_in.backup_identity(office.folder, office.key)
    assert str(identity.to_public()) == keyfile.read(office.folder).backup.recipient


def test_a_key_file_of_another_office_is_damage(office: SmallOffice) -> None:
    folder = office.folder
    identity = folders.read_identity(folder, 1)
    stranger = folders.GenerationId("f" * 32, 1, identity.key, NOW)
    folders.write_identity(folder, stranger)
    folders.switch(folder, 1)
    with pytest.raises(OfficeDamaged):
        sign_in.unlock(folder, "周敏", PASSWORD, NOW)


def test_a_backup_identity_under_another_key_is_damage(office: SmallOffice) -> None:
    other = type(office.key)(bytes(48))
    with pytest.raises(KeyFileDamaged):
        sign_in.backup_identity(office.folder, other)
