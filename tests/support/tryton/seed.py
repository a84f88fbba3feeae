"""Fills an empty Tryton with one company, its articles and a user for the hub.

Run once, before the database becomes the template that every test file copies:
seed.py <trytond.conf> <database> <password of the hub's user>
"""
import datetime
import os
import sys
from decimal import Decimal

conf, database, password = sys.argv[1:4]
os.environ["DB_NAME"] = database

from proteus import Model, config  # noqa: E402

session = config.set_trytond(database, config_file=conf)

from trytond.modules.account.tests.tools import (  # noqa: E402
    create_chart, create_fiscalyear, get_accounts)
from trytond.modules.account_invoice.tests.tools import (  # noqa: E402
    set_fiscalyear_invoice_sequences)
from trytond.modules.company.tests.tools import (  # noqa: E402
    create_company, get_company)
from trytond.modules.currency.tests.tools import get_currency  # noqa: E402

ARTICLES = [
    ("TL-1001", "Thermal label", "18.50"),
    ("TL-1002", "Packing tape", "2.95"),
    ("TL-6001", "Label printer", "46.00"),
    ("TL-2001", "Print head", "12.00"),
]
STOCKED = 100_000.0

COUNTRIES = [
    ("DE", "Germany", []),
    ("US", "United States", [("US-TX", "Texas", "state")]),
]

# What an integration needs and no more: it is not an administrator.
GROUPS = [
    ("party", "group_party_admin"),
    ("sale", "group_sale"),
    ("sale", "group_sale_admin"),
    ("sale_amendment", "group_sale_amendment"),
    ("stock", "group_stock"),
    ("account", "group_account"),
]


def one(name, *domain):
    found, = Model.get(name).find(list(domain))
    return found


def add_countries():
    Country = Model.get("country.country")
    for code, name, subdivisions in COUNTRIES:
        country = Country(name=name, code=code)
        for sub_code, sub_name, kind in subdivisions:
            country.subdivisions.new(code=sub_code, name=sub_name, type=kind)
        country.save()


def add_books(company):
    year = set_fiscalyear_invoice_sequences(create_fiscalyear(company))
    year.click("create_period")
    create_chart(company)
    return get_accounts(company)


def add_articles(accounts):
    category = Model.get("product.category")(name="Goods", accounting=True)
    category.account_expense = accounts["expense"]
    category.account_revenue = accounts["revenue"]
    category.save()
    unit = one("product.uom", ("name", "=", "Unit"))
    Template = Model.get("product.template")
    products = []
    for code, name, price in ARTICLES:
        template = Template(name=name, default_uom=unit, type="goods", salable=True)
        template.list_price = Decimal(price)
        template.account_category = category
        product, = template.products
        product.suffix_code = code
        template.save()
        products.extend(template.products)
    return products


def fill_warehouse(products):
    storage = one("stock.location", ("code", "=", "STO"))
    inventory = Model.get("stock.inventory")(location=storage)
    for product in products:
        inventory.lines.new(product=product, quantity=STOCKED, expected_quantity=0.0)
    inventory.click("confirm")


def add_complaint_type():
    origin = one("ir.model", ("model", "=", "sale.sale"))
    Model.get("sale.complaint.type")(name="Return", origin=origin).save()


def add_user(company):
    ModelData = Model.get("ir.model.data")
    user = Model.get("res.user")(name="Throughline", login="hub", password=password)
    user.companies.append(Model.get("company.company")(company.id))
    user.company = company
    for module, name in GROUPS:
        data, = ModelData.find([("module", "=", module), ("fs_id", "=", name)])
        user.groups.append(Model.get("res.group")(data.db_id))
    user.save()


add_countries()
get_currency("USD")
create_company(
    Model.get("party.party")(name="Throughline Trading"), get_currency("EUR"))
company = get_company()
accounts = add_books(company)
fill_warehouse(add_articles(accounts))
add_complaint_type()
add_user(company)
print(f"seeded {database} on {datetime.date.today()}")
