"""The monthly report of a book as a PDF."""

import io
from pathlib import Path

from app.cli.bar import Bar
from app.cli.call import DONE
from app.services.permits import Writing
from app.services.printing.report_pdf import write_report
from app.services.prints import report
from app.services.safe.files import replace_file
from app.values.period import Period


def run(writing: Writing, period: Period, file: Path) -> int:
    """Write the report of a month to a file; that it was made is logged with it."""
    stream = io.BytesIO()
    write_report(report.sheet(writing, period), stream, Bar())
    replace_file(file, stream.getvalue())
    return DONE
