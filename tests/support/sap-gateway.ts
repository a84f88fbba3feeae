import { type Answer, type Asked, startJsonServer } from "./json-server.js";

type Values = Record<string, unknown>;
/** A sales order as SAP keeps it; associated entities as plain lists. */
export interface SapOrder extends Values {
  SalesOrder: string;
  to_Item: Values[];
  to_Partner: Values[];
}

const USER = "HUB";
const PASSWORD = "secret";
const SERVICE = "/sap/opu/odata/sap/API_SALES_ORDER_SRV/";
const MATERIALS: Readonly<Record<string, string>> = {
  "TL-1001": "18.50",
  "TL-1002": "2.95",
  "TL-2001": "10.00",
  "TL-6001": "46.00",
};
const ADDRESS = {
  OrganizationName1: "Nordlicht",
  StreetName: "Hauptstraße",
  HouseNumber: "1",
  CityName: "Berlin",
  PostalCode: "10115",
  Country: "DE",
};

/** An error of the gateway, as OData 2 shows it, with its reasons in the details. */
export const sapError = (status: number, code: string, message: string, details: Values[] = []): Answer => ({
  status,
  body: {
    error: {
      code,
      message: { lang: "en", value: message },
      innererror: { transactionid: "0A1B", errordetails: details },
    },
  },
});
class Raised extends Error {
  constructor(readonly answer: Answer) {
    super("raised");
  }
}
const refuse = (code: string, message: string): never => {
  const details = [{ code, message, propertyref: "", severity: "error" }];
  // The first message is at times no more than that something went wrong.
  throw new Raised(sapError(400, "SLS_LORD/016", "Change not possible; see details", details));
};

/**
 * An S/4HANA system with API_SALES_ORDER_SRV as its descriptions say: sessions with a token and a cookie, ETags and
 * If-Match, deep inserts, expansions, dates as milliseconds, numbers as text, refusals with details, and users with locks.
 */
