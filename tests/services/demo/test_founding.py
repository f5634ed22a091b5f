from app.services import accounts, clients, staff
from app.services.opening import Opened
from app.services.permits import Reading
from app.values.actor import Role
from app.values.books import CostVoucher, RedInvoice, Taxpayer


def test_the_office_of_the_pictures_keeps_twelve_clients(demo: Opened) -> None:
    with demo.office.reading(demo.actor) as reading:
        listed = clients.listing(reading)
    assert demo.name == "云溪青禾代理记账有限公司"
    assert [one.code for one in listed] == [f"{code:03d}" for code in range(1, 13)]
    small = {one.name for one in listed if one.taxpayer is Taxpayer.SMALL}
    assert "青岚陶艺工作室" in small
    assert len(small) == 5


def test_the_filled_book_stands_in_october(demo: Opened) -> None:
    with demo.office.reading(demo.actor) as reading:
        (stationer,) = (one for one in clients.listing(reading) if one.code == "004")
    assert (stationer.name, str(stationer.period)) == ("云溪拾光文具有限公司", "2025-10")


def test_the_people_have_the_roles_of_the_pictures(demo: Opened) -> None:
    with demo.office.reading(demo.actor) as reading:
        roles = {one.name: set(one.roles) for one in staff.listing(reading)}
    assert roles["周敏"] == {Role.MAKER}
    assert roles["李国栋"] == {Role.SUPERVISOR, Role.CHECKER}
    assert roles["王磊"] == {Role.KEEPER}
    assert [name for name, held in roles.items() if Role.ADMIN in held] == ["沈岚"]


def test_stock_sales_and_cost_have_the_detail_accounts_of_the_pictures(reading: Reading) -> None:
    named = accounts.named(reading)
    assert [named[code].full_name for code in ("140501", "140502", "500101", "540101")] == [
        "库存商品 — 主仓",
        "库存商品 — 残次品仓",
        "主营业务收入 — 文具",
        "主营业务成本 — 文具",
    ]
    assert reading.facts.cost_voucher is CostVoucher.TOGETHER
    assert reading.facts.red_invoice is RedInvoice.WAIT
