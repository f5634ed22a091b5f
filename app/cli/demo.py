"""zf demo: the whole job on the built-in demo office, its papers in a folder."""

from pathlib import Path

from app.cli.arguments import Parser, later
from app.i18n import _


def add_commands(parser: Parser) -> None:
    """Declare zf demo."""
    parser.command(later("app.cli.demo_run"))
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help=_("the papers go there: a new or empty folder, or that of an earlier demo"),
    )
