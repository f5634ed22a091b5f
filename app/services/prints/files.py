"""Printed pages written where they are kept: one file, whole or not at all."""

import io
from pathlib import Path

from app.services.access import Act, allowed
from app.services.permits import Reading, Writing
from app.services.printing.report_pdf import write_report
from app.services.printing.return_pdf import write_return
from app.services.printing.statement_pdf import write_statement
from app.services.printing.voucher_pdf import STANDARD, VoucherLook, write_vouchers
from app.services.prints import report, returns, statement, vouchers
from app.services.progress import UNWATCHED, Progress
from app.services.safe.files import replace_file
from app.services.vouchers.listing import VoucherFilter
from app.values.period import Period


@allowed(Act.LOOK)
def print_vouchers(
    reading: Reading,
    wanted: VoucherFilter,
    path: Path,
    look: VoucherLook = STANDARD,
    progress: Progress = UNWATCHED,
) -> int:
    """Print the posted vouchers that fit into a PDF; gives how many forms they took."""
    stream = io.BytesIO()
    forms = write_vouchers(vouchers.sheets(reading, wanted), stream, look, progress)
    replace_file(path, stream.getvalue())
    return forms


@allowed(Act.LOOK)
def print_return(reading: Reading, return_id: int, path: Path) -> None:
    """Print a return note into a PDF."""
    stream = io.BytesIO()
    write_return(returns.sheet(reading, return_id), stream)
    replace_file(path, stream.getvalue())


@allowed(Act.LOOK)
def print_report(
    writing: Writing, period: Period, path: Path, progress: Progress = UNWATCHED
) -> None:
    """Print the monthly report into a PDF; that it was made is logged."""
    stream = io.BytesIO()
    write_report(report.sheet(writing, period), stream, progress)
    replace_file(path, stream.getvalue())


@allowed(Act.LOOK)
def print_statement(reading: Reading, customer_id: int, period: Period, path: Path) -> None:
    """Print a customer's statement of account of a month into a PDF."""
    stream = io.BytesIO()
    write_statement(statement.sheet(reading, customer_id, period), stream)
    replace_file(path, stream.getvalue())
