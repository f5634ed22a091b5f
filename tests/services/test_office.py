"""One database, one client's book in a permit, all of the work or none of it."""

import datetime

import pytest
from sqlalchemy import insert, select, text

from app.models.customer import Customer
from app.models.database import DatabaseReadOnly
from app.services import clients, customers
from app.services.customers import CustomerUnknown
from app.services.office import Book, ClientUnknown, Office
from app.services.permits import OfficeReading, OfficeWriting, Reading, Writing
from app.values.books import AccountRole, PriceBasis, RedInvoice, Taxpayer
from app.values.period import Period
from tests.builders import ADMIN, CLERK, FOUNDER, SteppedClock, client, customer
from tests.conftest import MORNING
from tests.services.trading import QIHANG, Trading


def _customers(book: Book) -> list[str]:
    with book.reading(CLERK) as reading:
        return [choice.code for choice in customers.choices(reading)]


def test_a_block_keeps_all_of_its_work(book: Book) -> None:
    with book.writing(CLERK) as writing:
        customer(writing)
        customer(writing, code="KH-0102")
    assert _customers(book) == ["KH-0102", "KH-0117"]


def test_a_block_that_fails_leaves_nothing_behind(book: Book) -> None:
    with pytest.raises(KeyError), book.writing(CLERK) as writing:
        customer(writing)
        raise KeyError
    assert _customers(book) == []


def test_office_matters_are_kept_whole_or_undone_as_well(office: Office) -> None:
    with pytest.raises(KeyError), office.writing(FOUNDER) as writing:
        client(writing)
        raise KeyError
    with office.reading(ADMIN) as reading:
        assert clients.listing(reading) == ()


def test_a_permit_carries_actor_and_clock(office: Office, clock: SteppedClock) -> None:
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
        assert (writing.actor, writing.now) == (FOUNDER, MORNING)
    clock.step(minutes=5)
    with book.writing(CLERK) as permit:
        assert (permit.actor, permit.now) == (CLERK, MORNING + datetime.timedelta(minutes=5))


def test_a_reader_cannot_write_whatever_it_tries(book: Book) -> None:
    values = {"client_id": 1, "code": "X", "name": "X"}
    with book.reading(CLERK) as reading, pytest.raises(DatabaseReadOnly):
        reading.connection.execute(text("DELETE FROM counter"))
    with book.office.reading(CLERK) as looking, pytest.raises(DatabaseReadOnly):
        looking.connection.execute(insert(Customer).values(values))


def test_a_reader_keeps_its_picture_while_others_write(book: Book) -> None:
    with book.reading(CLERK) as reading:
        assert customers.choices(reading) == ()
        with book.writing(CLERK) as writing:
            customer(writing)
        assert customers.choices(reading) == ()
    assert _customers(book) == ["KH-0117"]


def test_one_client_cannot_reach_anothers_rows(trading: Trading) -> None:
    with trading.other.reading(CLERK) as reading:
        assert reading.client_id == 2
        with pytest.raises(CustomerUnknown):
            customers.named(reading, QIHANG)
        assert [choice.code for choice in customers.choices(reading)] == ["KH-0900"]


def test_a_book_that_is_not_there_is_refused(office: Office) -> None:
    with pytest.raises(ClientUnknown, match="no client 99"), office.book(99).reading(CLERK):
        pass
    with pytest.raises(ClientUnknown), office.book(99).writing(CLERK):
        pass


def test_a_permit_knows_what_the_postings_of_its_book_follow(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        chosen = {"prices": PriceBasis.GROSS, "red_invoice": RedInvoice.PARK}
        book = office.book(client(writing, taxpayer=Taxpayer.SMALL, **chosen))
    with book.reading(CLERK) as reading:
        facts = reading.facts
    assert (facts.client_id, facts.code, facts.name) == (1, "004", "云溪拾光文具有限公司")
    assert (facts.taxpayer, facts.prices, facts.red_invoice, facts.start) == (
        *(Taxpayer.SMALL, PriceBasis.GROSS, RedInvoice.PARK),
        Period(2025, 10),
    )
    assert facts.accounts[AccountRole.RECEIVABLE] == "1122"
    assert list(facts.warehouses) == ["main", "defective", "scrap"]
    assert not facts.single_person


def test_a_setting_that_was_changed_counts_from_the_next_permit_on(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
    with book.reading(CLERK) as reading:
        assert not reading.facts.single_person
    with office.writing(FOUNDER) as writing:
        writing.connection.execute(text("UPDATE office SET single_person = 1"))
    with book.reading(CLERK) as reading, book.writing(CLERK) as permit:
        assert reading.facts.single_person
        assert permit.facts.single_person


def test_a_reader_from_before_keeps_old_facts_to_itself(office: Office) -> None:
    with office.writing(FOUNDER) as writing:
        book = office.book(client(writing))
    before = book.reading(CLERK)
    with before as reading:
        with office.writing(FOUNDER) as writing:
            writing.connection.execute(text("UPDATE office SET single_person = 1"))
        assert not reading.facts.single_person
    with book.reading(CLERK) as reading:
        assert reading.facts.single_person


def test_the_kind_of_permit_says_what_it_is_good_for(book: Book) -> None:
    with book.office.reading(ADMIN) as looking, book.reading(CLERK) as reading:
        assert isinstance(looking, OfficeReading)
        assert not isinstance(looking, OfficeWriting)
        assert isinstance(reading, Reading)
        assert not isinstance(reading, Writing | OfficeReading)
    with book.writing(CLERK) as writing:
        assert isinstance(writing, Reading)
        assert writing.connection.execute(select(1)).scalar_one() == 1
