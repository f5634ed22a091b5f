"""The running number of backups; it lives beside the generations, so a restore never repeats it."""

from pathlib import Path

from app.services.safe.files import read_file, replace_file

COUNTER = "backups"
_LONGEST = 12


def next_backup(folder: Path, seen: int) -> int:
    """Take the next number: above all taken before and all that was seen in the target."""
    number = max(_last(folder), seen) + 1
    note_backup(folder, number)
    return number


def note_backup(folder: Path, number: int) -> None:
    """Keep this as the last number taken."""
    replace_file(folder / COUNTER, str(number).encode())


def _last(folder: Path) -> int:
    path = folder / COUNTER
    if not path.is_file():
        return 0
    content = read_file(path, _LONGEST)
    is_number = content.isdigit() and len(content) <= _LONGEST
    return int(content) if is_number else 0
