"""The monthly report of a book as a PDF."""

from pathlib import Path

from app.cli.bar import Bar
from app.cli.call import DONE
from app.services.permits import Writing
from app.services.prints.files import print_report
from app.values.period import Period


def run(writing: Writing, period: Period, file: Path) -> int:
    """Print the report of a month; that it was made is logged with it."""
    print_report(writing, period, file, Bar())
    return DONE
