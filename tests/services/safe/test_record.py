"""A changed JSON file is unreadable, never half understood."""

import datetime
from collections.abc import Callable

import pytest

from app.services.safe import record
from app.services.safe.record import Record, Unreadable


def test_what_was_written_is_read_back() -> None:
    at = datetime.datetime(2025, 10, 31, 10, tzinfo=datetime.UTC)
    fields = record.parse(
        record.canonical(
            {
                "name": "周敏",
                "count": 3,
                "salt": record.from_octets(b"\x00\xff"),
                "at": at.isoformat(),
                "slots": [1],
                "kdf": {"lanes": 4},
            }
        )
    )
    assert record.text(fields, "name") == "周敏"
    assert record.whole(fields, "count", 3, 3) == 3
    assert record.octets(fields, "salt") == b"\x00\xff"
    assert record.moment(fields, "at") == at
    assert record.entries(fields, "slots") == (1,)
    assert record.inner(fields, "kdf") == {"lanes": 4}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"3", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"n":' + b"9" * 9999 + b"}"],
)
def test_what_is_no_record_is_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable):
        record.parse(content)


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (record.text, 3),
        (record.text, "x" * 4001),
        (record.whole, "3"),
        (record.whole, True),
        (record.whole, -1),
        (record.whole, 2**53 + 1),
        (record.whole, None),
        (record.octets, "not base 64"),
        (record.moment, "31 October"),
        (record.moment, "2025-10-31T10:00:00"),
        (record.entries, {}),
        (record.inner, []),
    ],
)
def test_a_field_of_another_kind_is_unreadable(
    read: Callable[[Record, str], object], value: object
) -> None:
    with pytest.raises(Unreadable):
        read({"field": value}, "field")


def test_a_missing_field_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="name is missing"):
        record.text({}, "name")
