"""What a service is handed: one client or the office, to look or to change, in whose name, when."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app.values.actor import Actor
from app.values.books import (
    AccountRole,
    Costing,
    CostVoucher,
    PriceBasis,
    RedInvoice,
    ReturnStyle,
    Standard,
    Taxpayer,
)
from app.values.period import Period


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What every posting of a client needs to know about its book."""

    client_id: int
    code: str
    name: str
    standard: Standard
    taxpayer: Taxpayer
    costing: Costing
    prices: PriceBasis
    red_invoice: RedInvoice
    return_style: ReturnStyle
    cost_voucher: CostVoucher
    start: Period
    single_person: bool
    accounts: Mapping[AccountRole, str]
    warehouses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Permit:
    """Leave to work, in somebody's name."""

    connection: Connection
    actor: Actor


@dataclass(frozen=True, slots=True)
class OfficeReading(Permit):
    """Leave to look at office matters: staff, clients, backups, the overview."""


@dataclass(frozen=True, slots=True)
class OfficeWriting(OfficeReading):
    """Leave to change office matters."""

    now: datetime.datetime


@dataclass(frozen=True, slots=True)
class Reading(Permit):
    """Leave to look at one client's book."""

    facts: BookFacts

    @property
    def client_id(self) -> int:
        """The one client that this permit reaches."""
        return self.facts.client_id


@dataclass(frozen=True, slots=True)
class Writing(Reading):
    """Leave to change one client's book."""

    now: datetime.datetime
