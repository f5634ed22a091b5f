"""The database key is random, whole, and never shown."""

import pytest

from app.services.safe.database_key import DatabaseKey, new_database_key


def test_every_key_is_another_one_with_another_label() -> None:
    keys = {new_database_key() for _ in range(50)}
    assert len(keys) == 50
    assert len({key.label for key in keys}) == 50


def test_the_key_is_not_in_its_text_nor_in_its_label() -> None:
    key = DatabaseKey(bytes(range(48)))
    assert "raw" not in repr(key)
    assert key.raw.hex()[:8] not in key.label + repr(key)


@pytest.mark.parametrize("length", [0, 32, 47, 49])
def test_a_key_of_another_length_is_none(length: int) -> None:
    with pytest.raises(ValueError, match="48 bytes"):
        DatabaseKey(bytes(length))
