"""An office on the disk for the terminal's tests: people, one book, two sales, copied per test."""

import shutil
from pathlib import Path

import pytest

from app.services.opening import OfficeDraft, Person, create_office, open_office
from app.services.safe.keyfile import Cost
from app.values.actor import Role
from app.values.books import RedInvoice
from tests.builders import CLERK, FOUNDER, Item, client, customer, october, product, sale, stocked
from tests.cli.running import ADMIN, KEEPER, MAKER, PASSWORD, REVIEWER, Zf

_CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_PEOPLE = (
    (ADMIN, (Role.ADMIN,)),
    (MAKER, (Role.MAKER,)),
    (REVIEWER, (Role.SUPERVISOR, Role.CHECKER)),
    (KEEPER, (Role.KEEPER,)),
)


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with book 004; copy it, do not touch it."""
    folder = tmp_path_factory.mktemp("zf") / "office"
    people = tuple(Person(name, roles, PASSWORD) for name, roles in _PEOPLE)
    create_office(folder, OfficeDraft("云溪青禾代理记账有限公司", people), cost=_CHEAP)
    with open_office(folder, MAKER, PASSWORD) as opened:
        with opened.office.writing(FOUNDER) as writing:
            book = opened.office.book(client(writing, red_invoice=RedInvoice.PARK))
        with book.writing(CLERK) as permit:
            buyer = customer(permit)
            other = customer(permit, code="KH-0101", name="云溪栖霞路小学", short_name="栖霞路小学")
            pens = product(permit)
            paper = product(permit, code="FY-7005", name="A4 复印纸 70g", unit="包")
            stocked(permit, pens)
            stocked(permit, paper, "500", "7100.00")
            sale(permit, buyer, Item(pens), Item(paper, "50", "18.50"), number="XS-202510-0087")
            sale(permit, other, Item(pens, "20"), number="XS-202510-0088", day=october(9))
    return folder


@pytest.fixture(scope="module")
def shared(office_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Zf:
    """The program on an office that the tests of a file share: only to look at."""
    home = tmp_path_factory.mktemp("shared")
    return Zf(Path(shutil.copytree(office_folder, home / "office")), home)


@pytest.fixture
def zf(office_folder: Path, tmp_path: Path) -> Zf:
    """The program on an office of this test alone."""
    return Zf(Path(shutil.copytree(office_folder, tmp_path / "office")), tmp_path)
