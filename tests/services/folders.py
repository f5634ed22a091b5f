"""An office in its folder, as it is founded, signed in to and backed up."""

from dataclasses import dataclass
from pathlib import Path

from app.services import opening
from app.services.opening import OfficeDraft, Opened, Person
from app.services.safe import folder as folders
from app.services.safe.keyfile import Cost
from tests.builders import ADMIN, CLERK, STAFF, SteppedClock
from tests.conftest import MORNING
from tests.services.trading import Trading, trade

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "月末对账先看退货单-2025"
NAME = "云溪青禾代理记账有限公司"
PEOPLE = tuple(Person(one.name, tuple(sorted(one.roles)), PASSWORD) for one in STAFF)


@dataclass(frozen=True, slots=True)
class Agency:
    """The folder of an office and the recovery key that was shown once."""

    folder: Path
    recovery_key: str

    def open(self, name: str = CLERK.name, password: str = PASSWORD) -> Opened:
        """Sign in."""
        return opening.open_office(self.folder, name, password, SteppedClock(MORNING))

    def administer(self) -> Opened:
        """Sign in as the administrator."""
        return self.open(ADMIN.name)

    @property
    def database(self) -> Path:
        """The file of the books."""
        return folders.locate(self.folder).database

    @property
    def files(self) -> set[str]:
        """Every file below the folder."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}


def found(folder: Path) -> Agency:
    """Found the office of the tests, with October on the books of two clients."""
    draft = OfficeDraft(NAME, PEOPLE)
    key = opening.create_office(folder, draft, SteppedClock(MORNING), CHEAP)
    agency = Agency(folder, key.text)
    with agency.open() as opened:
        trade(opened.office, opened.paths.database)
    return agency


def traded(opened: Opened) -> Trading:
    """Give the books of an open office."""
    return Trading(opened.office, opened.paths.database)
