"""An office is founded and opened whole, or nothing is left of the try."""

import sqlite3
from pathlib import Path

import pytest

from app.i18n import in_books_language
from app.models.database import DatabaseDamaged, DatabaseNewer, SchemaChanged, open_engine
from app.services import audit, opening, staff
from app.services.access import NotAllowed
from app.services.opening import NobodyAdministers, OfficeDraft, Person
from app.services.safe import front, recovery, sign_in
from app.services.safe.folder import FolderNotEmpty, NotAnOffice
from app.services.safe.lock import OfficeInUse
from app.services.safe.passwords import WeakPassword
from app.services.safe.sign_in import PersonUnknown, WrongPassword
from app.services.staff import LastAdministrator, RolesConflict, StaffNameTaken, StaffUnknown
from app.values.actor import Role
from tests.builders import ADMIN, CLERK, KEEPER, SteppedClock
from tests.conftest import MORNING
from tests.services.folders import CHEAP, NAME, PASSWORD, PEOPLE, Agency, traded

_ADMIN = Person(ADMIN.name, (Role.ADMIN,), PASSWORD)
_QIAN = Person("钱程", (Role.MAKER, Role.CHECKER), PASSWORD)


def _create(folder: Path, draft: OfficeDraft) -> str:
    return opening.create_office(folder, draft, SteppedClock(MORNING), CHEAP).text


def test_a_new_office_has_its_people_its_name_and_a_log(tmp_path: Path) -> None:
    agency = Agency(tmp_path / "office", _create(tmp_path / "office", OfficeDraft(NAME, PEOPLE)))
    with agency.administer() as opened:
        assert (opened.name, opened.actor) == (NAME, ADMIN)
        with opened.office.reading(opened.actor) as reading:
            assert [row.name for row in staff.listing(reading)] == [one.name for one in PEOPLE]
            log = [row.action for row in reversed(audit.listing(reading))]
    assert log == ["office-created"] + ["staff-added"] * len(PEOPLE)
    assert front.page(agency.folder).office_name == NAME


def test_the_recovery_key_that_is_shown_once_opens_the_office(founded: Agency) -> None:
    number = recovery.read(founded.recovery_key).number
    assert sign_in.recovery_number(founded.folder) == number


