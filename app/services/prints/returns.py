"""A return of a book as the printed return note."""

from sqlalchemy import select

from app.i18n import N_, booked, in_books_language
from app.models.client import Client
from app.models.customer import Customer
from app.services.access import Act, allowed
from app.services.customer_cards import covered
from app.services.permits import Reading
from app.services.reports.receivables import balance
from app.services.returns.listing import ReturnDetail, ReturnLineRow, Step, show
from app.services.sheets.return_sheet import ReturnSheet, ReturnSheetLine
from app.services.sheets.signature import UNSIGNED, Signature
from app.values.money import Money
from app.values.returns import ReturnState, Settlement
from app.wording import money, word


@allowed(Act.LOOK)
@in_books_language()
def sheet(reading: Reading, return_id: int) -> ReturnSheet:
    """Give the print data of one return."""
    detail = show(reading, return_id)
    originals = [line for row in detail.lines for line in row.originals]
    sales = sorted({(line.day, line.sale_number, line.invoice) for line in originals})
    steps = {step.state: step for step in detail.steps}
    contact = reading.connection.execute(
        select(Customer.contact, Customer.phone).where(Customer.id == detail.head.customer_id)
    ).one()
    seller = reading.connection.execute(
        select(Client.address, Client.phone).where(Client.id == reading.client_id)
    ).one()
    customer = f"{detail.head.customer_code} {_name(reading, detail)}"
    return ReturnSheet(
        seller=reading.facts.name,
        number=detail.head.number,
        day=detail.head.day,
        customer=customer,
        lines=tuple(_line(line, steps) for line in detail.lines),
        seller_contact=" · ".join(part for part in seller if part),
        customer_contact=f"{contact.contact} {covered(contact.phone)}".strip(),
        handling=f"{word(detail.head.kind)} · {word(detail.settlement)}",
        original_sale=" ".join(dict.fromkeys(number for _, number, _ in sales)),
        sale_day=sales[0][0] if sales else None,
        original_invoice=" ".join(dict.fromkeys(invoice for *_, invoice in sales if invoice)),
        red_invoice=detail.red_invoice,
        warehouse="、".join(dict.fromkeys(line.warehouse for line in detail.lines)),
        note=_note(reading, detail),
        applicant=_signed(steps.get(ReturnState.APPLIED)),
        approver=_signed(steps.get(ReturnState.APPROVED)),
        inspector=_signed(steps.get(ReturnState.INSPECTED)),
        accountant=_signed(steps.get(ReturnState.POSTED)),
    )


def _name(reading: Reading, detail: ReturnDetail) -> str:
    statement = select(Customer.name).where(Customer.id == detail.head.customer_id)
    return reading.connection.execute(statement).scalar_one()


def _line(line: ReturnLineRow, steps: dict[ReturnState, Step]) -> ReturnSheetLine:
    inspected = ReturnState.INSPECTED in steps
    reason = f"{line.reason_text} / " if line.reason_text else ""
    return ReturnSheetLine(
        code=line.code,
        product=f"{line.name} {line.spec}".strip(),
        unit=line.unit,
        applied=line.quantity,
        received=line.accepted if inspected else None,
        price=line.unit_price,
        net=line.accepted_net,
        tax=line.accepted_vat,
        gross=line.accepted_net + line.accepted_vat,
        remark=f"{reason}{word(line.condition)}",
    )


def _signed(step: Step | None) -> Signature:
    return UNSIGNED if step is None else Signature(step.by, step.at.date())


def _note(reading: Reading, detail: ReturnDetail) -> str:
    """Say what the return does to what the customer owes."""
    amount = Money.total([line.accepted_net + line.accepted_vat for line in detail.lines])
    if detail.settlement is Settlement.REFUND_LATER:
        words = N_("{amount} yuan are owed to the customer and are paid back apart.")
        return booked(words).format(amount=money(amount))
    owed = balance(reading, detail.head.customer_id, detail.posted_day or detail.head.day)
    if detail.posted_day is None:
        words = N_("{amount} yuan will be taken off; the customer will then owe {after} yuan.")
        after = owed - amount
    else:
        words = N_("{amount} yuan have been taken off; the customer now owes {after} yuan.")
        after = owed
    return booked(words).format(amount=money(amount), after=money(after))
