"""The schema as the database itself tells it, guards included, and what it has to be."""

import hashlib

from sqlalchemy import Connection, text

SCHEMA_FINGERPRINT = "ff50c648db840466d4b0db9cbcfd32a90b8fb838baa58e9325484015216213ff"
"""The digest of the schema that the newest migration makes."""

# Left out is what tells nothing of ours: alembic's own table, the statistics of the query planner,
# and the indexes that follow from a table's constraints.
_TOLD = text(
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
    " WHERE NOT (type = 'index' AND sql IS NULL)"
    " AND NOT (type = 'table' AND name IN ('alembic_version', 'sqlite_stat1', 'sqlite_stat4'))"
    " ORDER BY type, name"
)


def fingerprint(connection: Connection) -> str:
    """Give a digest of every table, view, index and trigger as the database itself tells them."""
    digest = hashlib.sha256()
    for kind, name, table, sql in connection.execute(_TOLD):
        told = _lines(sql) if kind == "table" else sql
        digest.update(f"{kind}\x1f{name}\x1f{table}\x1f{told}\x1e".encode())
    return digest.hexdigest()


def _lines(sql: str) -> str:
    # A migration that copies a table lists its constraints in whatever order they were found.
    return "\n".join(sorted(line.strip(" \t,") for line in sql.splitlines()))
