"""A permit is handed over as it was given: it cannot be turned into another."""

from dataclasses import FrozenInstanceError, fields

import pytest

from app.services.permits import BookFacts, OfficeWriting, Permit, Reading, Writing
from tests.builders import ADMIN, CLERK
from tests.services.trading import Trading


def test_nobody_changes_whose_permit_it_is(seen: Trading) -> None:
    with seen.book.reading(CLERK) as reading:
        for name, value in (("actor", ADMIN), ("facts", None)):
            with pytest.raises(FrozenInstanceError):
                setattr(reading, name, value)
        assert reading.client_id == reading.facts.client_id == 1


def test_only_who_writes_is_told_the_time() -> None:
    told = {kind for kind in (Reading, Writing, OfficeWriting) if "now" in _names(kind)}
    assert told == {Writing, OfficeWriting}


def test_a_permit_for_the_office_names_no_client() -> None:
    assert _names(OfficeWriting) == {"connection", "actor", "now"}
    assert "client_id" in {one.name for one in fields(BookFacts)}


def _names(kind: type[Permit]) -> set[str]:
    return {one.name for one in fields(kind)}