@pytest.mark.parametrize(
    ("people", "refusal"),
    [
        ((_ADMIN, Person("周敏", (Role.MAKER,), "123456789012")), WeakPassword),
        ((_ADMIN, Person("周敏", (), PASSWORD)), RolesConflict),
        ((Person("周敏", (Role.MAKER, Role.ADMIN), PASSWORD),), RolesConflict),
        ((_ADMIN, _QIAN, _QIAN), StaffNameTaken),
    ],
)
def test_an_office_that_cannot_be_founded_leaves_nothing(
    tmp_path: Path, people: tuple[Person, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        _create(tmp_path / "office", OfficeDraft(NAME, people))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("people", [(), (_QIAN,)], ids=["nobody", "no administrator"])
def test_an_office_without_an_administrator_is_not_founded(
    people: tuple[Person, ...], tmp_path: Path
) -> None:
    with pytest.raises(NobodyAdministers):
        _create(tmp_path / "office", OfficeDraft(NAME, people))
    assert not (tmp_path / "office").exists()


def test_an_office_is_not_founded_over_another(agency: Agency) -> None:
    before = agency.files
    with pytest.raises(FolderNotEmpty):
        _create(agency.folder, OfficeDraft("另一家", PEOPLE))
    assert agency.files == before


def test_whoever_signs_in_works_in_their_own_name(agency: Agency) -> None:
    for person in (CLERK, KEEPER, ADMIN):
        with agency.open(person.name) as opened:
            assert opened.actor == person


def test_a_wrong_password_opens_nothing_and_holds_nothing(agency: Agency) -> None:
    with pytest.raises(WrongPassword):
        agency.open(password="不是这个口令 2025")
    with pytest.raises(PersonUnknown):
        agency.open("赵六")
    agency.open().close()


def test_a_folder_without_an_office_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnOffice):
        Agency(tmp_path, "").open()


def test_an_open_office_is_not_opened_a_second_time(agency: Agency) -> None:
    with agency.open(), pytest.raises(OfficeInUse) as refused:
        agency.administer()
    assert refused.value.exit_code == 6
    agency.administer().close()


def test_a_closed_office_is_one_file_and_the_next_sign_in_knows_of_it(agency: Agency) -> None:
    opened = agency.open()
    with traded(opened).book.writing(CLERK) as writing:
        audit.record(writing, audit.Deed("looked", "", {}))
    opened.close()
    beside = {path.name for path in agency.database.parent.iterdir()}
    assert beside == {"books.db", "ID"}
    shown = front.page(agency.folder)
    assert (shown.office_name, shown.client_count) == (NAME, 2)
    assert {one.name: one.last_sign_out for one in front.people(agency.folder)}["周敏"] == MORNING


def test_an_office_is_closed_when_its_work_fails(agency: Agency) -> None:
    with pytest.raises(KeyError), agency.open():
        raise KeyError
    agency.open().close()


def test_somebody_who_is_not_on_the_staff_any_more_gets_no_office(agency: Agency) -> None:
    key = sign_in.unlock(agency.folder, CLERK.name, PASSWORD, MORNING).key
    with pytest.raises(StaffUnknown):
        opening.open_with_key(agency.folder, "赵六", key)
    agency.open().close()  # and the office was let go


def _change(agency: Agency, statement: str) -> None:
    key = sign_in.unlock(agency.folder, CLERK.name, PASSWORD, MORNING).key
    engine = open_engine(agency.database, key.raw)
    connection = engine.raw_connection().driver_connection
    assert connection is not None
    connection.execute(statement)
    engine.dispose()


def test_books_whose_guards_were_taken_away_are_not_opened(agency: Agency) -> None:
    _change(agency, "DROP TRIGGER guard_entry_update_final")
    with pytest.raises(SchemaChanged):
        agency.open()


def test_books_of_a_newer_program_are_not_opened(agency: Agency) -> None:
    _change(agency, "PRAGMA user_version = 900")
    with pytest.raises(DatabaseNewer):
        agency.open()


def test_a_damaged_page_is_found_before_anybody_works(agency: Agency) -> None:
    content = bytearray(agency.database.read_bytes())
    assert not bytes(content).startswith(b"SQLite")  # encrypted
    content[-3000] ^= 1
    agency.database.write_bytes(content)
    with pytest.raises(DatabaseDamaged) as refused:
        agency.open()
    assert refused.value.exit_code == 4


def test_the_administrator_takes_somebody_in(agency: Agency) -> None:
    with agency.administer() as opened, in_books_language():
        opening.add_person(opened, _QIAN, CHEAP)
    with agency.open("钱程") as opened:
        assert (opened.actor.staff_id, opened.actor.roles) == (6, frozenset(_QIAN.roles))
    assert front.people(agency.folder)[-1].title == "会计 / 审核"


def test_nobody_else_takes_anybody_in_or_out(agency: Agency) -> None:
    with agency.open() as opened:
        with pytest.raises(NotAllowed):
            opening.add_person(opened, _QIAN, CHEAP)
        with pytest.raises(NotAllowed):
            opening.disable_person(opened, KEEPER.name)
    agency.open(KEEPER.name).close()


@pytest.mark.parametrize(
    ("person", "refusal"),
    [
        (Person("周敏", (Role.MAKER,), PASSWORD), StaffNameTaken),
        (Person("钱程", (Role.MAKER,), "钱程钱程钱程钱程"), WeakPassword),
        (Person("钱程", (), PASSWORD), RolesConflict),
    ],
)
def test_a_person_who_cannot_be_taken_in_is_half_in_nowhere(
    agency: Agency, person: Person, refusal: type[Exception]
) -> None:
    with agency.administer() as opened:
        with pytest.raises(refusal):
            opening.add_person(opened, person, CHEAP)
        with opened.office.reading(opened.actor) as reading:
            assert len(staff.listing(reading)) == len(PEOPLE)
    assert len(front.people(agency.folder)) == len(PEOPLE)


def test_somebody_who_left_signs_in_no_more(agency: Agency) -> None:
    with agency.administer() as opened:
        opening.disable_person(opened, CLERK.name)
    with pytest.raises(PersonUnknown):
        agency.open()


def test_the_last_administrator_stays(agency: Agency) -> None:
    with agency.administer() as opened, pytest.raises(LastAdministrator):
        opening.disable_person(opened, ADMIN.name)
    agency.administer().close()


def test_no_other_program_can_read_the_books(agency: Agency) -> None:
    connection = sqlite3.connect(agency.database)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM voucher")
    connection.close()
