"""zf backup: made, read back, restored, and proven by restoring."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.cli.arguments import Parser
from app.cli.bar import Bar
from app.cli.call import DAMAGED, DONE, LOOK, Call
from app.cli.entrance import Asked, office_reading, password_of, signed_in
from app.cli.showing import give, say, table
from app.errors import AppError
from app.i18n import N_, _
from app.services import backups
from app.services.opening import Opened
from app.services.safe.drill import DrillResult
from app.services.safe.manifest import Manifest
from app.wording import moment

_KINDS: Mapping[str, str] = {"backup": N_("Backup"), "drill": N_("Drill")}


@dataclass(eq=False)
class NoBackupThere(AppError):
    """A folder holds no backup of this office."""

    folder: str
    template = N_("{folder} holds no backup of this office. Name another folder or the file.")


def add_commands(parser: Parser) -> None:
    """Declare the commands of zf backup."""
    create = parser.command(_create, N_("make an encrypted backup and read it back"), "create")
    create.add_argument("--to", required=True, type=Path, metavar="DIR")
    parser.command(_list, N_("show the backups and drills that were made"), "list")
    verify = parser.command(_verify, N_("read a backup whole"), "verify")
    verify.add_argument("file", type=Path, metavar="FILE")
    _recovery_key_file(verify)
    restore = parser.command(_restore, N_("make an office in a new folder from it"), "restore")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--into", required=True, type=Path, metavar="DIR")
    _recovery_key_file(restore)
    drill = parser.command(
        _drill, N_("prove a backup by restoring it apart; the newest of a folder"), "drill"
    )
    drill.add_argument("place", type=Path, metavar="FILE|DIR")


def _recovery_key_file(parser: Parser) -> None:
    parser.add_argument(
        "--recovery-key-file",
        type=Path,
        metavar="FILE",
        help=_("the recovery key is its first line (or ZHANGFANG_RECOVERY_KEY)"),
    )


def _recovery_key(call: Call) -> str:
    file = call.options.recovery_key_file
    prompt = _("Recovery key:") + " "
    return password_of(Asked("--recovery-key-file", "ZHANGFANG_RECOVERY_KEY", file, prompt))


def _create(call: Call) -> int:
    with signed_in(call) as opened:
        made = backups.create(opened, call.options.to, Bar())
    complaints = made.manifest.complaints
    if call.is_json:
        given = {"file": str(made.path), "size": made.size, "sha256": made.sha256}
        give(given | {"complaints": list(complaints)})
    else:
        words = _("The backup is in {file} ({size} bytes); every byte of it was read back.")
        say(words.format(file=made.path, size=made.size))
        _complain(complaints)
    return LOOK if complaints else DONE


def _list(call: Call) -> int:
    with office_reading(call) as reading:
        entries = backups.listing(reading)
    if call.is_json:
        give(
            [
                {
                    "kind": entry.kind,
                    "at": entry.at.isoformat(),
                    "by": entry.by,
                    "file": entry.path,
                    "size": entry.size,
                    "sha256": entry.sha256,
                }
                for entry in entries
            ]
        )
        return DONE
    table(
        [_("What"), _("When"), _("Who"), _("Bytes"), _("File")],
        [
            [_(_KINDS[entry.kind]), moment(entry.at), entry.by, str(entry.size), entry.path]
            for entry in entries
        ],
        right={3},
    )
    return DONE


def _verify(call: Call) -> int:
    file: Path = call.options.file
    if call.options.recovery_key_file is not None:
        manifest = backups.verify_with(file, _recovery_key(call), Bar())
    else:
        with signed_in(call) as opened:
            manifest = backups.verify(opened, file, Bar())
    if call.is_json:
        give(_plain(manifest))
    else:
        words = _("{file} is whole: backup {counter} of {at}.")
        say(words.format(file=file, counter=manifest.counter, at=moment(manifest.made_at)))
        _complain(manifest.complaints)
    return LOOK if manifest.complaints else DONE


def _plain(manifest: Manifest) -> dict[str, object]:
    return {
        "ok": not manifest.complaints,
        "office": manifest.office,
        "counter": manifest.counter,
        "made_at": manifest.made_at.isoformat(),
        "program_version": manifest.program_version,
        "rows": dict(manifest.facts.row_counts),
        "complaints": list(manifest.complaints),
    }


def _restore(call: Call) -> int:
    into: Path = call.options.into
    manifest = backups.restore_into(call.options.file, _recovery_key(call), into, Bar())
    if call.is_json:
        give(_plain(manifest) | {"folder": str(into)})
    else:
        words = _(
            "The office is restored in {folder}, as it was on {at}; everybody signs in as then."
        )
        say(words.format(folder=into, at=moment(manifest.made_at)))
        _complain(manifest.complaints)
    return LOOK if manifest.complaints else DONE


def _drill(call: Call) -> int:
    with signed_in(call) as opened:
        file = _file(opened, call.options.place)
        result = backups.drill(opened, file, Bar())
    if call.is_json:
        give(_proof(file, result))
    elif result.ok:
        words = _("{file} was restored apart, checked and compared: everything is as it says.")
        say(words.format(file=file))
    else:
        say(_("{file} cannot be relied on:").format(file=file))
        for line in (*result.complaints, *result.differences):
            say("  " + line)
    return DONE if result.ok else DAMAGED


def _proof(file: Path, result: DrillResult) -> dict[str, object]:
    return {
        "ok": result.ok,
        "file": str(file),
        "rows": dict(result.row_counts),
        "complaints": list(result.complaints),
        "differences": list(result.differences),
        "milliseconds": result.milliseconds,
    }


def _file(opened: Opened, place: Path) -> Path:
    if not place.is_dir():
        return place
    newest = backups.newest(opened, place)
    if newest is None:
        raise NoBackupThere(str(place))
    return newest


def _complain(complaints: tuple[str, ...]) -> None:
    if complaints:
        words = _("The books in it break rules: {rules}. Run zf check on the office.")
        say(words.format(rules=", ".join(complaints)))
