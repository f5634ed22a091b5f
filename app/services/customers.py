"""A client's customers: who they are and how they are found."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select

from app.errors import AppError
from app.i18n import N_
from app.models.customer import Customer
from app.models.prepared import Prepared
from app.services import audit
from app.services.access import Act, allowed, inner
from app.services.permits import Reading, Writing
from app.services.pinyin import initials
from app.values.money import Money

_FIELDS = (
    *("client_id", "code", "name", "short_name", "initials", "uscc"),
    *("contact", "phone", "address", "bank", "bank_account", "credit_limit"),
    *("note", "is_walk_in", "written_by", "written_at"),
)
_INSERT = Prepared(
    insert(Customer)
    .values({name: bindparam(f"of_{name}") for name in _FIELDS})
    .returning(Customer.id)
)


@dataclass(eq=False)
class CustomerCodeTaken(AppError):
    """Another customer has this code."""

    code: str
    template = N_("Customer code {code} is taken; choose another.")


@dataclass(eq=False)
class CustomerUnknown(AppError):
    """The book has no such customer."""

    customer: str
    template = N_("There is no customer {customer} in this book; look it up with F7.")


@dataclass(eq=False)
class CustomerIncomplete(AppError):
    """A customer has a code and a name."""

    template = N_("A customer needs a code and a name; fill in both.")


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer as it is asked for."""

    code: str
    name: str
    short_name: str = ""
    uscc: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    bank: str = ""
    bank_account: str = ""
    credit_limit: Money | None = None
    note: str = ""
    is_walk_in: bool = False


@dataclass(frozen=True, slots=True)
class CustomerChoice:
    """A customer as lookups show it."""

    id: int
    code: str
    name: str
    short_name: str
    initials: str


@inner
def insert_draft(writing: Writing, draft: CustomerDraft) -> int:
    """Write a customer that was found sound, and give its id."""
    values = {
        "client_id": writing.client_id,
        "code": draft.code.strip(),
        "name": draft.name,
        "short_name": draft.short_name or draft.name,
        "initials": initials(draft.name),
        "uscc": draft.uscc,
        "contact": draft.contact,
        "phone": draft.phone,
        "address": draft.address,
        "bank": draft.bank,
        "bank_account": draft.bank_account,
        "credit_limit": draft.credit_limit,
        "note": draft.note,
        "is_walk_in": draft.is_walk_in,
        "written_by": writing.actor.name,
        "written_at": writing.now,
    }
    added = _INSERT.rows(
        writing.connection, **{f"of_{name}": value for name, value in values.items()}
    )
    customer_id: int = added[0].id
    return customer_id


@allowed(Act.MASTER_DATA)
def add(writing: Writing, draft: CustomerDraft) -> int:
    """Take in a customer and give its id."""
    if not draft.code.strip() or not draft.name.strip():
        raise CustomerIncomplete
    if draft.code.strip() in ids_by_code(writing):
        raise CustomerCodeTaken(draft.code)
    customer_id = insert_draft(writing, draft)
    audit.record(writing, audit.Deed("customer-added", draft.code, {"id": customer_id}))
    return customer_id


@allowed(Act.LOOK)
def choices(reading: Reading, text: str = "", limit: int = 50) -> tuple[CustomerChoice, ...]:
    """Give the customers whose code, name, initials or telephone fit the text."""
    rows = reading.connection.execute(
        select(
            Customer.id,
            Customer.code,
            Customer.name,
            Customer.short_name,
            Customer.initials,
        )
        .where(Customer.client_id == reading.client_id, matching(text))
        .order_by(Customer.code)
        .limit(limit)
    )
    return tuple(CustomerChoice(*row) for row in rows)


def matching(text: str) -> ColumnElement[bool]:
    """Give the condition that a customer fits what was typed."""
    wanted = text.strip().lower()
    conditions = [
        func.lower(Customer.code).contains(wanted, autoescape=True),
        func.lower(Customer.name).contains(wanted, autoescape=True),
        Customer.initials.contains(wanted, autoescape=True),
        func.lower(Customer.uscc).contains(wanted, autoescape=True),
    ]
    if wanted.isdigit():
        conditions.append(Customer.phone.endswith(wanted, autoescape=True))
    return or_(*conditions)


@inner
def ids_by_code(reading: Reading) -> dict[str, int]:
    """Give the id of every customer by its code."""
    rows = reading.connection.execute(
        select(Customer.code, Customer.id).where(Customer.client_id == reading.client_id)
    )
    return {row.code: row.id for row in rows}


@inner
def named(reading: Reading, customer_id: int) -> CustomerChoice:
    """Give one customer of this book; raises CustomerUnknown for any other id."""
    row = reading.connection.execute(
        select(
            Customer.id,
            Customer.code,
            Customer.name,
            Customer.short_name,
            Customer.initials,
        ).where(Customer.client_id == reading.client_id, Customer.id == customer_id)
    ).first()
    if row is None:
        raise CustomerUnknown(str(customer_id))
    return CustomerChoice(*row)


@inner
def short_names(reading: Reading) -> dict[int, str]:
    """Give the short name of every customer by id."""
    rows = reading.connection.execute(
        select(Customer.id, Customer.short_name).where(Customer.client_id == reading.client_id)
    )
    return {row.id: row.short_name for row in rows}