export async function startSapGateway() {
  const orders = new Map<string, SapOrder>();
  const sessions = new Map<string, string>();
  const locks = new Map<string, string>();
  let count = 0;

  const moved = (order: SapOrder): SapOrder => {
    const time = new Date(Date.UTC(2026, 10, 29, 8, 0, ++count)).toISOString().slice(0, 19);
    order.etag = `W/"datetimeoffset'${time.replaceAll(":", "%3A")}.0000000Z'"`;
    return order;
  };

  const newItem = (
    order: SapOrder,
    { to_PricingElement: prices, to_ScheduleLine: lines, ...values }: Values,
  ): Values => {
    const price = MATERIALS[String(values.Material)];
    if (price === undefined)
      refuse(
        "V1/382",
        `Material ${values.Material} is not defined for sales org.1710, distr.chan.10, language EN`,
      );
    const [entered] = (prices ?? []) as Values[];
    const [schedule] = (lines ?? []) as Values[];
    const rate = String(entered?.ConditionRateValue ?? price);
    return {
      ...{
        SalesOrderItem: String((order.to_Item.length + 1) * 10),
        SalesOrderItemText: `Material ${values.Material}`,
        ...values,
      },
      ...{
        RequestedQuantity: Number(values.RequestedQuantity).toFixed(3),
        DeliveryStatus: "A",
        SalesDocumentRjcnReason: "",
      },
      NetAmount: (Number(rate) * Number(values.RequestedQuantity)).toFixed(2),
      to_PricingElement:
        entered === undefined
          ? []
          : [
              {
                ConditionQuantity: "1",
                ...entered,
                PricingProcedureStep: "100",
                PricingProcedureCounter: "1",
              },
            ],
      to_ScheduleLine: [
        {
          ScheduleLine: "1",
          RequestedDeliveryDate: schedule?.RequestedDeliveryDate ?? order.RequestedDeliveryDate,
        },
      ],
    };
  };

  const create = ({ to_Item: items, to_Partner: partners, ...values }: Values): SapOrder => {
    if (values.SoldToParty !== "17100001")
      refuse("V1/302", `Sold-to party ${values.SoldToParty} not maintained for sales area 1710 10 00`);
    const number = String(++count);
    const [shipTo] = (partners ?? []) as Values[];
    const [address] = (shipTo?.to_Address ?? []) as Values[];
    const order: SapOrder = {
      ...{
        RequestedDeliveryDate: null,
        DeliveryBlockReason: "",
        OverallSDProcessStatus: "A",
        OverallTotalDeliveryStatus: "A",
      },
      ...{ ...values, SalesOrder: number, to_Item: [] },
      to_Partner: [
        { PartnerFunction: "SP", Customer: values.SoldToParty, to_Address: [ADDRESS] },
        {
          PartnerFunction: "SH",
          Customer: values.SoldToParty,
          to_Address: [{ AddressRepresentationCode: "", ...(address ?? ADDRESS) }],
        },
      ],
    };
    for (const item of (items ?? []) as Values[]) order.to_Item.push(newItem(order, item));
    orders.set(number, moved(order));
    return order;
  };

  const changeItem = (item: Values, values: Values): void => {
    const delivered = Number(item.delivered ?? 0);
    const isRejected = values.SalesDocumentRjcnReason !== undefined && values.SalesDocumentRjcnReason !== "";
    if (values.RequestedQuantity !== undefined && Number(values.RequestedQuantity) < delivered)
      refuse("V1/338", `Order quantity is less than the quantity already delivered (${delivered} PC)`);
    if (isRejected && delivered > 0)
      refuse("V1/500", "Item has already been delivered; rejection is not possible");
    if (values.RequestedQuantity !== undefined)
      values.RequestedQuantity = Number(values.RequestedQuantity).toFixed(3);
    Object.assign(item, values);
  };

  /** Finds what a path with keys leads to and does what is wanted there. */
  const change = (path: string, values: Values, keys: Values, order: SapOrder): Values | null => {
    const item = order.to_Item.find((one) => one.SalesOrderItem === keys.SalesOrderItem);
    if (/^A_SalesOrder\(.*\/to_Item$/.test(path)) {
      const added = newItem(order, values);
      order.to_Item.push(added);
      return added;
    }
    if (path.startsWith("A_SalesOrder(")) Object.assign(order, values);
    else if (path.startsWith("A_SalesOrderPartnerAddress(")) {
      const partner = order.to_Partner.find((one) => one.PartnerFunction === keys.PartnerFunction);
      const [address] = (partner?.to_Address ?? []) as Values[];
      Object.assign(address ?? {}, values);
    } else if (item === undefined) throw new Raised(notFound("A_SalesOrderItem"));
    else if (path.endsWith("/to_PricingElement")) {
      (item.to_PricingElement as Values[]).push({
        ...values,
        PricingProcedureStep: "100",
        PricingProcedureCounter: "1",
      });
      return values;
    } else if (path.startsWith("A_SalesOrderItemPrElement("))
      Object.assign((item.to_PricingElement as Values[])[0] ?? {}, values);
    else if (path.startsWith("A_SalesOrderScheduleLine("))
      Object.assign((item.to_ScheduleLine as Values[])[0] ?? {}, values);
    else changeItem(item, values);
    return null;
  };

  const respond = (asked: Asked): Answer => {
    const { method, url, headers, body } = asked;
    const basic = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`;
    if (headers.authorization !== basic)
      return { status: 401, body: "<html>Anmeldung fehlgeschlagen</html>" };
    const path = decodeURIComponent(url.pathname.slice(SERVICE.length));
    if (method === "GET") return read(path, url, String(headers["x-csrf-token"] ?? ""));
    const cookie = /SAP_SESSIONID=(\w+)/.exec(String(headers.cookie ?? ""))?.[1] ?? "";
    if (sessions.get(cookie) !== headers["x-csrf-token"])
      return { status: 403, headers: { "x-csrf-token": "Required" }, body: "CSRF token validation failed" };
    const values = JSON.parse(body) as Values;
    if (method === "POST" && path === "A_SalesOrder") {
      const order = create(values);
      return { status: 201, headers: { etag: String(order.etag) }, body: { d: shown(order) } };
    }
    const keys = keysIn(path);
    const order = orders.get(String(keys.SalesOrder));
    if (order === undefined) return notFound("A_SalesOrder");
    if (headers["if-match"] === undefined)
      return sapError(428, "/IWBEP/CM_MGW_RT/221", "The request requires an If-Match header");
    if (headers["if-match"] !== order.etag)
      return sapError(412, "/IWBEP/CM_MGW_RT/222", "Precondition failed");
    const lockedBy = locks.get(order.SalesOrder);
    if (lockedBy !== undefined)
      refuse("V1/042", `Sales document ${order.SalesOrder} is currently being processed by ${lockedBy}`);
    const made = change(path, values, keys, order);
    const isRejected =
      order.to_Item.length > 0 && order.to_Item.every((item) => item.SalesDocumentRjcnReason !== "");
    order.OverallSDDocumentRejectionSts = isRejected ? "C" : "A";
    moved(order);
    return made === null
      ? { status: 204, headers: { etag: String(order.etag) }, body: "" }
      : { status: 201, body: { d: made } };
  };

  const read = (path: string, url: URL, token: string): Answer => {
    if (path === "") {
      if (token.toLowerCase() !== "fetch")
        return { status: 200, body: { d: { EntitySets: ["A_SalesOrder"] } } };
      const id = `s${++count}`;
      sessions.set(id, `token-${id}`);
      const cookies = `SAP_SESSIONID=${id}; path=/; secure; HttpOnly`;
      return {
        status: 200,
        headers: { "x-csrf-token": `token-${id}`, "set-cookie": cookies },
        body: { d: { EntitySets: [] } },
      };
    }
    if (path === "A_SalesOrder") {
      return { status: 200, body: { d: { results: listed([...orders.values()], url.searchParams) } } };
    }
    const order = orders.get(String(keysIn(path).SalesOrder));
    return order === undefined ? notFound("A_SalesOrder") : { status: 200, body: { d: shown(order) } };
  };

  const server = await startJsonServer((asked): Answer => {
    const kept = structuredClone([...orders]);
    try {
      return structuredClone(respond(asked));
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      orders.clear();
      for (const [number, order] of kept) orders.set(number, order);
      return error.answer;
    }
  });

  return {
    ...server,
    orders: (reference: string) =>
      [...orders.values()].filter(
        ({ PurchaseOrderByShipToParty: mine }) =>
          mine === reference || mine === reference.replaceAll("-", ""),
      ),
    records: () => [...orders.values()].reduce((sum, order) => sum + 1 + order.to_Item.length, 0),
    /** An order as somebody has entered it in VA01. */
    enter(values: Values): void {
      const SalesOrder = String(++count);
      orders.set(SalesOrder, moved({ ...values, SalesOrder, to_Item: [], to_Partner: [] }));
    },
    order: (number: string): SapOrder => orders.get(number) ?? (undefined as never),
    /** A person changes the order in VA02 and saves it. */
    touch: (number: string, values: Values = {}) =>
      Object.assign(moved(orders.get(number) as SapOrder), values),
    /** A person has it open; null: has closed it. */
    open: (number: string, user: string | null) =>
      user === null ? locks.delete(number) : locks.set(number, user),
    endSessions: () => sessions.clear(),
    settings: {
      ...{ executes: true, url: server.url, user: USER, password: PASSWORD, timeoutMs: 3_000, client: "100" },
      ...{ salesOrganization: "1710", distributionChannel: "10", division: "00" },
      soldTo: { "Nordlicht Elektronik AG": "17100001" },
    },
  };
}

/** A list as OData 2 has it: conditions on single fields, the fields that are wanted, an order, a length. */
function listed(orders: readonly SapOrder[], query: URLSearchParams): Values[] {
  const conditions = (query.get("$filter") ?? "").split(" and ").map((condition) => {
    const [, field = "", operator = "", value = ""] = /^(\w+) (eq|ne|gt) '(.*)'$/.exec(condition) ?? [];
    if (field === "") throw new Raised(sapError(400, "005056A509B11EE1B9A8FEC11C21578E", "Invalid filter"));
    return { field, operator, value: value.replaceAll("''", "'") };
  });
  const fits = (order: SapOrder): boolean =>
    conditions.every(({ field, operator, value }) => {
      const [mine, other] = [keyOf(field, order[field]), keyOf(field, value)];
      return operator === "gt" ? mine > other : (mine === other) === (operator === "eq");
    });
  const sorted = orders.filter(fits);
  if (query.get("$orderby") === "SalesOrder")
    sorted.sort((a, b) => Number(a.SalesOrder) - Number(b.SalesOrder));
  const fields = (query.get("$select") ?? "").split(",");
  return sorted
    .slice(0, Number(query.get("$top") ?? sorted.length))
    .map((order) => Object.fromEntries(fields.map((field) => [field, order[field] ?? ""])));
}

/** Numbers of documents are kept with zeros in front and shown without. */
const keyOf = (field: string, value: unknown): string =>
  field === "SalesOrder" ? String(value).padStart(10, "0") : String(value ?? "");

const notFound = (entity: string): Answer =>
  sapError(404, "/IWBEP/CM_MGW_RT/020", `Resource not found for segment '${entity}Type'`);

/** `('1')` or `(SalesOrder='1',SalesOrderItem='10')`. */
function keysIn(path: string): Values {
  const inside = /\(([^)]*)\)/.exec(path)?.[1] ?? "";
  const single = /^'(.*)'$/.exec(inside)?.[1];
  if (single !== undefined && !inside.includes("=")) return { SalesOrder: single };
  return Object.fromEntries([...inside.matchAll(/(\w+)='([^']*)'/g)].map(([, name, value]) => [name, value]));
}

/** Lists stand in `results`. */
function shown({ etag, ...order }: Values): Values {
  const wrapped = (value: unknown): unknown =>
    Array.isArray(value) ? { results: value.map((one) => entity(one as Values)) } : value;
  const entity = (one: Values): Values =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [name, wrapped(value)]));
  return { __metadata: { type: "API_SALES_ORDER_SRV.A_SalesOrderType", etag }, ...entity(order) };
}
