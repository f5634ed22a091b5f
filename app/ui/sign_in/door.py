"""What the sign-in page needs of an office that is not open, and of one that is locked."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import _
from app.services.safe import folder as folders
from app.services.safe import front
from app.ui.sign_in.page import Door
from app.ui.sign_in.people import Person

if TYPE_CHECKING:
    from app.services.opening import Opened


def office_door(folder: Path, remark: str = "") -> Door:
    """Give the door of an office: its people from the key file alone, the rest behind it.

    The remark stands below what is known of the office.
    """
    folders.locate(folder)  # raises NotAnOffice: a missing key file alone would look like damage
    page = front.page(folder)
    people = [_person(each) for each in front.people(folder)]
    return Door(
        people,
        lambda name, password: _open(folder, name, password),
        lambda: warm_up(people),
        (
            page.office_name,
            _("{count} clients, data only on this machine").format(count=page.client_count),
            remark,
        ),
        _backup_words(page.last_backup),
    )


def lock_door(opened: "Opened") -> Door:
    """Give the door of a locked window: the same person, nobody else, and no client data."""
    name = opened.actor.name
    return Door(
        [Person(name)],
        lambda _name, password: _unlock(opened, password),
        lambda: ("",),
        (opened.name, _("Locked; drafts are kept and running jobs go on")),
    )


def warm_up(people: Sequence[Person]) -> tuple[str, ...]:
    """Load what the window needs while the password is typed; gives the initials of each one."""
    from app.services import opening, pinyin  # noqa: PLC0415  # the database library, a dictionary
    from app.ui import main_window  # noqa: PLC0415

    del opening, main_window
    return tuple(pinyin.initials(person.name) for person in people)


def _open(folder: Path, name: str, password: str) -> object:
    from app.services import opening  # noqa: PLC0415  # loads the database library

    return opening.open_office(folder, name, password)


def _unlock(opened: "Opened", password: str) -> object:
    from app.services.safe import sign_in  # noqa: PLC0415  # loads the crypto library

    return sign_in.unlock(opened.folder, opened.actor.name, password, opened.clock())


def _person(slot: front.SlotName) -> Person:
    return Person(slot.name, "", slot.title, _moment(slot.last_sign_out))


def _backup_words(at: datetime.datetime | None) -> str:
    if at is None:
        return ""
    return _("Last backup {moment}, verified").format(moment=_moment(at))


def _moment(at: datetime.datetime | None) -> str:
    return "" if at is None else at.astimezone().strftime("%m-%d %H:%M")
