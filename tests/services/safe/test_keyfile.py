"""The key file has two copies; damage to one is survived, damage to both is said."""

from dataclasses import replace

import pytest

from app.services.safe import keyfile, record
from app.services.safe.keyfile import (
    KEY_FILE,
    KEY_FILE_COPY,
    LEAST,
    STANDARD,
    KeyFile,
    KeyFileDamaged,
    KeyFileNewer,
)
from tests.services.safe.books import SmallOffice


def _resealed(office: SmallOffice, old: bytes, new: bytes) -> bytes:
    """Give the key file with a change whose checksum was made to fit."""
    content = keyfile.encode(keyfile.read(office.folder))
    assert old in content
    fields = dict(record.parse(content.replace(old, new)))
    fields.pop("checksum")
    return record.canonical(fields | {"checksum": keyfile._checksum(fields)})


def _write_both(office: SmallOffice, content: bytes) -> None:
    for name in (KEY_FILE, KEY_FILE_COPY):
        (office.folder / name).write_bytes(content)


def test_what_was_written_is_read_back(office: SmallOffice) -> None:
    file = keyfile.read(office.folder)
    assert keyfile.decode(keyfile.encode(file), "") == file
    assert [(slot.staff_id, slot.name, slot.title) for slot in file.slots] == [(1, "周敏", "会计")]


def test_no_password_is_stored_with_less_work_than_the_floor_unless_asked() -> None:
    assert (LEAST.memory_kib, LEAST.passes, LEAST.lanes) == (65536, 3, 4)
    assert STANDARD.memory_kib >= LEAST.memory_kib
    assert STANDARD.passes >= LEAST.passes


def test_every_flip_in_one_copy_is_noticed_and_the_other_copy_is_used(
    office: SmallOffice,
) -> None:
    file = keyfile.read(office.folder)
    path = office.folder / KEY_FILE
    whole = path.read_bytes()
    for at in range(len(whole)):
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(record.Unreadable):
            keyfile.decode(flipped, "")
        if at % 9 == 0:  # what is not read at all is not read whatever the byte was
            path.write_bytes(flipped)
            assert keyfile.read(office.folder) == file


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 500, None])
def test_two_damaged_or_missing_copies_are_damage_and_not_a_wrong_password(
    office: SmallOffice, content: bytes | None
) -> None:
    for name in (KEY_FILE, KEY_FILE_COPY):
        if content is None:
            (office.folder / name).unlink()
        else:
            (office.folder / name).write_bytes(content)
    with pytest.raises(KeyFileDamaged) as refused:
        keyfile.read(office.folder)
    assert refused.value.exit_code == 4


def test_the_newer_of_two_whole_copies_counts(office: SmallOffice) -> None:
    older = (office.folder / KEY_FILE).read_bytes()
    newer = keyfile.write(office.folder, keyfile.read(office.folder))
    (office.folder / KEY_FILE).write_bytes(older)
    assert keyfile.read(office.folder) == newer


def test_a_damaged_copy_is_mended_from_the_whole_one(office: SmallOffice) -> None:
    file = keyfile.read(office.folder)
    assert not keyfile.heal(office.folder, file)
    (office.folder / KEY_FILE).write_bytes(b"damaged")
    (office.folder / KEY_FILE_COPY).unlink()
    assert keyfile.heal(office.folder, file)
    assert (office.folder / KEY_FILE).read_bytes() == (office.folder / KEY_FILE_COPY).read_bytes()
    assert keyfile.read(office.folder) == file


def test_a_key_file_of_a_newer_program_is_refused(office: SmallOffice) -> None:
    _write_both(office, _resealed(office, b'"version":1', b'"version":2'))
    with pytest.raises(KeyFileNewer):
        keyfile.read(office.folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"memory_kib":64,', b'"memory_kib":2097153,'),
        (b'"memory_kib":64,', b'"memory_kib":7,'),
        (b'"passes":1', b'"passes":21'),
        (b'"passes":1', b'"passes":0'),
        (b'"lanes":1', b'"lanes":17'),
        (b"argon2id", b"md5"),
        (b"zhangfang key file", b"something else"),
        (b'"office":"', b'"office":"../'),
        (b'"slots":[{', b'"slots":[3,{'),
    ],
)
def test_hostile_values_are_damage_even_with_a_fitting_checksum(
    office: SmallOffice, old: bytes, new: bytes
) -> None:
    _write_both(office, _resealed(office, old, new))
    with pytest.raises(KeyFileDamaged):
        keyfile.read(office.folder)


def test_the_same_content_in_other_words_is_not_the_file_that_was_written(
    office: SmallOffice,
) -> None:
    content = keyfile.encode(keyfile.read(office.folder))
    _write_both(office, content.replace(b'{"backup"', b'{ "backup"'))
    with pytest.raises(KeyFileDamaged):
        keyfile.read(office.folder)


def test_backups_are_written_for_the_office_and_for_the_recovery_key(office: SmallOffice) -> None:
    file: KeyFile = keyfile.read(office.folder)
    assert file.recipients == (file.backup.recipient, office.founded.recovery_key.recipient)
    assert replace(file, serial=9).recipients == file.recipients
