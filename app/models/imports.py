"""Files that were taken in."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.models.base import STRICT, Base, ClientRef, Id, Stamped


class ImportBatch(Base, Stamped):
    """One file that was taken in; the same file is not taken again."""

    __tablename__ = "import_batch"
    __table_args__ = (
        UniqueConstraint("client_id", "kind", "sha256"),
        Index(None, "client_id", "written_at"),
        STRICT,
    )

    id: Mapped[Id]
    client_id: Mapped[ClientRef]
    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    mapping: Mapped[str]
    read: Mapped[int]
    taken: Mapped[int]
