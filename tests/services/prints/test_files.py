"""Printed pages where they are kept: one file, whole or not at all."""

from pathlib import Path

import pytest

from app.services import audit
from app.services.access import NotAllowed
from app.services.prints import files
from app.services.progress import Cancelled
from app.services.returns.refusals import ReturnUnknown
from app.services.vouchers.listing import VoucherFilter
from tests.builders import ADMIN, CLERK, OCTOBER
from tests.services.printing.reading import words
from tests.services.trading import BACK_PENS, Trading


class _Impatient:
    """Somebody who stops the work after the first step."""

    def step(self, done: int, total: int) -> None:
        raise Cancelled


def test_vouchers_of_a_month_come_two_to_a_page(seen: Trading, tmp_path: Path) -> None:
    path = tmp_path / "记账凭证.pdf"
    with seen.book.reading(CLERK) as reading:
        forms = files.print_vouchers(reading, VoucherFilter(period=OCTOBER), path)
    pages = words(path.read_bytes())
    assert (forms, len(pages)) == (17, 9)
    assert "云溪拾光文具有限公司" in pages[0]
    assert "壹万贰仟元整" in pages[0]


def test_a_return_is_printed_as_it_stands(seen: Trading, tmp_path: Path) -> None:
    path = tmp_path / "销售退货单.pdf"
    with seen.book.reading(CLERK) as reading:
        files.print_return(reading, BACK_PENS, path)
    (page,) = words(path.read_bytes())
    assert "TH-202510-0001" in page
    assert "1,130.00" in page


def test_the_report_of_a_month_is_printed_and_logged(trading: Trading, tmp_path: Path) -> None:
    path = tmp_path / "对账报告.pdf"
    with trading.book.writing(CLERK) as writing:
        files.print_report(writing, OCTOBER, path)
    pages = words(path.read_bytes())
    assert "BG-202510-004" in "".join(pages)
    with trading.office.reading(ADMIN) as reading:
        head = audit.head(reading)
    assert head.hash[:16] in pages[0].replace(" ", "").lower()


def test_work_that_is_called_off_leaves_the_old_file(trading: Trading, tmp_path: Path) -> None:
    path = tmp_path / "对账报告.pdf"
    path.write_bytes(b"the old one")
    with pytest.raises(Cancelled), trading.book.writing(CLERK) as writing:
        files.print_report(writing, OCTOBER, path, _Impatient())
    with pytest.raises(Cancelled), trading.book.reading(CLERK) as reading:
        files.print_vouchers(reading, VoucherFilter(period=OCTOBER), path, progress=_Impatient())
    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.glob("*.pdf*")) == [path]
    with trading.office.reading(ADMIN) as reading:
        assert audit.listing(reading, 1)[0].action != "report-made"


def test_a_refused_page_leaves_no_file(seen: Trading, tmp_path: Path) -> None:
    path = tmp_path / "销售退货单.pdf"
    with seen.book.reading(CLERK) as reading, pytest.raises(ReturnUnknown):
        files.print_return(reading, 99, path)
    with seen.book.reading(ADMIN) as reading, pytest.raises(NotAllowed):
        files.print_return(reading, BACK_PENS, path)
    assert not path.exists()
