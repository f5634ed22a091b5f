"""What the database itself refuses, whoever asks: the one source of all triggers."""

from collections.abc import Iterator
from dataclasses import dataclass

REFUSED = "zf:refused"
"""How the message of every trigger begins."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A change of a table that is refused when the condition holds."""

    table: str
    event: str
    name: str
    condition: str

    @property
    def trigger(self) -> str:
        """The trigger's name, unique in the schema."""
        return f"guard_{self.table}_{self.event.lower()}_{self.name}"


def _same(alias: str, *columns: str) -> str:
    return " AND ".join(f"{alias}.{column} = NEW.{column}" for column in columns)


def _fresh(table: str, *keys: tuple[str, ...]) -> Guard:
    """Refuse an INSERT that would replace a row: OR REPLACE would pass an UPDATE guard by."""
    tests = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {_same('kept', *key)})" for key in keys
    )
    return Guard(table, "INSERT", "replaces", tests)


def _kept(table: str, *keys: tuple[str, ...]) -> tuple[Guard, ...]:
    """Refuse every change of a table that only grows."""
    return (
        Guard(table, "UPDATE", "final", "1 = 1"),
        Guard(table, "DELETE", "final", "1 = 1"),
        _fresh(table, *(keys or (("id",),))),
    )


def _changed(*columns: str) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def _moves(column: str, allowed: tuple[tuple[str, str], ...]) -> str:
    """Give the condition that a state moves along none of the allowed ways."""
    ways = " OR ".join(
        f"(OLD.{column} = '{before}' AND NEW.{column} = '{after}')" for before, after in allowed
    )
    return f"NEW.{column} <> OLD.{column} AND NOT ({ways})"


def _return_state(alias: str) -> str:
    return f"(SELECT state FROM goods_return AS held WHERE held.id = {alias}.return_id)"


def _line_return_state(alias: str) -> str:
    return (
        "(SELECT state FROM goods_return AS held JOIN return_line AS line"
        f" ON line.return_id = held.id WHERE line.id = {alias}.return_line_id)"
    )


VOUCHER_MOVES = (
    ("draft", "checked"),
    ("checked", "draft"),
    ("draft", "posted"),
    ("checked", "posted"),
    ("draft", "void"),
)
RETURN_MOVES = (
    ("applied", "approved"),
    ("applied", "rejected"),
    ("applied", "void"),
    ("approved", "applied"),
    ("approved", "inspected"),
    ("approved", "void"),
    ("inspected", "approved"),
    ("inspected", "posted"),
    ("posted", "archived"),
)
_OPEN = "('applied', 'approved', 'inspected')"
_RETURN_FIXED = (
    *("client_id", "number", "source_number", "day", "customer_id", "kind", "settlement"),
    *("applied_by", "import_id"),
)
_BALANCED = (
    "(SELECT count(*) < 2 OR sum(CASE WHEN side = 'debit' THEN amount ELSE -amount END) <> 0"
    " FROM entry WHERE entry.voucher_id = NEW.id)"
)
_PERIOD_OPEN = (
    "EXISTS (SELECT 1 FROM period AS month WHERE month.client_id = NEW.client_id"
    " AND month.period = NEW.period AND month.state = 'open')"
)

