"""The demo's office: its people, its clients, and the books of one of them opened."""

from pathlib import Path

from app.services import clients, detail_accounts
from app.services.clients import ClientDraft
from app.services.demo import data
from app.services.demo.data import DemoClock, Facts
from app.services.demo.words import CLIENT, PASSWORD
from app.services.detail_accounts import Detail
from app.services.opening import OfficeDraft, Opened, Person, create_office, open_office
from app.services.safe.keyfile import Cost
from app.services.staff import actor_called
from app.values.actor import Role
from app.values.books import AccountRole, CostVoucher, RedInvoice, Taxpayer
from app.values.period import Period

CHEAP = Cost(memory_kib=1024, passes=1, lanes=1)
"""The password of the demo is no secret, so trying it need not be slow."""
_START = "2025-10"


def found(folder: Path, clock: DemoClock) -> None:
    """Make the office with its people and clients; its books are empty."""
    office = data.office()
    people = tuple(
        Person(one["name"], tuple(Role(role) for role in one["roles"]), PASSWORD)
        for one in office["people"]
    )
    create_office(folder, OfficeDraft(office["name"], people), clock, CHEAP)
    with signed_in(folder, clock) as opened:
        with opened.office.reading(opened.actor) as reading:
            supervisor = actor_called(reading, data.person(data.SUPERVISOR))
        with opened.office.writing(supervisor) as writing:
            for one in office["clients"]:
                client_id = clients.add(writing, _client(one))
                if one["code"] == CLIENT:
                    for account in office["accounts"]:
                        details = tuple(_detail(detail) for detail in account["details"])
                        detail_accounts.divide(writing, client_id, account["code"], details)


def signed_in(folder: Path, clock: DemoClock) -> Opened:
    """Open the office in the name of its accountant."""
    return open_office(folder, data.person(data.ACCOUNTANT), PASSWORD, clock)


def _client(facts: Facts) -> ClientDraft:
    """Give a client as it is asked for: cost beside revenue, returns wait for the red invoice."""
    return ClientDraft(
        code=facts["code"],
        name=facts["name"],
        start=Period.of(facts.get("start", _START)),
        taxpayer=Taxpayer(facts["taxpayer"]),
        uscc=facts.get("uscc", ""),
        red_invoice=RedInvoice.WAIT,
        cost_voucher=CostVoucher.TOGETHER,
        address=facts.get("address", ""),
        phone=facts.get("phone", ""),
        keeper=facts["keeper"],
    )


def _detail(facts: Facts) -> Detail:
    return Detail(facts["code"], facts["name"], tuple(AccountRole(role) for role in facts["roles"]))
