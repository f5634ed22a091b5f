"""What the database itself refuses, whoever asks: the one source of all triggers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

REFUSED = "zf:refused"
"""How the message of every trigger begins."""
ALWAYS = "1 = 1"
_PREFIX = "guard_"


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
        return f"{_PREFIX}{self.table}_{self.event.lower()}_{self.name}"


def _same(*columns: str) -> str:
    return " AND ".join(f"kept.{column} = NEW.{column}" for column in columns)


def _fresh(table: str, *keys: tuple[str, ...]) -> Guard:
    """Refuse an INSERT that would replace a row: OR REPLACE would pass an UPDATE guard by."""
    tests = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {_same(*key)})" for key in keys
    )
    return Guard(table, "INSERT", "replaces", tests)


def _alone(table: str, *keys: tuple[str, ...]) -> Guard:
    """Refuse an UPDATE that would take another row's key: OR REPLACE would delete that row."""
    tests = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {_same(*key)} AND kept.id <> OLD.id)"
        for key in keys
    )
    return Guard(table, "UPDATE", "replaces", tests)


def _kept(table: str, *keys: tuple[str, ...]) -> tuple[Guard, ...]:
    """Refuse every change of a table that only grows."""
    return (
        Guard(table, "UPDATE", "final", ALWAYS),
        Guard(table, "DELETE", "final", ALWAYS),
        _fresh(table, *(keys or (("id",),))),
    )


def _named(table: str, owner: tuple[str, ...], *keys: tuple[str, ...]) -> tuple[Guard, ...]:
    """Refuse that a row others point at is replaced, or becomes another's."""
    fixed = (Guard(table, "UPDATE", "fixed", _changed("id", *owner)), _fresh(table, ("id",), *keys))
    return (*fixed, _alone(table, *keys)) if keys else fixed


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
_BATCH_FIXED = (
    *("client_id", "kind", "file_name", "sha256", "mapping", "read", "written_by", "written_at"),
)
_VOUCHER_FIXED = (
    *("id", "client_id", "source_kind", "source_id", "part", "made_by", "made_at", "reverses_id"),
)
_VOUCHER_NUMBER = ("client_id", "period", "word", "serial")
_VOUCHER_CHECKED = ("period", "word", "day", "source_number", "attachments", "return_id")
_RETURN_FIXED = (
    *("id", "client_id", "number", "source_number", "day", "customer_id", "kind", "settlement"),
    *("applied_by", "import_id", "written_by", "written_at"),
)
_RETURN_POSTED = ("reason", "reason_text", "red_invoice", "note", "approved_by", "posted_day")
PERIOD_MOVES = (("open", "closed"), ("closed", "open"), ("closed", "locked"))
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
    Guard("voucher", "UPDATE", "fixed", _changed(*_VOUCHER_FIXED)),
    Guard(
        "voucher",
        "UPDATE",
        "checked",
        f"OLD.state = 'checked' AND ({_changed(*_VOUCHER_CHECKED)}"
        f" OR (NEW.state <> 'draft' AND {_changed('checked_by')}))",
    ),
    Guard("voucher", "UPDATE", "unbalanced", f"NEW.state = 'posted' AND {_BALANCED}"),
    Guard("voucher", "UPDATE", "closed", f"NEW.state = 'posted' AND NOT {_PERIOD_OPEN}"),
    Guard("voucher", "DELETE", "final", ALWAYS),
    Guard("voucher", "INSERT", "posted", "NEW.state <> 'draft'"),
    _fresh(
        "voucher",
        ("id",),
        ("client_id", "source_kind", "source_id", "part"),
        ("reverses_id",),
        _VOUCHER_NUMBER,
    ),
    _alone("voucher", _VOUCHER_NUMBER),
    Guard("entry", "UPDATE", "final", ALWAYS),
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
    Guard("goods_return", "UPDATE", "fixed", _changed(*_RETURN_FIXED)),
    Guard(
        "goods_return",
        "UPDATE",
        "posted",
        f"OLD.state = 'posted' AND (NEW.state = 'posted' OR {_changed(*_RETURN_POSTED)})",
    ),
    Guard("goods_return", "DELETE", "final", ALWAYS),
    Guard("goods_return", "INSERT", "begun", "NEW.state <> 'applied'"),
    _fresh("goods_return", ("id",), ("client_id", "number")),
    Guard("return_line", "UPDATE", "posted", f"{_return_state('OLD')} NOT IN {_OPEN}"),
    Guard(
        "return_line",
        "UPDATE",
        "fixed",
        _changed("id", "client_id", "return_id", "row", "product_id"),
    ),
    Guard("return_line", "DELETE", "final", ALWAYS),
    Guard("return_line", "INSERT", "begun", f"{_return_state('NEW')} IS DISTINCT FROM 'applied'"),
    _fresh("return_line", ("id",)),
    Guard("return_link", "UPDATE", "posted", f"{_line_return_state('OLD')} NOT IN {_OPEN}"),
    Guard(
        "return_link", "UPDATE", "fixed", _changed("return_line_id", "sale_line_id", "client_id")
    ),
    Guard("return_link", "DELETE", "posted", f"{_line_return_state('OLD')} NOT IN {_OPEN}"),
    Guard("return_link", "INSERT", "posted", f"{_line_return_state('NEW')} NOT IN {_OPEN}"),
    _fresh("return_link", ("return_line_id", "sale_line_id")),
    Guard("period", "UPDATE", "way", _moves("state", PERIOD_MOVES)),
    Guard("period", "UPDATE", "fixed", _changed("client_id", "period")),
    Guard("period", "DELETE", "final", ALWAYS),
    _fresh("period", ("client_id", "period")),
    Guard("counter", "UPDATE", "back", "NEW.last < OLD.last"),
    Guard("counter", "UPDATE", "fixed", _changed("client_id", "kind", "period")),
    Guard("counter", "DELETE", "final", ALWAYS),
    _fresh("counter", ("client_id", "kind", "period")),
    Guard("stock_balance", "UPDATE", "fixed", _changed("client_id", "product_id", "warehouse_id")),
    Guard("stock_balance", "DELETE", "final", ALWAYS),
    *_named("office", ()),
    *_named("client", (), ("code",)),
    Guard("account", "UPDATE", "fixed", _changed("client_id", "code")),
    _fresh("account", ("client_id", "code")),
    *_named("staff", (), ("name",)),
    *_named("customer", ("client_id",), ("client_id", "code")),
    *_named("product", ("client_id",), ("client_id", "code_key")),
    *_named("warehouse", ("client_id",), ("client_id", "code"), ("client_id", "name")),
    *(Guard(table, "DELETE", "final", ALWAYS) for table in ("office", "client", "staff")),
    *_kept("return_step"),
    *_kept("sale", ("id",), ("client_id", "kind", "number")),
    *_kept("sale_line"),
    *_kept("purchase", ("id",), ("client_id", "number")),
    *_kept("purchase_line"),
    *_kept("stock_move"),
    *_kept("opening_stock"),
    *_kept("opening_balance", ("id",), ("client_id", "customer_id")),
    *_kept("receipt", ("id",), ("client_id", "number")),
    # The file stays what it was; only more of its rows can be taken in later.
    Guard("import_batch", "DELETE", "final", ALWAYS),
    Guard("import_batch", "UPDATE", "shrinks", "NEW.taken < OLD.taken"),
    *_named("import_batch", _BATCH_FIXED, ("client_id", "kind", "sha256")),
    *_kept("audit_log", ("seq",)),
    *_kept("backup"),
)


