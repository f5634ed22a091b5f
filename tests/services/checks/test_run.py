"""Every check by name, on sound books and on damaged ones."""

from app.services.checks import run
from tests.builders import ADMIN
from tests.services.trading import Trading


def test_sound_books_keep_every_rule(seen: Trading) -> None:
    with seen.office.reading(ADMIN) as reading:
        results = run.run(reading, deep=True)
    assert [(one.name, one.detail) for one in results if not one.ok] == []
    print([(one.name, one.detail) for one in results if one.detail])
