"""The nouns of the terminal program; a noun's module is loaded when it is spoken."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_


@dataclass(frozen=True, slots=True)
class Noun:
    """Where a noun's commands are, and what they are for."""

    module: str
    words: str


NOUNS: Mapping[str, Noun] = {
    "demo": Noun("app.cli.demo", N_("the whole job on the built-in demo office")),
    "office": Noun("app.cli.offices", N_("make a new office")),
    "user": Noun("app.cli.users", N_("the people of the office, their roles and passwords")),
    "client": Noun("app.cli.clients", N_("the clients and their books")),
    "import": Noun("app.cli.imports", N_("take files of customers, sales, returns … into a book")),
    "returns": Noun("app.cli.returns", N_("returns, from the request to the archive")),
    "stock": Noun("app.cli.stock", N_("stock on hand and its value")),
    "vouchers": Noun("app.cli.vouchers", N_("vouchers: write, check, post, reverse, print")),
    "report": Noun("app.cli.reports", N_("the figures of a month")),
    "reconcile": Noun("app.cli.reconcile", N_("compare a month's records with its books")),
    "check": Noun("app.cli.check", N_("every rule of the office, by name")),
    "backup": Noun("app.cli.backups", N_("encrypted backups, and the proof that they restore")),
    "audit": Noun("app.cli.audit", N_("what was done, by whom and when")),
}
