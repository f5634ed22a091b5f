"""Numbers of a run: one after another by month, none lost and none twice."""

import pytest

from app.services import numbering
from app.services.office import Book
from app.values.period import Period
from tests.builders import CLERK, FOUNDER, client

_OCTOBER, _NOVEMBER = Period(2025, 10), Period(2025, 11)


class _GaveUpError(Exception):
    """The work did not come to its end."""


def _next(book: Book, run: str = "记", month: Period = _OCTOBER, count: int = 1) -> int:
    with book.writing(CLERK) as writing:
        return numbering.take(writing, run, month, count)


def test_a_run_begins_at_one_and_goes_on(book: Book) -> None:
    assert [_next(book) for _ in range(3)] == [1, 2, 3]


def test_each_month_and_each_kind_has_its_own_run(book: Book) -> None:
    assert [_next(book), _next(book, month=_NOVEMBER), _next(book, "初"), _next(book)] == [
        *(1, 1, 1),
        2,
    ]


def test_several_numbers_are_taken_at_once_and_the_first_is_given(book: Book) -> None:
    assert [_next(book, count=4), _next(book, count=2), _next(book)] == [1, 5, 7]


def test_work_that_is_undone_gives_its_numbers_back(book: Book) -> None:
    _next(book)
    with pytest.raises(_GaveUpError), book.writing(CLERK) as writing:
        assert numbering.take(writing, "记", _OCTOBER, 5) == 2
        raise _GaveUpError
    assert _next(book) == 2


def test_another_client_counts_for_itself(book: Book) -> None:
    with book.office.writing(FOUNDER) as permit:
        other = book.office.book(client(permit, code="005"))
    assert [_next(book), _next(other), _next(book)] == [1, 1, 2]


def test_the_number_of_a_document_tells_its_kind_and_month(book: Book) -> None:
    with book.writing(CLERK) as writing:
        numbers = [
            str(numbering.next_document(writing, "TH", month)) for month in (_OCTOBER, _NOVEMBER)
        ]
    assert numbers == ["TH-202510-0001", "TH-202511-0001"]
