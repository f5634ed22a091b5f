"""Who signed, and when."""

from app.services.sheets.signature import UNSIGNED


def test_a_place_that_is_not_signed_has_neither_name_nor_day() -> None:
    assert UNSIGNED.name == ""
    assert UNSIGNED.day is None