def install(dialect: str) -> Iterator[str]:
    """Give the statements that put every guard in place on this kind of database."""
    for guard in GUARDS:
        yield from _on_sqlite(guard) if dialect == "sqlite" else _on_server(guard)


def standing(connection: Connection) -> list[str]:
    """Give the names of all guards in place, those of older programs too."""
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    )
    names = connection.exec_driver_sql(asked).scalars()
    return sorted(name for name in names if name.startswith(_PREFIX))


def strangers(connection: Connection) -> list[str]:
    """Give the names of triggers that are no guards; a migration that copies a table loses them."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    names = connection.exec_driver_sql(asked).scalars()
    return sorted(name for name in names if not name.startswith(_PREFIX))


def remove(dialect: str, names: Iterable[str]) -> Iterator[str]:
    """Give the statements that take guards away, for a migration that puts them back."""
    for name in names:
        if dialect == "sqlite":
            yield f"DROP TRIGGER {name}"
        else:
            yield f"DROP FUNCTION {name}() CASCADE"


def _on_sqlite(guard: Guard) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {guard.trigger} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH ROW WHEN {guard.condition}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED} {guard.trigger}'); END"
    )


def _on_server(guard: Guard) -> Iterator[str]:
    answer = "OLD" if guard.event == "DELETE" else "NEW"
    yield (
        f"CREATE FUNCTION {guard.trigger}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {guard.condition} THEN"
        f" RAISE EXCEPTION '{REFUSED} {guard.trigger}'; END IF;"
        f" RETURN {answer}; END $$"
    )
    yield (
        f"CREATE TRIGGER {guard.trigger} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.trigger}()"
    )
    if guard.event == "DELETE" and guard.condition == ALWAYS:
        # No row is looked at when a table is emptied, so the triggers of its rows never fire.
        yield (
            f"CREATE TRIGGER {guard.trigger}_all BEFORE TRUNCATE ON {guard.table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {guard.trigger}()"
        )
