"""Signing in from the terminal, and the permits that its commands work with."""

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from app.cli.call import Call
from app.errors import AppError
from app.i18n import N_, _
from app.services import clients
from app.services.office import Book
from app.services.opening import Opened, open_office
from app.services.permits import OfficeReading, OfficeWriting, Reading, Writing
from app.services.safe import folder as folders
from app.services.safe import front
from app.services.safe.files import read_file

_LONGEST = 4096
_USAGE = 2


@dataclass(eq=False)
class OfficeNotNamed(AppError):
    """Nobody said where the office is."""

    template = N_("Which office? Add --office and its folder, or set ZHANGFANG_OFFICE.")
    exit_code: ClassVar[int] = _USAGE


@dataclass(eq=False)
class UserNotNamed(AppError):
    """Several people sign in to the office, and nobody said who is working."""

    names: str
    template = N_("In whose name? Add --user and one of: {names}.")
    exit_code: ClassVar[int] = _USAGE


@dataclass(eq=False)
class ClientNotNamed(AppError):
    """Nobody said whose book is meant."""

    template = N_("Which client? Add --client and its code; zf client list shows them.")
    exit_code: ClassVar[int] = _USAGE


@dataclass(eq=False)
class PasswordNotGiven(AppError):
    """There is nobody to ask for a password, and none was given."""

    option: str
    variable: str
    template = N_(
        "A password is needed: add {option} with a file whose first line it is, or set {variable}."
    )
    exit_code: ClassVar[int] = _USAGE


@dataclass(eq=False)
class PasswordFileUnreadable(AppError):
    """The password file is empty or no text."""

    name: str
    template = N_("The first line of {name} is no password. Write it there as UTF-8 text.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a password comes from: an option, a variable, or the keyboard."""

    option: str
    variable: str
    file: Path | None
    prompt: str


def office_folder(call: Call) -> Path:
    """Give the folder of the office that is meant; raises OfficeNotNamed."""
    named = call.common.office or os.environ.get("ZHANGFANG_OFFICE")
    if not named:
        raise OfficeNotNamed
    return Path(named)


def password_of(asked: Asked) -> str:
    """Give a password that never stood on a command line."""
    if asked.file is not None:
        return first_line(asked.file)
    given = os.environ.get(asked.variable)
    if given:
        return given
    if not sys.stdin.isatty():
        raise PasswordNotGiven(asked.option, asked.variable)
    return getpass.getpass(asked.prompt)


def own_password(call: Call, name: str) -> str:
    """Give the password of the person who is working."""
    prompt = _("Password of {name}:").format(name=name) + " "
    file = call.common.password_file
    return password_of(Asked("--password-file", "ZHANGFANG_PASSWORD", file, prompt))


def new_password(call: Call, name: str) -> str:
    """Give the password that somebody is to have."""
    prompt = _("New password of {name}:").format(name=name) + " "
    file = call.options.new_password_file
    return password_of(Asked("--new-password-file", "ZHANGFANG_NEW_PASSWORD", file, prompt))


def first_line(file: Path) -> str:
    """Give the first line of a small text file."""
    content = read_file(file, _LONGEST)
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise PasswordFileUnreadable(str(file)) from error
    if not lines or not lines[0]:
        raise PasswordFileUnreadable(str(file))
    return lines[0]


def signed_in(call: Call) -> Opened:
    """Open the office in the name of the person who is working; whoever calls closes it."""
    folder = office_folder(call)
    folders.locate(folder)
    name = call.common.user or _only_one(folder)
    return open_office(folder, name, own_password(call, name))


def _only_one(folder: Path) -> str:
    people = front.people(folder)
    if len(people) != 1:
        raise UserNotNamed(", ".join(person.name for person in people))
    return people[0].name


@contextmanager
def office_reading(call: Call) -> Iterator[OfficeReading]:
    """Lend leave to look at office matters."""
    with signed_in(call) as opened, opened.office.reading(opened.actor) as reading:
        yield reading


@contextmanager
def office_writing(call: Call) -> Iterator[OfficeWriting]:
    """Lend leave to change office matters."""
    with signed_in(call) as opened, opened.office.writing(opened.actor) as writing:
        yield writing


@contextmanager
def reading_book(call: Call) -> Iterator[Reading]:
    """Lend leave to look at the book of the client that is meant."""
    with signed_in(call) as opened, book_of(call, opened).reading(opened.actor) as reading:
        yield reading


@contextmanager
def writing_book(call: Call) -> Iterator[Writing]:
    """Lend leave to change the book of the client that is meant; all is kept, or nothing."""
    with signed_in(call) as opened, book_of(call, opened).writing(opened.actor) as writing:
        yield writing


def book_of(call: Call, opened: Opened) -> Book:
    """Give the book of the client that is meant; raises ClientNotNamed, ClientUnknown."""
    if not call.common.client:
        raise ClientNotNamed
    with opened.office.reading(opened.actor) as reading:
        return opened.office.book(clients.find(reading, call.common.client))
