import type { SalesforceSettings } from "./settings.js";

const ADDRESS = ["Street", "City", "State", "PostalCode", "Country"];
const ORDER = [
  ...[
    "Id",
    "OrderNumber",
    "PoNumber",
    "Status",
    "StatusCode",
    "Description",
    "CreatedDate",
    "SystemModstamp",
  ],
  ...ADDRESS.flatMap((part) => [`Shipping${part}`, `Billing${part}`]),
  ...["AccountId", "Account.Name", "Account.AccountNumber", "Account.Phone"],
  ...["BillToContact.Name", "BillToContact.Email", "BillToContact.Phone"],
  ...["ShipToContact.Name", "ShipToContact.Phone"],
];
const ITEM = [
  ...["Id", "OrderItemNumber", "Quantity", "UnitPrice", "Description", "SystemModstamp"],
  ...["Product2.ProductCode", "Product2.Name", "Product2.QuantityUnitOfMeasure"],
];

/** Orders with their items, those of a period in the order of their changes. `since` and `until` are instants. */
export function changedOrders(settings: SalesforceSettings, since: string | null, until: string): string {
  const lower = since === null ? [] : [`SystemModstamp >= ${since}`];
  const within = [...lower, `SystemModstamp < ${until}`].join(" AND ");
  return soql(orderFields(settings), "Order", within, "SystemModstamp, Id");
}

/** One order with its items. */
export function orderWithId(settings: SalesforceSettings, id: string): string {
  return soql(orderFields(settings), "Order", `Id = '${id}'`, null);
}

/** Which order an item belongs to, or belonged to before it was deleted. */
export function orderOfItem(id: string): string {
  return soql(["OrderId"], "OrderItem", `Id = '${id}'`, null);
}

/** Ids are put into queries as they are, so nothing else may pass for one. */
export const isRecordId = (text: string): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);

function orderFields({ multiCurrency, requestedDateField }: SalesforceSettings): string[] {
  const items = `(${soql(ITEM, "OrderItems", null, "OrderItemNumber")})`;
  return [
    ...ORDER,
    ...(multiCurrency ? ["CurrencyIsoCode"] : []),
    ...(requestedDateField === null ? [] : [requestedDateField]),
    items,
  ];
}

function soql(fields: readonly string[], from: string, where: string | null, order: string | null): string {
  return [
    ...["SELECT", fields.join(", "), "FROM", from],
    ...(where === null ? [] : ["WHERE", where]),
    ...(order === null ? [] : ["ORDER BY", order]),
  ].join(" ");
}
