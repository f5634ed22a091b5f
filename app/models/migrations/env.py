"""How alembic reaches the database: over the connection that the program hands it."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our column types into a migration as what they are on disk."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return _plain(item.impl_instance)
    if kind == "type" and item.__class__.__name__ == "BigInteger":
        return _plain(item)
    return False


def _plain(item: Any) -> str:
    if item.__class__.__name__ == "BigInteger":
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return f"sa.{item.__class__.__name__}()"


def run() -> None:
    """Run the migrations inside the transaction of the connection that was given."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=context.config.attributes.get("metadata"),
        render_as_batch=True,
        render_item=render_item,
        compare_type=False,
    )
    context.run_migrations()


run()
