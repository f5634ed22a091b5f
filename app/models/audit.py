"""The audit log, chained by hash, and the backups that were made."""

import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import STRICT, Base, Id, reference


class AuditRow(Base):
    """One thing that was done: by whom, when, to what, with its whole content."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index(None, "client_id", "action"),
        CheckConstraint("seq > 0", name="seq_positive"),
        STRICT,
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime.datetime]
    actor: Mapped[str]
    roles: Mapped[str]
    action: Mapped[str]
    client_id: Mapped[int | None] = reference("client.id")
    object: Mapped[str]
    payload: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str]


class BackupRow(Base):
    """A backup that was made and read back whole, or a restore that was proven."""

    __tablename__ = "backup"
    __table_args__ = (STRICT,)

    id: Mapped[Id]
    kind: Mapped[str]
    at: Mapped[datetime.datetime]
    by: Mapped[str]
    path: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    seconds: Mapped[int]
    detail: Mapped[str]