GUARDS: tuple[Guard, ...] = (
    Guard("voucher", "UPDATE", "final", "OLD.state IN ('posted', 'void')"),
    Guard("voucher", "UPDATE", "way", _moves("state", VOUCHER_MOVES)),
    Guard(
        "voucher",
        "UPDATE",
        "fixed",
        _changed("id", "client_id", "source_kind", "source_id", "part", "made_by", "reverses_id"),
    ),
    Guard("voucher", "UPDATE", "unbalanced", f"NEW.state = 'posted' AND {_BALANCED}"),
    Guard("voucher", "UPDATE", "closed", f"NEW.state = 'posted' AND NOT {_PERIOD_OPEN}"),
    Guard("voucher", "DELETE", "final", "1 = 1"),
    Guard("voucher", "INSERT", "posted", "NEW.state <> 'draft'"),
    _fresh("voucher", ("id",), ("client_id", "source_kind", "source_id", "part")),
    Guard("entry", "UPDATE", "final", "1 = 1"),
    Guard(
        "entry",
        "DELETE",
        "posted",
        "(SELECT state FROM voucher AS held WHERE held.id = OLD.voucher_id) <> 'draft'",
    ),
    Guard(
        "entry",
        "INSERT",
        "posted",
        "NOT EXISTS (SELECT 1 FROM voucher AS held WHERE held.id = NEW.voucher_id"
        " AND held.state = 'draft' AND held.client_id = NEW.client_id)",
    ),
    _fresh("entry", ("id",), ("voucher_id", "row")),
    Guard("goods_return", "UPDATE", "final", "OLD.state IN ('archived', 'rejected', 'void')"),
    Guard("goods_return", "UPDATE", "way", _moves("state", RETURN_MOVES)),
    Guard("goods_return", "UPDATE", "fixed", _changed("id", *_RETURN_FIXED)),
    Guard("goods_return", "UPDATE", "posted", "OLD.state = 'posted' AND NEW.state = 'posted'"),
    Guard("goods_return", "DELETE", "final", "1 = 1"),
    _fresh("goods_return", ("id",), ("client_id", "number")),
    Guard("return_line", "UPDATE", "posted", f"{_return_state('OLD')} NOT IN {_OPEN}"),
    Guard("return_line", "DELETE", "final", "1 = 1"),
    Guard("return_line", "INSERT", "begun", f"{_return_state('NEW')} <> 'applied'"),
    _fresh("return_line", ("id",)),
    Guard("return_link", "UPDATE", "posted", f"{_line_return_state('OLD')} NOT IN {_OPEN}"),
    Guard("return_link", "UPDATE", "fixed", _changed("return_line_id", "sale_line_id")),
    Guard("return_link", "DELETE", "posted", f"{_line_return_state('OLD')} NOT IN {_OPEN}"),
    Guard("return_link", "INSERT", "posted", f"{_line_return_state('NEW')} NOT IN {_OPEN}"),
    _fresh("return_link", ("return_line_id", "sale_line_id")),
    Guard("period", "DELETE", "final", "1 = 1"),
    Guard("period", "UPDATE", "locked", "OLD.state = 'locked'"),
    Guard("counter", "DELETE", "final", "1 = 1"),
    Guard("counter", "UPDATE", "back", "NEW.last < OLD.last"),
    Guard("stock_balance", "DELETE", "final", "1 = 1"),
    *_kept("return_step"),
    *_kept("sale", ("id",), ("client_id", "kind", "number")),
    *_kept("sale_line"),
    *_kept("purchase", ("id",), ("client_id", "number")),
    *_kept("purchase_line"),
    *_kept("stock_move"),
    *_kept("opening_stock"),
    *_kept("opening_balance"),
    *_kept("receipt", ("id",), ("client_id", "number")),
    *_kept("import_batch"),
    *_kept("audit_log", ("seq",)),
    *_kept("backup"),
)


def install(dialect: str) -> Iterator[str]:
    """Give the statements that put every guard in place on this kind of database."""
    for guard in GUARDS:
        message = f"{REFUSED} {guard.trigger}"
        if dialect == "sqlite":
            yield (
                f"CREATE TRIGGER {guard.trigger} BEFORE {guard.event} ON {guard.table}"
                f" FOR EACH ROW WHEN {guard.condition}"
                f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            continue
        answer = "OLD" if guard.event == "DELETE" else "NEW"
        yield (
            f"CREATE FUNCTION {guard.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF {guard.condition} THEN RAISE EXCEPTION '{message}'; END IF;"
            f" RETURN {answer}; END $$"
        )
        yield (
            f"CREATE TRIGGER {guard.trigger} BEFORE {guard.event} ON {guard.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {guard.trigger}()"
        )


def remove(dialect: str) -> Iterator[str]:
    """Give the statements that take every guard away, for a migration that puts them back."""
    for guard in GUARDS:
        if dialect == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {guard.trigger}"
        else:
            yield f"DROP FUNCTION IF EXISTS {guard.trigger}() CASCADE"
