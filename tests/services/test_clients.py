"""The clients of the office: a new book is complete from the first day."""

import pytest
from sqlalchemy import update

from app import i18n
from app.models.client import PeriodRow
from app.services import audit, clients, periods, products
from app.services.access import NotAllowed
from app.services.clients import (
    ClientCodeTaken,
    ClientDraft,
    ClientDraftIncomplete,
    CostingUnavailable,
)
from app.services.office import ClientUnknown, Office
from app.values.books import Costing, Standard, Taxpayer
from app.values.period import Period
from app.values.periods import PeriodState
from app.values.returns import Condition
from tests.builders import ADMIN, CLERK, KEEPER, OCTOBER, REVIEWER, VIEWER, client


def test_a_new_book_has_its_month_its_places_and_its_chart(office: Office) -> None:
    with office.writing(REVIEWER) as writing:
        book = office.book(client(writing))
    with book.reading(CLERK) as reading:
        assert [(row.period, row.state) for row in periods.listing(reading)] == [
            (OCTOBER, PeriodState.OPEN),
        ]
        places = [(place.name, place.condition) for place in products.warehouses(reading)]
        assert reading.facts.accounts
    assert places == [
        ("主仓", Condition.GOOD),
        ("残次品仓", Condition.DEFECTIVE),
        ("待报废仓", Condition.SCRAP),
    ]


def test_its_places_are_named_in_chinese_whatever_the_window_speaks(office: Office) -> None:
    before = i18n.language()
    i18n.use("en")
    try:
        with office.writing(ADMIN) as writing:
            book = office.book(client(writing))
    finally:
        i18n.use(before)
    with book.reading(CLERK) as reading:
        assert products.warehouses(reading)[0].name == "主仓"


def test_a_new_book_is_written_down(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        client(writing)
    with office.reading(ADMIN) as reading:
        newest = audit.listing(reading, 1)[0]
    assert (newest.action, newest.thing, newest.actor) == ("client-added", "004", "陈晓")


def test_clients_are_listed_by_code_with_what_their_books_follow(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        client(writing, code="012", name="长河工匠印务有限公司", keeper="周敏")
        chosen = {"standard": Standard.CAS, "taxpayer": Taxpayer.SMALL, "start": Period(2025, 7)}
        client(writing, code=" 001 ", name="云溪青松商贸有限公司", **chosen)
    with office.reading(VIEWER) as reading:
        first, second = clients.listing(reading)
    assert (first.code, first.initials, first.standard, first.taxpayer, first.period) == (
        *("001", "yxqssmyxgs", Standard.CAS, Taxpayer.SMALL),
        Period(2025, 7),
    )
    assert (second.code, second.keeper, second.state) == ("012", "周敏", PeriodState.OPEN)


def _close(office: Office, *months: Period) -> None:
    with office.writing(ADMIN) as writing:
        for month in months:
            writing.connection.execute(
                update(PeriodRow).where(PeriodRow.period == month).values(state=PeriodState.CLOSED)
            )


def test_work_stands_in_the_first_month_that_is_open(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        book = office.book(client(writing))
    with book.writing(CLERK) as permit:
        periods.require_open(permit, Period(2025, 12).first_day)
    _close(office, OCTOBER)
    with office.reading(VIEWER) as reading:
        (row,) = clients.listing(reading)
    assert (row.period, row.state) == (Period(2025, 11), PeriodState.OPEN)
    _close(office, Period(2025, 11), Period(2025, 12))
    with office.reading(VIEWER) as reading:
        (row,) = clients.listing(reading)
    assert (row.period, row.state) == (Period(2025, 12), PeriodState.CLOSED)


def test_a_client_is_found_by_code(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        client_id = client(writing)
    with office.reading(KEEPER) as reading:
        assert clients.find(reading, "004") == client_id
        with pytest.raises(ClientUnknown, match="no client 005"):
            clients.find(reading, "005")


@pytest.mark.parametrize("changes", [{"code": " "}, {"name": ""}, {"name": "  "}])
def test_a_client_without_code_or_name_is_refused(
    office: Office, changes: dict[str, object]
) -> None:
    with pytest.raises(ClientDraftIncomplete), office.writing(ADMIN) as writing:
        client(writing, **changes)


def test_two_clients_of_one_code_are_refused(office: Office) -> None:
    with office.writing(ADMIN) as writing:
        client(writing)
    with pytest.raises(ClientCodeTaken), office.writing(ADMIN) as writing:
        client(writing, code="004 ")
    with office.reading(ADMIN) as reading:
        assert len(clients.listing(reading)) == 1


@pytest.mark.parametrize("costing", [one for one in Costing if one is not Costing.MOVING])
def test_a_costing_that_is_not_there_yet_is_refused(office: Office, costing: Costing) -> None:
    with pytest.raises(CostingUnavailable), office.writing(ADMIN) as writing:
        client(writing, costing=costing)


def test_a_book_keeps_to_its_standard_by_default() -> None:
    draft = ClientDraft("004", "云溪拾光文具有限公司", OCTOBER)
    assert (draft.standard, draft.taxpayer, draft.costing) == (
        *(Standard.SMALL, Taxpayer.GENERAL),
        Costing.MOVING,
    )


def test_who_keeps_books_opens_none(office: Office) -> None:
    for person in (CLERK, KEEPER, VIEWER):
        with pytest.raises(NotAllowed), office.writing(person) as writing:
            client(writing)
