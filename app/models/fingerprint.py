"""The schema as the database itself tells it, guards included, and what it has to be."""

import hashlib

from sqlalchemy import Connection, text

SCHEMA_FINGERPRINT = "c6850e32f548bf13581cae561ebbbec0dfb8a99a1f5e37aa40578396f21f169d"
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
    for row in connection.execute(_TOLD):
        digest.update("\x1f".join(map(str, row)).encode() + b"\x1e")
    return digest.hexdigest()
