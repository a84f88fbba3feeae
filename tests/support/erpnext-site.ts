import { type Answer, type Asked, startJsonServer } from "./json-server.js";
import { sqlLike } from "./sql-like.js";

/** A document of Frappe: fields, and tables of rows. */
export type Doc = Record<string, unknown> & { name: string; modified: string; docstatus: number };

const KEY = "key";
const SECRET = "secret";
const UPDATE_ROWS = "erpnext.controllers.accounts_controller.update_child_qty_rate";
const UPDATE_STATUS = "erpnext.selling.doctype.sales_order.sales_order.update_status";

/** What may still be changed in a submitted sales order. */
const AFTER_SUBMIT = new Set([
  "delivery_date",
  "po_no",
  "po_date",
  "shipping_address_name",
  "customer_address",
]);
const SYSTEM = new Set(["name", "modified", "docstatus"]);

/** A refusal of Frappe, raised in the middle of a request: nothing of it is kept. */
class Raised extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}
const invalid = (message: string) => new Raised(417, "ValidationError", message);

/**
 * A site of ERPNext as its REST API documents it: documents with `modified` as their token, states of documents,
 * methods for what submitted orders allow, exceptions with their messages as JSON in JSON. Amounts are doubles.
 */
export async function startErpnextSite() {
  const tables = new Map<string, Map<string, Doc>>();
  const table = (doctype: string): Map<string, Doc> => {
    const known = tables.get(doctype) ?? new Map<string, Doc>();
    tables.set(doctype, known);
    return known;
  };
  let count = 0;
  let errorStatus: number | null = null;
  /** Frappe keeps moments to the microsecond, in the site's own time without a zone. */
  const now = (): string => {
    count += 1;
    return `2026-11-29 10:00:00.${String(count).padStart(6, "0")}`;
  };
  const put = (doctype: string, values: Record<string, unknown>): Doc => {
    const doc = { docstatus: 0, name: `${doctype}-${++count}`, ...values, modified: now() } as Doc;
    table(doctype).set(doc.name, doc);
    return doc;
  };
  const need = (doctype: string, name: unknown, label = doctype): Doc => {
    const found = table(doctype).get(String(name));
    if (found === undefined) throw new Raised(417, "LinkValidationError", `Could not find ${label}: ${name}`);
    return found;
  };
  const existing = (doctype: string, name: string): Doc => {
    const found = table(doctype).get(name);
    if (found === undefined) throw new Raised(404, "DoesNotExistError", `${doctype} ${name} not found`);
    return found;
  };

  const rowFrom = (values: Record<string, unknown>, at: number): Record<string, unknown> => {
    const item = need("Item", values.item_code, `Row #${at + 1}: Item Code`);
    return {
      ...{
        name: `row${++count}`,
        item_name: item.item_name,
        description: item.item_name,
        uom: item.stock_uom,
      },
      ...{ conversion_factor: 1, rate: item.rate, delivered_qty: 0, billed_amt: 0, ...values, idx: at + 1 },
    };
  };

  const insertOrder = (values: Record<string, unknown>): Doc => {
    need("Customer", values.customer);
    const items = (values.items ?? []) as Record<string, unknown>[];
    if (!values.delivery_date) throw invalid("Please enter Delivery Date");
    if (items.length === 0) throw new Raised(417, "MandatoryError", "[Sales Order, new]: items");
    if (values.shipping_address_name) need("Address", values.shipping_address_name);
    const twin = [...table("Sales Order").values()].find(
      (one) => one.po_no === values.po_no && one.customer === values.customer && one.docstatus < 2,
    );
    if (twin !== undefined)
      throw invalid(
        `Sales Order ${twin.name} already exists against Customer's Purchase Order ${values.po_no}`,
      );
    return put("Sales Order", {
      ...values,
      items: items.map(rowFrom),
      status: "Draft",
      per_delivered: 0,
      per_picked: 0,
    });
  };

  const insertAddress = (values: Record<string, unknown>): Doc => {
    for (const field of ["address_line1", "city", "country"])
      if (!values[field]) throw new Raised(417, "MandatoryError", `[Address, new]: ${field}`);
    need("Country", values.country);
    return put("Address", { ...values, name: `${values.address_title}-${values.address_type}-${++count}` });
  };

  const INSERT: Readonly<Record<string, (values: Record<string, unknown>) => Doc>> = {
    "Sales Order": insertOrder,
    Address: insertAddress,
    Comment: (values) => put("Comment", values),
  };

  const change = (doctype: string, name: string, values: Record<string, unknown>): Doc => {
    const doc = existing(doctype, name);
    if (values.modified !== undefined && values.modified !== doc.modified) {
      const words = `Error: Document has been modified after you have opened it (${doc.modified}, ${values.modified}). Please refresh to get the latest document.`;
      throw new Raised(409, "TimestampMismatchError", words);
    }
    const docstatus = Number(values.docstatus ?? doc.docstatus);
    if (doc.docstatus === 2) throw invalid("Cannot edit cancelled document");
    if (doc.docstatus === 1) {
      const locked = Object.keys(values).find((field) => !AFTER_SUBMIT.has(field) && !SYSTEM.has(field));
      if (locked !== undefined)
        throw new Raised(
          417,
          "UpdateAfterSubmitError",
          `Not allowed to change <strong>${locked}</strong> after submission`,
        );
    }
    if (values.shipping_address_name) need("Address", values.shipping_address_name);
    if (docstatus === 2) cancelable(doc);
    Object.assign(doc, values, { docstatus, modified: now() });
    doc.status =
      docstatus === 2
        ? "Cancelled"
        : docstatus === 1 && doc.status === "Draft"
          ? "To Deliver and Bill"
          : doc.status;
    return doc;
  };

  const cancelable = (order: Doc): void => {
    if (order.status === "Closed") throw invalid("Closed order cannot be cancelled. Unclose to cancel.");
    for (const note of table("Delivery Note").values()) {
      const rows = note.items as { against_sales_order: string }[];
      if (note.docstatus === 1 && rows.some((row) => row.against_sales_order === order.name)) {
        const words = `Cannot delete or cancel because Sales Order <a>${order.name}</a> is linked with Delivery Note <a>${note.name}</a>`;
        throw new Raised(417, "LinkExistsError", words);
      }
    }
  };

  const updateRows = ({ parent_doctype_name: name, trans_items: stated }: Record<string, unknown>): void => {
    const order = existing("Sales Order", String(name));
    const wanted = JSON.parse(String(stated)) as Record<string, unknown>[];
    const rows = order.items as Record<string, unknown>[];
    for (const row of rows) {
      if (wanted.some(({ docname }) => docname === row.name)) continue;
      const at = `Row #${row.idx}: Cannot delete item ${row.item_code} which has already been`;
      if (Number(row.delivered_qty) > 0) throw invalid(`${at} delivered`);
      if (Number(row.billed_amt) > 0) throw invalid(`${at} billed.`);
    }
    const next = wanted.map((want, at) => {
      const row = rows.find((one) => one.name === want.docname);
      if (!want.qty) throw invalid(`Row #${at + 1}:Quantity for Item ${want.item_code} cannot be zero.`);
      const { docname: _docname, ...values } = want;
      if (row === undefined) return rowFrom(values, at);
      if (Number(want.qty) < Number(row.delivered_qty))
        throw invalid(`Row #${at + 1}:Cannot set quantity less than delivered quantity.`);
      if (want.rate !== row.rate && Number(row.billed_amt) > Number(want.rate) * Number(want.qty))
        throw invalid(
          `Row #${at + 1}: Cannot set Rate if amount is greater than billed amount for Item ${row.item_code}.`,
        );
      // What is not stated is emptied, as it is there.
      return { ...row, ...values, description: want.description };
    });
    Object.assign(order, { items: next, modified: now() });
  };

  const updateStatus = ({ name, status }: Record<string, unknown>): void => {
    const order = existing("Sales Order", String(name));
    if (order.docstatus !== 1) throw invalid("Cannot edit cancelled document");
    Object.assign(order, { status: status === "Draft" ? "To Deliver and Bill" : status, modified: now() });
  };

  const METHODS: Readonly<Record<string, (parameters: Record<string, unknown>) => void>> = {
    [UPDATE_ROWS]: updateRows,
    [UPDATE_STATUS]: updateStatus,
  };

  const respond = ({ method, url, body, headers }: Asked): Answer => {
    if (headers.authorization !== `token ${KEY}:${SECRET}`) throw new Raised(401, "AuthenticationError", "");
    const [, kind, first = "", second] =
      /^\/api\/(resource|method)\/([^/]+)(?:\/(.+))?$/.exec(url.pathname) ?? [];
    const [target, name] = [
      decodeURIComponent(first),
      second === undefined ? undefined : decodeURIComponent(second),
    ];
    const values = body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (kind === "method") {
      const call = METHODS[target];
      if (call === undefined) throw new Raised(404, "DoesNotExistError", `Failed to get method ${target}`);
      call(values);
      return { status: 200, body: {} };
    }
    if (method === "GET" && name !== undefined)
      return { status: 200, body: { data: existing(target, name) } };
    if (method === "GET") return { status: 200, body: { data: listed(target, url.searchParams) } };
    if (method === "PUT") return { status: 200, body: { data: change(target, name ?? "", values) } };
    const insert = INSERT[target];
    if (insert === undefined) throw new Raised(403, "PermissionError", `No permission for ${target}`);
    return { status: 200, body: { data: insert(values) } };
  };

  const listed = (doctype: string, query: URLSearchParams): Record<string, unknown>[] => {
    const filters = JSON.parse(query.get("filters") ?? "[]") as unknown[][];
    const fields = JSON.parse(query.get("fields") ?? '["name"]') as string[];
    const [by = "", direction] = (query.get("order_by") ?? "modified desc").split(" ");
    const sign = direction === "desc" ? -1 : 1;
    return [...table(doctype).values()]
      .filter((doc) => filters.every((filter) => holds(doc, filter)))
      .sort((a, b) => sign * compared(a, b, by))
      .slice(0, Number(query.get("limit_page_length") ?? LIST_DEFAULT))
      .map((doc) => Object.fromEntries(fields.map((field) => [field, doc[field] ?? null])));
  };

  const server = await startJsonServer((asked) => {
    const kept = structuredClone([...tables].map(([doctype, docs]) => [doctype, [...docs]] as const));
    try {
      return structuredClone(respond(asked));
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      for (const [doctype, docs] of kept) tables.set(doctype, new Map(docs));
      return raised(errorStatus ?? error.status, error.type, error.message);
    }
  });

  for (const [name, code] of [
    ["Germany", "de"],
    ["Switzerland", "ch"],
  ] as const)
    put("Country", { name, code });
  put("Customer", { name: "CUST-0071", customer_name: "Nordlicht Elektronik AG", disabled: 0 });
  for (const [at, name] of ["TL-1001", "TL-1002", "TL-2001", "TL-6001"].entries())
    put("Item", { name, item_name: `Article ${name}`, stock_uom: "Nos", rate: 10 + at });

  return {
    ...server,
    put,
    table,
    /** The sales orders that bear a reference. */
    orders: (reference: string) =>
      [...table("Sales Order").values()].filter(
        (one) => one.po_no === reference || one.hub_order === reference,
      ),
    records: () => [...tables.values()].reduce((sum, docs) => sum + docs.size, 0),
    /** From now on every refusal comes with this status: some sites answer 200 whatever happens. */
    answerErrorsWith(status: number | null): void {
      errorStatus = status;
    },
    /** A person at the ERP saves the order. */
    touch(name: string, values: Record<string, unknown> = {}): void {
      Object.assign(existing("Sales Order", name), values, { modified: now() });
    },
    settings: { executes: true, url: server.url, apiKey: KEY, apiSecret: SECRET, timeoutMs: 3_000 },
  };
}

