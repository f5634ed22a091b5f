"""Long work says where it is, and is stopped from outside."""

from app.services.progress import UNWATCHED, Cancelled


def test_work_that_nobody_watches_goes_on() -> None:
    for done in range(3):
        UNWATCHED.step(done, 3)


def test_calling_off_is_no_refusal_and_no_error_of_the_program() -> None:
    assert Cancelled.__mro__[1] is Exception
