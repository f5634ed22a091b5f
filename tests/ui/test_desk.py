"""The doorway: what is asked is answered on the UI thread, what is changed is kept or undone."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from app.services import customers
from app.services.customers import CustomerCodeTaken, CustomerDraft
from app.services.permits import Reading, Writing
from app.services.progress import Progress
from app.ui.desk import Crash, Desk, Place
from app.values.period import Period
from tests.ui.conftest import Settle, SignIn, in_view
from tests.ui.made_office import KEEPER, MAKER

if TYPE_CHECKING:
    from app.errors import AppError
    from app.ui.tickets import Ticket

NEW = CustomerDraft("KH-0900", "海棠里书店")


def _codes(reading: Reading) -> set[str]:
    return set(customers.ids_by_code(reading))


def _add(writing: Writing) -> int:
    return customers.add(writing, NEW)


@pytest.fixture
def asker() -> QObject:
    """Whoever asks."""
    return QObject()


def test_an_answer_comes_on_the_thread_of_the_window(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    at_work: list[threading.Thread] = []
    answered: list[threading.Thread] = []

    def look(reading: Reading) -> int:
        at_work.append(threading.current_thread())
        return len(_codes(reading))

    desk.ask(asker, look, lambda _count: answered.append(threading.current_thread()))
    settle(desk)
    assert answered == [threading.main_thread()]
    assert at_work[0] is not threading.main_thread()


def test_a_change_is_kept_and_everybody_is_told_once(
    desk: Desk, asker: QObject, settle: Settle, qtbot: QtBot
) -> None:
    told: list[int] = []
    answers: list[int] = []
    desk.changed.connect(lambda: told.append(len(answers)))
    desk.change(asker, _add, answers.append)
    settle(desk)
    assert told == [1], "after the answer, so that a form is closed before its list is asked again"
    found: list[set[str]] = []
    desk.ask(asker, _codes, found.append)
    settle(desk)
    assert "KH-0900" in found[0]


def test_a_refused_change_leaves_nothing_and_its_form_hears_why(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    refusals: list[AppError] = []
    changed: list[None] = []
    desk.changed.connect(lambda: changed.append(None))

    def add_two(writing: Writing) -> None:
        customers.add(writing, NEW)
        customers.add(writing, NEW)

    desk.change(asker, add_two, lambda _nothing: None, refused=refusals.append)
    settle(desk)
    assert refusals[0].facts() == CustomerCodeTaken("KH-0900").facts()
    assert not changed
    found: list[set[str]] = []
    desk.ask(asker, _codes, found.append)
    settle(desk)
    assert "KH-0900" not in found[0]


def test_a_refusal_that_no_form_takes_goes_to_the_window(
    sign_in_as: SignIn, asker: QObject, settle: Settle
) -> None:
    desk = sign_in_as(KEEPER)
    refused: list[AppError] = []
    desk.refused.connect(refused.append)
    desk.change(asker, _add, lambda _id: None)
    settle(desk)
    assert refused[0].facts()["name"] == KEEPER


def test_a_bug_is_told_by_a_number_and_without_its_words(
    desk: Desk, asker: QObject, settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    crashes: list[Crash] = []
    desk.crashed.connect(crashes.append)

    def stumble(writing: Writing) -> None:
        customers.add(writing, NEW)
        message = "南渡启航教育科技有限公司 欠 12,233.38"
        raise ZeroDivisionError(message)

    desk.change(asker, stumble, lambda _nothing: None)
    settle(desk)
    assert crashes[0].number.startswith("E-")
    assert "stumble" in crashes[0].trace
    assert "ZeroDivisionError" in crashes[0].trace
    assert "启航" not in crashes[0].trace + caplog.text
    found: list[set[str]] = []
    desk.ask(asker, _codes, found.append)
    settle(desk)
    assert "KH-0900" not in found[0]


def test_nobody_who_is_gone_is_answered(desk: Desk, settle: Settle) -> None:
    answers: list[set[str]] = []
    gone = QObject()
    free = threading.Event()

    def look(reading: Reading) -> set[str]:
        free.wait(10)
        return _codes(reading)

    desk.ask(gone, look, answers.append)
    gone.deleteLater()
    _delete_now(gone)
    free.set()
    settle(desk)
    assert not answers


def test_of_two_questions_of_the_same_kind_the_later_one_is_answered(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    answers: list[str] = []
    free = threading.Event()

    def slowly(_reading: Reading) -> str:
        free.wait(10)
        return "s"

    def show(text: str) -> None:
        answers.append(text)

    desk.ask(asker, slowly, show)
    desk.ask(asker, lambda _reading: "sh", show)
    free.set()
    settle(desk)
    assert answers == ["sh"]


def test_an_answer_about_another_month_is_not_shown(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    answers: list[set[str]] = []
    place = desk.place
    assert place is not None
    desk.ask(asker, _codes, answers.append)
    desk.go_to(Place(place.client, Period(2025, 11)))
    settle(desk)
    assert not answers


def test_a_reader_cannot_write(desk: Desk, asker: QObject, settle: Settle) -> None:
    refused: list[AppError] = []

    def sneak(reading: Reading) -> None:
        reading.connection.exec_driver_sql("DELETE FROM customer")

    desk.ask(asker, sneak, lambda _nothing: None, refused=refused.append)
    settle(desk)
    assert len(refused) == 1
    found: list[set[str]] = []
    desk.ask(asker, _codes, found.append)
    settle(desk)
    assert len(found[0]) == 5


def _add_many(until: int, started: Callable[[], object]) -> Callable[[Writing, Progress], int]:
    def work(writing: Writing, progress: Progress) -> int:
        for number in range(until):
            customers.add(writing, CustomerDraft(f"N-{number:04d}", "海棠里书店"))
            progress.step(number + 1, until)
            started()
        return until

    return work


def test_long_work_tells_how_far_it_is_and_is_kept(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    steps: list[tuple[int, int]] = []
    answers: list[int] = []
    ended: list[bool] = []
    ticket = desk.long_change(asker, _add_many(20, lambda: None), answers.append)
    ticket.progressed.connect(lambda done, total: steps.append((done, total)))
    ticket.ended.connect(lambda: ended.append(True))
    settle(desk)
    assert steps[-1] == (20, 20)
    assert answers == [20]
    assert ended == [True]


def test_cancelled_work_leaves_nothing_behind_and_is_not_answered(
    desk: Desk, asker: QObject, settle: Settle, qtbot: QtBot
) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def started() -> None:
        begun.set()
        may_go_on.wait(10)

    answers: list[int] = []
    changed: list[None] = []
    desk.changed.connect(lambda: changed.append(None))
    tickets: list[Ticket] = []
    desk.worked.connect(tickets.append)
    ticket = desk.long_change(asker, _add_many(2000, started), answers.append)
    assert tickets == [ticket], "the status line watches it"
    qtbot.waitUntil(begun.is_set)
    ticket.cancel()
    may_go_on.set()
    settle(desk)
    assert not answers
    assert not changed
    found: list[set[str]] = []
    desk.ask(asker, _codes, found.append)
    settle(desk)
    assert not any(code.startswith("N-") for code in found[0])


def test_work_that_was_cancelled_before_it_began_never_begins(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    free, began = threading.Event(), threading.Event()
    desk.change(asker, lambda _writing: free.wait(10), lambda _answer: None)
    ticket = desk.long_change(asker, lambda _writing, _progress: began.set(), lambda _nothing: None)
    ticket.cancel()
    free.set()
    settle(desk)
    assert not began.is_set()


def test_reading_goes_on_while_something_is_written(
    desk: Desk, asker: QObject, settle: Settle, qtbot: QtBot
) -> None:
    free, answers = threading.Event(), list[set[str]]()

    def slowly(writing: Writing) -> None:
        _add(writing)
        free.wait(10)

    desk.change(asker, slowly, lambda _nothing: None)
    desk.ask(asker, _codes, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert "KH-0900" not in answers[0], "what is not kept yet is seen by nobody"
    free.set()
    settle(desk)


def test_another_book_is_asked_without_going_there(
    desk: Desk, asker: QObject, settle: Settle
) -> None:
    place = desk.place
    assert place is not None
    in_view(desk, "001")
    there = desk.place
    assert there is not None
    desk.go_to(place)
    answers: list[set[str]] = []
    desk.ask_of(there.client.id, asker, _codes, answers.append)
    settle(desk)
    assert answers == [set()]
    assert desk.place == place


def test_a_new_document_bears_a_day_of_the_month_in_view(desk: Desk) -> None:
    place = desk.place
    assert place is not None
    assert desk.day_in_view().isoformat() == "2025-10-31"
    desk.go_to(Place(place.client, Period(2025, 9)))
    assert desk.day_in_view().isoformat() == "2025-09-30"
    desk.go_to(Place(place.client, Period(2025, 12)))
    assert desk.day_in_view().isoformat() == "2025-12-01"


def test_the_office_is_at_rest_after_the_desk_is_closed(sign_in_as: SignIn, asker: QObject) -> None:
    desk = sign_in_as(MAKER)
    desk.change(asker, _add, lambda _id: None)
    desk.close()
    with desk.office.book(2).reading(desk.actor) as reading:
        assert "KH-0900" in _codes(reading), "what was begun is finished first"
    desk.change(asker, _add, lambda _id: None)
    assert desk.opened.paths.database.exists()


def _delete_now(gone: QObject) -> None:
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete.value)
