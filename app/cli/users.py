"""zf user: the people of the office, what they may do and how they sign in."""

from pathlib import Path

from app.cli.arguments import Parser, several
from app.cli.call import DONE, Call
from app.cli.entrance import new_password, office_reading, own_password, signed_in
from app.cli.showing import give, say, table
from app.i18n import N_, _
from app.services import opening, staff
from app.services.access import Act, require
from app.services.opening import Opened, Person
from app.services.safe import sign_in
from app.values.actor import Role
from app.wording import word


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf user."""
    add = parser.command(_add, N_("take somebody in"), "add")
    _name_and_roles(add)
    _new_password_file(add)
    parser.command(_list, N_("show everybody"), "list")
    disable = parser.command(_disable, N_("let somebody sign in no longer"), "disable")
    disable.add_argument("name", metavar="NAME")
    password = parser.command(
        _password, N_("choose a new password, or give somebody else one"), "password"
    )
    password.add_argument("name", metavar="NAME", nargs="?", help=_("whose; your own if left out"))
    _new_password_file(password)
    _name_and_roles(parser.command(_roles, N_("give somebody these roles, no others"), "roles"))


def _name_and_roles(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "--roles",
        required=True,
        type=several(Role),
        metavar="ROLE,…",
        help=", ".join(f"{role.value} {word(role)}" for role in Role),
    )


def _new_password_file(parser: Parser) -> None:
    parser.add_argument(
        "--new-password-file",
        type=Path,
        metavar="FILE",
        help=_("the new password is its first line (or ZHANGFANG_NEW_PASSWORD)"),
    )


def _add(call: Call) -> int:
    options = call.options
    with signed_in(call) as opened:
        require(opened.actor, Act.STAFF)
        password = new_password(call, options.name)
        opening.add_person(opened, Person(options.name, options.roles, password))
    _tell(call, options.name, _("{name} may sign in now."))
    return DONE


def _list(call: Call) -> int:
    with office_reading(call) as reading:
        people = staff.listing(reading)
    if call.is_json:
        give(
            [
                {
                    "name": person.name,
                    "roles": [role.value for role in person.roles],
                    "active": person.is_active,
                }
                for person in people
            ]
        )
        return DONE
    table(
        [_("Name"), _("Roles"), _("Signs in")],
        [
            [
                person.name,
                " / ".join(word(role) for role in person.roles),
                _("yes") if person.is_active else _("no"),
            ]
            for person in people
        ],
    )
    return DONE


def _disable(call: Call) -> int:
    with signed_in(call) as opened:
        opening.disable_person(opened, call.options.name)
    _tell(call, call.options.name, _("{name} can sign in no longer; what was done stays."))
    return DONE


def _password(call: Call) -> int:
    with signed_in(call) as opened:
        name = call.options.name or opened.actor.name
        new = new_password(call, name)
        if name == opened.actor.name:
            old = own_password(call, name)
            sign_in.change_password(opened.folder, name, old=old, new=new, now=opened.clock())
        else:
            _reset(opened, name, new)
    _tell(call, name, _("{name} signs in with the new password from now on."))
    return DONE


def _reset(opened: Opened, name: str, new: str) -> None:
    require(opened.actor, Act.STAFF)
    sign_in.reset_password(opened.folder, opened.key, name, new)


def _roles(call: Call) -> int:
    options = call.options
    with signed_in(call) as opened, opened.office.writing(opened.actor) as writing:
        staff.set_roles(writing, options.name, options.roles)
        title = " / ".join(word(role) for role in options.roles)
        sign_in.retitle(opened.folder, options.name, title)
    _tell(call, options.name, _("{name} has these roles from now on."))
    return DONE


def _tell(call: Call, name: str, sentence: str) -> None:
    if call.is_json:
        give({"name": name})
    else:
        say(sentence.format(name=name))
