"""What the takers of every kind are told of the file."""

import dataclasses

import pytest

from app.services.exchange.mappings import PLAIN
from app.services.imports.job import Job
from app.services.progress import UNWATCHED


def test_what_a_file_is_does_not_change_while_it_is_taken_in() -> None:
    job = Job(7, PLAIN, UNWATCHED)
    assert (job.import_id, job.mapping) == (7, PLAIN)
    with pytest.raises(dataclasses.FrozenInstanceError):
        job.import_id = 8  # type: ignore[misc]  # it is what is tried
