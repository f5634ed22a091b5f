"""zf office: a new office with its people; the recovery key is shown this once."""

from dataclasses import dataclass
from pathlib import Path

from app.cli.arguments import Parser
from app.cli.call import DONE, Call
from app.cli.entrance import first_line, office_folder, own_password
from app.cli.showing import give, say
from app.errors import AppError
from app.i18n import N_, _
from app.services.opening import OfficeDraft, Person, create_office
from app.services.safe.recovery import RecoveryKey
from app.values.actor import Role

_ONE_PERSON = (Role.MAKER, Role.CHECKER, Role.KEEPER, Role.SUPERVISOR)


@dataclass(eq=False)
class StaffUnclear(AppError):
    """A person of a new office is not written as a name and roles."""

    text: str
    template = N_(
        "“{text}” names no person with roles; write it like Zhou=maker or Li=supervisor+checker."
    )


@dataclass(eq=False)
class StaffPasswordMissing(AppError):
    """People were named and no password for them."""

    template = N_(
        "The people named with --staff need a password to begin with:"
        " add --staff-password-file, or take them in later with zf user add."
    )


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf office."""
    create = parser.command(_create, N_("make a new office"), "create")
    create.add_argument("--name", required=True, help=_("the name of the office"))
    create.add_argument("--admin", required=True, metavar="NAME", help=_("its administrator"))
    create.add_argument(
        "--staff",
        action="append",
        default=[],
        metavar="NAME=ROLE+ROLE,…",
        help=_("people who keep the books; may be given several times"),
    )
    create.add_argument(
        "--staff-password-file", type=Path, metavar="FILE", help=_("what they first sign in with")
    )
    create.add_argument(
        "--one-person", metavar="NAME", help=_("one person alone does everything in the books")
    )


def _create(call: Call) -> int:
    options = call.options
    folder = office_folder(call)
    people = _people(",".join(options.staff), options.staff_password_file, options.one_person)
    admin = Person(options.admin, (Role.ADMIN,), own_password(call, options.admin))
    draft = OfficeDraft(options.name, (admin, *people), single_person=bool(options.one_person))
    recovery_key = create_office(folder, draft)
    if call.is_json:
        give(
            {
                "office": str(folder),
                "people": [person.name for person in draft.people],
                "recovery_key": recovery_key.text,
                "recovery_number": recovery_key.number,
            }
        )
    else:
        _tell(folder, draft, recovery_key)
    return DONE


def _tell(folder: Path, draft: OfficeDraft, recovery_key: RecoveryKey) -> None:
    say(_("Office {name} is made in {folder}.").format(name=draft.name, folder=folder))
    say(_("Recovery key {number}, shown this once:").format(number=recovery_key.number))
    say("  " + recovery_key.text)
    say(_("Write it down, keep it apart from this computer; it opens the office and its backups."))


def _people(staff: str, file: Path | None, alone: str | None) -> tuple[Person, ...]:
    named = [_person(part) for part in staff.split(",") if part.strip()]
    if alone:
        named.append((alone, _ONE_PERSON))
    if not named:
        return ()
    if file is None:
        raise StaffPasswordMissing
    password = first_line(file)
    return tuple(Person(name, roles, password) for name, roles in named)


def _person(text: str) -> tuple[str, tuple[Role, ...]]:
    name, equals, roles = text.partition("=")
    words = [word.strip() for word in roles.split("+")]
    if not name.strip() or not equals or any(word not in set(Role) for word in words):
        raise StaffUnclear(text.strip())
    return name.strip(), tuple(Role(word) for word in words)
