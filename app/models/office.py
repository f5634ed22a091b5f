"""The agency itself and its staff."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KEYED, STRICT, Base, Id, Stamped, flags, one_of, reference
from app.models.column_types import WordColumn
from app.values.actor import Role


class OfficeRow(Base, Stamped):
    """The one agency that this database belongs to."""

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("id = 1", name="single"), *flags("single_person"), STRICT)

    id: Mapped[Id]
    key: Mapped[str]
    name: Mapped[str]
    single_person: Mapped[bool]


class Staff(Base, Stamped):
    """A person of the agency who signs in."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("name"), *flags("is_active"), STRICT)

    id: Mapped[Id]
    name: Mapped[str]
    is_active: Mapped[bool]


class StaffRole(Base):
    """A role that a person holds."""

    __tablename__ = "staff_role"
    __table_args__ = (one_of("role", Role), KEYED)

    staff_id: Mapped[int] = reference("staff.id", primary_key=True)
    role: Mapped[Role] = mapped_column(WordColumn(Role), primary_key=True)
