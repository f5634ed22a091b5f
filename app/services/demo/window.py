"""The demo's office as the window opens it: made once, and again when the demo changed."""

import tempfile
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from app.services.clock import system_clock
from app.services.demo import data
from app.services.safe.files import flush_folder, on_disk, remove_folder
from app.services.safe.lock import OfficeInUse, holding

_MAKING = ".making-"
_OFFICE = "demo-office"
_BACKUPS = "backups"
_SHORT = 16
_BACKED_UP = "2025-10-31 18:00"


def home() -> Path:
    """Give where the demo's office lies among this person's data."""
    return user_data_path("zhangfang", appauthor=False) / "demo"


def is_made(place: Path | None = None) -> bool:
    """Say whether the office of this version of the demo is there."""
    return _office(home() if place is None else place).is_dir()


def window_office(place: Path | None = None) -> Path:
    """Give the folder of the demo's office, which is there afterwards, whole.

    It gets its name only when it is finished, so a crash leaves none that would be opened later.

    Raises:
        OfficeInUse: another program is making it just now.

    """
    place = home() if place is None else place
    if not is_made(place):
        with on_disk(place):
            place.mkdir(parents=True, exist_ok=True)
        with holding(place, data.person(data.ACCOUNTANT), system_clock()), on_disk(place):
            _sweep(place)
            if not is_made(place):
                _make(place)
    return _office(place)


def _make(place: Path) -> None:
    """Make the office apart, put it in its place, and prove a backup of it."""
    # Loaded only when there is something to make: the window opens faster without.
    from app.services.demo import founding, telling, whole_job  # noqa: PLC0415

    clock = data.DemoClock()
    scratch = Path(tempfile.mkdtemp(prefix=_MAKING, dir=place))
    founding.found(scratch / _OFFICE, clock)
    with founding.signed_in(scratch / _OFFICE, clock) as opened:
        telling.tell(opened, clock, data.story())
    final = _office(place).parent
    scratch.replace(final)
    flush_folder(place)
    clock.now = data.moment(_BACKED_UP)
    (final / _BACKUPS).mkdir()
    with founding.signed_in(final / _OFFICE, clock) as opened:
        whole_job.prove_backup(opened, final / _BACKUPS)


def _sweep(place: Path) -> None:
    """Remove what a crash left and the offices of earlier demos that nobody has open."""
    for path in place.iterdir():
        if path.is_dir() and path != _office(place).parent:
            with suppress(OfficeInUse):
                if (path / _OFFICE).is_dir():
                    with holding(path / _OFFICE, data.person(data.ACCOUNTANT), system_clock()):
                        pass
                remove_folder(path)


def _office(place: Path) -> Path:
    return place / data.mark()[:_SHORT] / _OFFICE
