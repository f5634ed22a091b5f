"""The book in which trade has begun, as the tests of returns have it."""

from tests.services.returns.conftest import book, sold, traded_office

__all__ = ["book", "sold", "traded_office"]
