"""Statements that are asked thousands of times: worded once, then handed to the driver."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

_Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Worded:
    """A statement as one kind of database takes it, with what its values pass through."""

    text: str
    binds: tuple[tuple[str, _Convert], ...]
    constants: Mapping[str, Any]
    results: tuple[_Convert, ...]
    row: type[tuple[Any, ...]]
    is_named: bool

    def values(self, given: Mapping[str, Any]) -> Any:
        """Give the values as the driver takes them, in place or by name."""
        kept = {
            name: value if (convert is None) or value is None else convert(value)
            for name, convert in self.binds
            for value in (given[name] if name in given else self.constants[name],)
        }
        return kept if self.is_named else tuple(kept[name] for name, _ in self.binds)


class Prepared:
    """A statement with named values whose wording is worked out once for each kind of database.

    It gives the rows that the session would give, at a fraction of its cost; lists of values
    (IN) are not for it.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._worded: dict[str, _Worded] = {}

    def rows(self, connection: Connection, **given: Any) -> list[Any]:
        """Give the rows that the statement finds, columns by name."""
        worded = self._for(connection)
        found = connection.exec_driver_sql(worded.text, worded.values(given)).all()
        results, row = worded.results, worded.row
        return [
            row(
                *(
                    value if convert is None else convert(value)
                    for value, convert in zip(line, results, strict=True)
                )
            )
            for line in found
        ]

    def first(self, connection: Connection, **given: Any) -> Any | None:
        """Give the first row, or None."""
        found = self.rows(connection, **given)
        return found[0] if found else None

    def run(self, connection: Connection, **given: Any) -> None:
        """Carry the statement out once."""
        worded = self._for(connection)
        connection.exec_driver_sql(worded.text, worded.values(given))

    def run_all(self, connection: Connection, given: Iterable[Mapping[str, Any]]) -> None:
        """Carry the statement out for each of these values."""
        worded = self._for(connection)
        lines: Sequence[Any] = [worded.values(one) for one in given]
        if lines:
            connection.exec_driver_sql(worded.text, list(lines))

    def _for(self, connection: Connection) -> _Worded:
        dialect = connection.dialect
        worded = self._worded.get(dialect.name)
        if worded is None:
            worded = _word(self._statement, connection)
            self._worded[dialect.name] = worded
        return worded


def _word(statement: Executable, connection: Connection) -> _Worded:
    dialect = connection.dialect
    if not isinstance(statement, ClauseElement):
        message = f"not a statement: {statement!r}"
        raise TypeError(message)
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        message = f"not a statement: {statement!r}"
        raise TypeError(message)
    names = compiled.positiontup or tuple(compiled.params)
    binds = tuple(
        (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in names
    )
    columns = compiled._result_columns  # noqa: SLF001  # the compiler tells it nowhere else
    results = tuple(
        column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
    )
    constants = {
        name: value for name, value in compiled.params.items() if not compiled.binds[name].required
    }
    row = _row([column.keyname for column in columns])
    return _Worded(str(compiled), binds, constants, results, row, is_named=not compiled.positional)


def _row(names: Sequence[str]) -> type[tuple[Any, ...]]:
    """Give a tuple whose places are named after a statement's columns."""
    return namedtuple("Found", names, rename=True)  # noqa: PYI024  # by statement
