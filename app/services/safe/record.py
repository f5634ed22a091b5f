"""Reading JSON that somebody may have changed: every field is of its kind and within bounds."""

import binascii
import datetime
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping

Record = Mapping[str, object]
LONGEST_TEXT = 4000
LARGEST = 2**53


class Unreadable(ValueError):
    """Content that is not what it should be; callers turn it into their own refusal."""


def canonical(record: Record) -> bytes:
    """Give the one text of a record: keys sorted, no spaces, UTF-8."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def parse(content: bytes) -> Record:
    """Give the record that the content is; raises Unreadable."""
    try:
        parsed = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    return as_record(parsed)


def as_record(value: object) -> Record:
    """Give a value that must be a record."""
    if not isinstance(value, dict):
        message = "not a record"
        raise Unreadable(message)
    return value


def field(record: Record, name: str) -> object:
    """Give a field that must be there."""
    try:
        return record[name]
    except KeyError:
        message = f"{name} is missing"
        raise Unreadable(message) from None


def inner(record: Record, name: str) -> Record:
    """Give a field that must be a record."""
    return as_record(field(record, name))


def entries(record: Record, name: str) -> tuple[object, ...]:
    """Give a field that must be a list."""
    value = field(record, name)
    if not isinstance(value, list):
        message = f"{name} is not a list"
        raise Unreadable(message)
    return tuple(value)


def text(record: Record, name: str) -> str:
    """Give a field that must be text of a sane length."""
    return as_text(field(record, name), name)


def as_text(value: object, name: str) -> str:
    """Give a value that must be text of a sane length."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        message = f"{name} is not text"
        raise Unreadable(message)
    return value


def whole(record: Record, name: str, least: int = 0, most: int = LARGEST) -> int:
    """Give a field that must be a whole number within bounds."""
    return as_whole(field(record, name), name, least, most)


def as_whole(value: object, name: str, least: int = 0, most: int = LARGEST) -> int:
    """Give a value that must be a whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        message = f"{name} is out of bounds"
        raise Unreadable(message)
    return value


def octets(record: Record, name: str) -> bytes:
    """Give a field that must be bytes in base 64."""
    try:
        return b64decode(text(record, name), validate=True)
    except binascii.Error as error:
        raise Unreadable(name) from error


def from_octets(content: bytes) -> str:
    """Give bytes as they stand in a record."""
    return b64encode(content).decode()


def moment(record: Record, name: str) -> datetime.datetime:
    """Give a field that must be a moment with its offset from UTC."""
    try:
        at = datetime.datetime.fromisoformat(text(record, name))
    except ValueError as error:
        raise Unreadable(name) from error
    if at.tzinfo is None:
        raise Unreadable(name)
    return at