/** An exception of Frappe, as its API shows it. */
export const raised = (status: number, type: string, message: string): Answer => ({
  status,
  body: {
    ...{
      exception: `frappe.exceptions.${type}: ${message}`,
      exc_type: type,
      exc: '["Traceback (most recent call last):"]',
    },
    _server_messages: JSON.stringify([
      JSON.stringify({ message, title: "Message", indicator: "red", raise_exception: 1 }),
    ]),
  },
});

/** How many documents a list shows that was not told how many. */
const LIST_DEFAULT = 20;

/** Documents that are alike stand as they were made, and `creation` is when that was. */
function compared(a: Doc, b: Doc, field: string): number {
  const [left, right] = [String(a[field] ?? ""), String(b[field] ?? "")];
  return left < right ? -1 : Number(left > right);
}

function holds(doc: Doc, filter: unknown[]): boolean {
  const [field, operator, value] = filter.slice(-3) as [string, string, unknown];
  const rows = filter.length === 4 ? ((doc.links ?? doc.items ?? []) as Record<string, unknown>[]) : [doc];
  return rows.some((row) => {
    const mine = row[field] ?? (typeof value === "number" ? 0 : null);
    if (operator === "is") return (mine === null || mine === "") === (value === "not set");
    if (operator === "like") return sqlLike(String(value)).test(String(mine ?? ""));
    if (operator === "<") return Number(mine) < Number(value);
    if (operator === ">")
      return typeof value === "number" ? Number(mine) > value : String(mine ?? "") > String(value);
    if (operator !== "=") throw invalid(`Operator must be one of =, !=, >, <, like, is`);
    return mine === value;
  });
}
