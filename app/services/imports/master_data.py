"""Files of customers and products taken into a book."""

from app.services import customers, products
from app.services.access import inner
from app.services.customers import CustomerDraft
from app.services.exchange.files import FileContent
from app.services.exchange.kinds.customers import CustomerRow
from app.services.exchange.kinds.products import ProductRow
from app.services.imports.catalogue import USUAL_RATES
from app.services.imports.job import Job
from app.services.imports.results import Outcome
from app.services.permits import Writing
from app.services.products import ProductDraft, code_key
from app.values.money import Money
from app.values.quantity import ONE, Quantity


@inner
def take_customers(writing: Writing, content: FileContent[CustomerRow], job: Job) -> Outcome:
    """Take in the customers that the book does not have yet."""
    outcome, known = Outcome(), customers.ids_by_code(writing)
    for done, row in enumerate(content.rows):
        job.progress.step(done, len(content.rows))
        if row.code in known:
            outcome.known += 1
            continue
        limit = None if row.credit_limit is None else Money(row.credit_limit)
        draft = CustomerDraft(
            code=row.code,
            name=row.name,
            short_name=row.short_name,
            uscc=row.uscc,
            contact=row.contact,
            phone=row.phone,
            address=row.address,
            bank=row.bank,
            bank_account=row.account,
            credit_limit=limit,
            note=row.note,
        )
        known[row.code] = customers.insert_draft(writing, draft)
        outcome.taken += 1
    return outcome


@inner
def take_products(writing: Writing, content: FileContent[ProductRow], job: Job) -> Outcome:
    """Take in the products that the book does not have yet; letter case tells none apart."""
    outcome, known = Outcome(), set(products.by_key(writing))
    for done, row in enumerate(content.rows):
        job.progress.step(done, len(content.rows))
        key = code_key(row.code)
        if key in known:
            outcome.known += 1
            continue
        rate = USUAL_RATES[writing.facts.taxpayer] if row.vat_rate is None else row.vat_rate
        draft = ProductDraft(
            code=row.code,
            name=row.name,
            vat_rate=rate,
            spec=row.spec,
            category=row.category,
            unit=row.unit,
            tax_code=row.tax_code,
            barcode=row.barcode,
            pack=ONE if row.pack is None else Quantity(row.pack),
            is_service=row.is_service,
        )
        products.insert_draft(writing, draft)
        known.add(key)
        outcome.taken += 1
    return outcome
