import { type Answer, type Asked, startJsonServer } from "./json-server.js";

type Record_ = { readonly [field: string]: unknown };

export interface OrgItem {
  readonly Id: string;
  readonly OrderId: string;
  readonly Quantity: number;
  readonly SystemModstamp: string;
}
export interface OrgOrder {
  readonly Id: string;
  readonly SystemModstamp: string;
  readonly [field: string]: unknown;
}

const PAGE = 2;
const CHILD_PAGE = 3;
const CLIENT = { id: "hub-app", secret: "hush" };

/** Fields that an order of this org has; asking for another is an error there. */
const ORDER_FIELDS = new Set([
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
  ...["ShippingStreet", "ShippingCity", "ShippingState", "ShippingPostalCode", "ShippingCountry"],
  ...["BillingStreet", "BillingCity", "BillingState", "BillingPostalCode", "BillingCountry"],
  ...["AccountId", "Account.Name", "Account.AccountNumber", "Account.Phone", "Requested__c"],
  ...["BillToContact.Name", "BillToContact.Email", "BillToContact.Phone"],
  ...["ShipToContact.Name", "ShipToContact.Phone"],
]);

/**
 * An org of Salesforce as its REST API documents it: queries in pages of two with items in pages of three, a
 * result that stands still while its pages are turned, sessions that end, errors as lists.
 */
export async function startSalesforceOrg() {
  const orders = new Map<string, OrgOrder>();
  const items: OrgItem[] = [];
  const deletedItems: OrgItem[] = [];
  const results = new Map<string, readonly unknown[]>();
  const session = { token: "token-0", tokens: 0, refuses: false };
  let locators = 0;

  const refused = (status: number, errorCode: string, message: string): Answer => ({
    status,
    body: [{ message, errorCode }],
  });

  /** A page of a result, and where the next one is. */
  const pageOf = (all: readonly unknown[], size: number, from = 0, locator?: string) => {
    const name = locator ?? `01gLOCATOR${++locators}AAA`;
    results.set(name, all);
    const done = from + size >= all.length;
    return {
      ...{ totalSize: all.length, done, records: all.slice(from, from + size) },
      ...(done ? {} : { nextRecordsUrl: `/services/data/v62.0/query/${name}-${size}-${from + size}` }),
    };
  };

  const withItems = (order: OrgOrder, fields: readonly string[]): Record_ => {
    const own = items.filter(({ OrderId }) => OrderId === order.Id);
    const picked = Object.fromEntries(
      fields.map((field) => field.split(".")[0] ?? "").map((field) => [field, order[field] ?? null]),
    );
    return {
      attributes: { type: "Order", url: `/services/data/v62.0/sobjects/Order/${order.Id}` },
      ...picked,
      OrderItems: own.length === 0 ? null : pageOf(own, CHILD_PAGE),
    };
  };

  const query = (soql: string, withDeleted: boolean): Answer => {
    const [, itemId] = /^SELECT OrderId FROM OrderItem WHERE Id = '(\w+)'$/.exec(soql) ?? [];
    if (itemId !== undefined) {
      const all = [...items, ...(withDeleted ? deletedItems : [])].filter(({ Id }) => Id === itemId);
      return { status: 200, body: pageOf(all, PAGE) };
    }
    const [, selected = "", where = "", ordered = ""] =
      /^SELECT (.*), \(SELECT [\w., ]+ FROM OrderItems ORDER BY OrderItemNumber\) FROM Order WHERE (.*?)( ORDER BY SystemModstamp, Id)?$/.exec(
        soql,
      ) ?? [];
    if (selected === "") return refused(400, "MALFORMED_QUERY", `unexpected: ${soql}`);
    const fields = selected.split(", ");
    const unknown = fields.find((field) => !ORDER_FIELDS.has(field));
    if (unknown !== undefined)
      return refused(400, "INVALID_FIELD", `No such column '${unknown}' on entity 'Order'.`);
    const [, id] = /^Id = '(\w+)'$/.exec(where) ?? [];
    const [, since = ""] = /SystemModstamp >= (\S+)/.exec(where) ?? [];
    const [, until = "9"] = /SystemModstamp < (\S+)/.exec(where) ?? [];
    if (id === undefined && ordered === "") return refused(400, "MALFORMED_QUERY", "not in order");
    const found = [...orders.values()]
      .filter((order) => id === undefined || order.Id === id)
      .filter(({ SystemModstamp: at }) => id !== undefined || (iso(at) >= since && iso(at) < until))
      .sort((a, b) => `${a.SystemModstamp} ${a.Id}`.localeCompare(`${b.SystemModstamp} ${b.Id}`));
    return {
      status: 200,
      body: pageOf(
        found.map((order) => withItems(order, fields)),
        PAGE,
      ),
    };
  };

  const token = ({ body }: Asked): Answer => {
    const form = new URLSearchParams(body);
    const isOurs = form.get("client_id") === CLIENT.id && form.get("client_secret") === CLIENT.secret;
    if (!isOurs || form.get("grant_type") !== "client_credentials" || session.refuses)
      return {
        status: 400,
        body: { error: "invalid_client", error_description: "invalid client credentials" },
      };
    session.tokens += 1;
    session.token = `token-${session.tokens}`;
    return { status: 200, body: { access_token: session.token, token_type: "Bearer", instance_url: "x" } };
  };

  const server = await startJsonServer((asked) => {
    const { pathname, searchParams } = asked.url;
    if (pathname === "/services/oauth2/token") return token(asked);
    if (asked.headers.authorization !== `Bearer ${session.token}`)
      return refused(401, "INVALID_SESSION_ID", "Session expired or invalid");
    const [, locator = "", size = "0", from = "0"] =
      /^\/services\/data\/v62\.0\/query\/(\w+)-(\d+)-(\d+)$/.exec(pathname) ?? [];
    const all = results.get(locator);
    if (all !== undefined) return { status: 200, body: pageOf(all, Number(size), Number(from), locator) };
    if (locator !== "") return refused(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    const [, kind] = /^\/services\/data\/v62\.0\/(query|queryAll)$/.exec(pathname) ?? [];
    if (kind === undefined) return refused(404, "NOT_FOUND", "The requested resource does not exist");
    return query(searchParams.get("q") ?? "", kind === "queryAll");
  });

  return {
    ...server,
    orders,
    items,
    deletedItems,
    session,
    /** Ends every session. */
    expire: () => {
      session.token = "token-of-nobody";
    },
    settings: {
      instanceUrl: server.url,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      currency: "EUR",
      requestedDateField: "Requested__c",
      ownClient: "throughline",
    },
  };
}

/** Salesforce writes its zone as `+0000`. */
export const stamp = (instant: string): string => instant.replace("Z", "+0000");
const iso = (written: string): string => written.replace("+0000", "Z");
