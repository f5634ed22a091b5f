"""Printing from a page: the PDF is made off the UI thread, kept in the person's folder, shown."""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.i18n import _
from app.services.prints import files
from app.services.vouchers.listing import VoucherDetail, VoucherFilter
from app.ui.desk import Desk
from app.ui.screen import Screen
from app.ui.widgets.message_bar import Kind
from app.values.period import Period
from app.values.vouching import SourceKind, VoucherState

_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')


def folder(client: str) -> Path:
    """Give the folder that a client's printed files go into."""
    places = QStandardPaths.StandardLocation
    documents = QStandardPaths.writableLocation(places.DocumentsLocation)
    return Path(documents) / _("Zhangfang") / _UNFIT.sub("_", client)


def vouchers_of_return(screen: Screen, desk: Desk, return_id: int, number: str) -> None:
    """Print the vouchers on the books of a return."""
    wanted = VoucherFilter(
        states=frozenset({VoucherState.POSTED}), source=(SourceKind.RETURN, return_id)
    )
    print_vouchers(screen, desk, wanted, number)


def print_vouchers(screen: Screen, desk: Desk, wanted: VoucherFilter, name: str) -> None:
    """Print the posted vouchers that fit."""
    path = _path(desk, name)
    desk.long_ask(
        screen,
        lambda reading, progress: files.print_vouchers(reading, wanted, path, progress=progress),
        lambda _forms: _show(screen, path),
    )


def voucher(screen: Screen, desk: Desk, detail: VoucherDetail) -> None:
    """Print one posted voucher, and not those that name it."""
    wanted = VoucherFilter(voucher_id=detail.id)
    print_vouchers(screen, desk, wanted, f"{detail.period} {detail.number}")


def return_note(screen: Screen, desk: Desk, return_id: int, number: str) -> None:
    """Print a return note in two copies."""
    path = _path(desk, _("Return note {number}").format(number=number))
    desk.long_ask(
        screen,
        lambda reading, _progress: files.print_return(reading, return_id, path),
        lambda _nothing: _show(screen, path),
    )


def month_report(screen: Screen, desk: Desk, period: Period) -> None:
    """Print the reconciliation report of a month; it bears the head of the audit chain."""
    path = _path(desk, _("Reconciliation report {period}").format(period=period))
    desk.long_change(
        screen,
        lambda writing, progress: files.print_report(writing, period, path, progress),
        lambda _nothing: _show(screen, path),
    )


def _path(desk: Desk, name: str) -> Path:
    """Give where a print goes; its folder is there afterwards."""
    client = desk.place.client if desk.place else None
    place = folder(f"{client.code} {client.name}" if client else "")
    place.mkdir(parents=True, exist_ok=True)
    return place / f"{_UNFIT.sub('_', name)}.pdf"


def _show(screen: Screen, path: Path) -> None:
    screen.messages.say(Kind.DONE, _("Printed to {path}.").format(path=path))
    screen.open_file(str(path))
