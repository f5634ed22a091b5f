"""zf import: files of an agency's clients taken into a book, every unsound row named."""

import dataclasses
from decimal import Decimal
from pathlib import Path

from app.cli.arguments import Parser, one_of
from app.cli.bar import Bar
from app.cli.call import DONE, LOOK, Call
from app.cli.entrance import book_of, signed_in
from app.cli.showing import complain, give, say, table
from app.i18n import _, ngettext
from app.services.exchange.files import Source
from app.services.exchange.findings import note_words
from app.services.exchange.import_kinds import ImportKind
from app.services.exchange.kinds import KINDS
from app.services.exchange.mappings import PLAIN, load_mapping, shipped
from app.services.imports.rejects import require_form, save_rejects
from app.services.imports.results import ImportResult
from app.services.imports.run import WantedFile, take_file
from app.services.opening import Opened
from app.services.safe.files import on_disk
from app.values.quantity import Quantity

_REFUSED = 3
_SHOWN = 50
_NOTES_SHOWN = 10


def add_commands(parser: Parser) -> None:
    """Declare zf import."""
    parser.command(_import)
    parser.add_argument("kind", type=one_of(ImportKind), metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_("xlsx, xls or csv"))
    parser.add_argument(
        "--mapping",
        metavar="FILE|NAME",
        help=_("how the source writes its files: {names}").format(names=", ".join(shipped())),
    )
    parser.add_argument("--sheet", metavar="NAME", help=_("the sheet to read"))
    parser.add_argument("--encoding", metavar="E", help=_("of a text file, such as gb18030"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would come of it and change nothing")
    )
    parser.add_argument(
        "--rejects", type=Path, metavar="FILE", help=_("save the refused rows there")
    )


def _import(call: Call) -> int:
    options = call.options
    mapping = PLAIN if options.mapping is None else load_mapping(options.mapping)
    source = Source(mapping, options.sheet, options.encoding)
    wanted = [WantedFile(path, options.kind, source) for path in options.files]
    targets = _targets(options.rejects, wanted)
    results: list[ImportResult] = []
    try:
        with signed_in(call) as opened:
            for one, target in zip(wanted, targets, strict=True):
                result = _take(call, opened, one)
                results.append(result)
                if not call.is_json:
                    _tell(result)
                if result.refused and target is not None:
                    save_rejects(one, result, target)
                    if not call.is_json:
                        say(_("The refused rows are in {file}.").format(file=target))
    finally:
        # A later file that cannot be read takes nothing from what is said of the ones before.
        if call.is_json and results:
            give(_plain(results))
    return _code(results)


def _targets(rejects: Path | None, wanted: list[WantedFile]) -> list[Path | None]:
    """Give where the refused rows of each file go, asked before anything is taken.

    Of several files each has its own place, also where two have the same name.
    """
    if rejects is None:
        return [None] * len(wanted)
    with on_disk(rejects.parent):
        rejects.parent.stat()
    targets: list[Path | None] = []
    for one in wanted:
        stem = rejects.stem if len(wanted) == 1 else f"{rejects.stem}-{one.path.stem}"
        target = rejects.with_name(f"{stem}{rejects.suffix}")
        number = 2
        while target in targets:
            target = rejects.with_name(f"{stem}-{number}{rejects.suffix}")
            number += 1
        for source in wanted:
            require_form(source, target)
        targets.append(target)
    return targets


def _take(call: Call, opened: Opened, wanted: WantedFile) -> ImportResult:
    bar = Bar()
    book = book_of(call, opened)
    try:
        with book.writing(opened.actor) as writing:
            return take_file(writing, wanted, bar, dry_run=call.options.dry_run)
    finally:
        bar.ended()


def _code(results: list[ImportResult]) -> int:
    """Give 1 where rows were refused beside others, 3 where nothing could be taken."""
    if not any(result.rejected for result in results):
        return DONE
    fitted = sum(result.outcome.taken + result.outcome.known for result in results)
    return LOOK if fitted else _REFUSED


def _plain(results: list[ImportResult]) -> dict[str, object]:
    totals: dict[str, Decimal] = {}
    for result in results:
        for name, amount in result.totals.items():
            totals[name] = totals.get(name, Decimal(0)) + amount
    data: dict[str, object] = {
        "read": sum(result.read for result in results),
        "taken": sum(result.outcome.taken for result in results),
        "known": sum(result.outcome.known for result in results),
        "rejected": [
            dataclasses.asdict(one) | {"file": result.file}
            for result in results
            for one in result.refused
        ],
        "totals": {name: f"{amount:f}" for name, amount in totals.items()},
        "rejected_rows": sum(result.rejected for result in results),
        "duplicates": sum(result.duplicates for result in results),
        "dry_run": any(result.dry_run for result in results),
        "made": {
            field: sum(getattr(result.outcome, field) for result in results)
            for field in ("documents", "returns", "vouchers", "adjustments", "created")
        },
        "without_original": sum(result.outcome.without_original for result in results),
        "rounded": [
            {"row": one.row, "column": one.column, "exact": f"{one.exact:f}", "kept": str(one.kept)}
            for result in results
            for one in result.rounded
        ],
    }
    links = [result.outcome.links for result in results if result.outcome.links is not None]
    if links:
        fields = ("one_line", "several_lines", "partly", "none", "price_differs")
        quantity = Quantity(sum(one.quantity for one in links))
        counts = {name: sum(getattr(one, name) for one in links) for name in fields}
        data["links"] = {**counts, "quantity": str(quantity)}
    return data


def _tell(result: ImportResult) -> None:
    outcome = result.outcome
    words = _("{file}: {read} rows read, {taken} taken, {known} known, {rejected} refused.")
    say(
        words.format(
            file=result.file,
            read=result.read,
            taken=outcome.taken,
            known=outcome.known,
            rejected=result.rejected,
        )
    )
    if result.dry_run:
        say(_("This was a trial; nothing was written."))
    made = [
        (ngettext("{count} sale", "{count} sales", outcome.documents), outcome.documents),
        (ngettext("{count} return", "{count} returns", outcome.returns), outcome.returns),
        (ngettext("{count} voucher", "{count} vouchers", outcome.vouchers), outcome.vouchers),
        (
            ngettext(
                "{count} return line without original",
                "{count} return lines without original",
                outcome.without_original,
            ),
            outcome.without_original,
        ),
        (
            ngettext("{count} stock adjustment", "{count} stock adjustments", outcome.adjustments),
            outcome.adjustments,
        ),
    ]
    for sentence, count in made:
        if count:
            say("  " + sentence.format(count=count))
    for note in result.notes[:_NOTES_SHOWN]:
        say("  " + note_words(note))
    if len(result.notes) > _NOTES_SHOWN:
        rest = len(result.notes) - _NOTES_SHOWN
        say("  " + _("and {count} more notes").format(count=rest))
    _tell_refused(result)


def _tell_refused(result: ImportResult) -> None:
    if not result.refused:
        return
    table(
        [_("Row"), _("Column"), _("Value"), _("Reason"), _("What to do")],
        [
            [str(one.row), one.column, one.value, one.reason, one.message]
            for one in result.refused[:_SHOWN]
        ],
        right={0},
    )
    if len(result.refused) > _SHOWN:
        rest = len(result.refused) - _SHOWN
        complain(_("and {count} more; --rejects saves them all").format(count=rest))
