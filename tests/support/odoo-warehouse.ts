import { type Answer, type Asked, startJsonServer } from "./json-server.js";
import { raised } from "./odoo-database.js";
import { sqlLike } from "./sql-like.js";

export type OdooRow = Record<string, unknown> & { id: number; write_date: string };
type Condition = readonly [field: string, operator: string, value: unknown];
type Values = Record<string, unknown>;

const KEY = "key-of-a-user";

/** What Odoo raises in the middle of a request: nothing of it is kept. */
class Raised extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}
const userError = (message: string) => new Raised(422, "odoo.exceptions.UserError", message);

/** Fields that a model has; another is an error of Python there. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "sale.order": [
    ...[
      "name",
      "origin",
      "client_order_ref",
      "state",
      "locked",
      "date_order",
      "commitment_date",
      "partner_id",
      "pricelist_id",
    ],
    ...["partner_shipping_id", "partner_invoice_id", "order_line", "date_order", "currency_id", "write_date"],
  ],
  "sale.order.line": [
    ...["order_id", "sequence", "display_type", "is_downpayment", "product_id", "name", "product_uom_qty"],
    ...["product_uom_id", "qty_delivered", "price_unit", "price_subtotal", "write_date"],
  ],
  "stock.picking": ["name", "state", "partner_id", "picking_type_code", "sale_id", "date_done", "write_date"],
  "stock.move": [
    "picking_id",
    "sale_line_id",
    "product_id",
    "product_uom",
    "state",
    "quantity",
    "write_date",
  ],
  "product.product": ["default_code", "list_price"],
  "res.partner": [
    ...[
      "name",
      "type",
      "is_company",
      "parent_id",
      "commercial_partner_id",
      "commercial_company_name",
      "ref",
      "vat",
    ],
    ...["email", "phone", "street", "street2", "zip", "city", "state_id", "country_id", "country_code"],
  ],
  "res.country": ["name", "code"],
  "res.country.state": ["name", "code", "country_id"],
  "sale.order.cancel": ["order_id"],
  "mail.message": ["res_id", "body"],
};
/** What Odoo's delivery methods add, where they are installed. */
const CARRIER_FIELDS: Readonly<Record<string, readonly string[]>> = {
  "stock.picking": ["carrier_id", "carrier_tracking_ref"],
};
/** The unit that everything is counted in. */
const UNIT = 1;
/** What a locked order keeps. */
const PROTECTED = ["order_line", "partner_shipping_id", "commitment_date"];

/**
 * A database of Odoo whose orders can be worked with over JSON-2: methods of models with named parameters, command
 * lists for lines, deliveries that come with the confirmation, a form where a person is asked, and its refusals.
 */
export async function startOdooWarehouse() {
  const tables = new Map<string, Map<number, OdooRow>>(
    Object.keys(FIELDS).map((model) => [model, new Map()]),
  );
  let count = 0;
  let asksBeforeCancel = true;
  let hasStock = true;
  let hasCarriers = false;
  const fieldsOf = (model: string): readonly string[] => [
    ...(FIELDS[model] ?? []),
    ...(hasCarriers ? (CARRIER_FIELDS[model] ?? []) : []),
  ];
  /** Each write is a second later: Odoo shows no finer. */
  const now = (): string =>
    new Date(Date.UTC(2026, 10, 29, 8, 0, ++count)).toISOString().slice(0, 19).replace("T", " ");
  const table = (model: string): Map<number, OdooRow> => {
    const found = tables.get(model);
    if (found === undefined || (model === "stock.picking" && !hasStock))
      throw new Raised(404, "werkzeug.exceptions.NotFound", `the model ${model} does not exist`);
    return found;
  };
  const put = (model: string, values: Values): OdooRow => {
    const unknown = Object.keys(values).find((field) => field !== "id" && !fieldsOf(model).includes(field));
    if (unknown !== undefined)
      throw new Raised(500, "builtins.ValueError", `Invalid field '${unknown}' on model '${model}'`);
    const row = { id: ++count, ...values, write_date: now() } as OdooRow;
    table(model).set(row.id, row);
    return row;
  };
  const existing = (model: string, id: unknown): OdooRow => {
    const row = table(model).get(Number(id));
    if (row === undefined)
      throw new Raised(
        404,
        "odoo.exceptions.MissingError",
        `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: 2)`,
      );
    return row;
  };
  const rowsOf = (model: string, field: string, id: number) =>
    [...table(model).values()].filter((row) => bare(row[field]) === id);

  const commands = (order: OdooRow, stated: unknown): void => {
    for (const [kind, id, values] of stated as [number, number, Values][]) {
      if (kind === 0) {
        const product = existing("product.product", values.product_id);
        const own = { display_type: false, product_uom_id: UNIT, qty_delivered: 0 };
        const filled = { ...own, price_unit: product.list_price, ...values };
        put("sale.order.line", { ...filled, order_id: order.id });
        continue;
      }
      const line = existing("sale.order.line", id);
      if (kind === 2)
        throw userError(
          "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered). Set the quantity to 0 instead.",
        );
      if (values.product_uom_qty !== undefined && Number(values.product_uom_qty) < Number(line.qty_delivered))
        throw userError(
          "The ordered quantity of a sale order line cannot be decreased below the amount already delivered. Instead, create a return in your inventory.",
        );
      Object.assign(line, values, { write_date: now() });
    }
  };

  const writeOrder = ({ ids, vals }: Values): true => {
    for (const id of ids as number[]) {
      const order = existing("sale.order", id);
      const { order_line: lines, ...values } = vals as Values;
      const locked = Object.keys(vals as Values).filter((field) => PROTECTED.includes(field));
      if (order.locked === true && locked.length > 0)
        throw userError(
          `It is forbidden to modify the following fields in a locked order:\n${locked.join("\n")}`,
        );
      if (values.partner_shipping_id !== undefined) existing("res.partner", values.partner_shipping_id);
      if (lines !== undefined) commands(order, lines);
      Object.assign(order, values, { write_date: now() });
    }
    return true;
  };

  const cancel = (id: number): true => {
    const order = existing("sale.order", id);
    if (order.locked === true) throw userError("You cannot cancel a locked order. Please unlock it first.");
    for (const picking of hasStock ? rowsOf("stock.picking", "sale_id", id) : []) {
      if (picking.state !== "done") Object.assign(picking, { state: "cancel" });
    }
    Object.assign(order, { state: "cancel", write_date: now() });
    return true;
  };

  const METHODS: Readonly<Record<string, (values: Values) => unknown>> = {
    "sale.order/create": ({ vals_list: list }) =>
      (list as Values[]).map(({ order_line: lines, ...values }) => {
        existing("res.partner", values.partner_id);
        const shipping = values.partner_shipping_id ?? values.partner_id;
        const order = put("sale.order", {
          ...values,
          name: `S${count}`,
          state: "draft",
          date_order: now(),
          locked: false,
          partner_shipping_id: shipping,
        });
        commands(order, lines ?? []);
        return order.id;
      }),
    "sale.order/action_confirm": ({ ids }) => {
      for (const id of ids as number[]) {
        const order = existing("sale.order", id);
        if (order.state !== "draft" && order.state !== "sent")
          throw userError("Some orders are not in a state requiring confirmation");
        Object.assign(order, { state: "sale", write_date: now() });
        if (!hasStock) continue;
        const of = { sale_id: id, partner_id: order.partner_shipping_id, picking_type_code: "outgoing" };
        put("stock.picking", { ...of, name: `WH/OUT/${count}`, state: "assigned" });
      }
      return true;
    },
    "sale.order/write": writeOrder,
    "sale.order/action_cancel": ({ ids, context }) => {
      const isWarned = asksBeforeCancel || (context as Values | undefined)?.disable_cancel_warning !== true;
      const [id = 0] = ids as number[];
      if (!isWarned) return cancel(id);
      if (existing("sale.order", id).locked === true) return cancel(id);
      return {
        type: "ir.actions.act_window",
        res_model: "sale.order.cancel",
        target: "new",
        view_mode: "form",
      };
    },
    "sale.order/message_post": ({ ids, body }) => {
      const [id = 0] = ids as number[];
      existing("sale.order", id);
      return put("mail.message", { res_id: id, body }).id;
    },
    "sale.order.cancel/create": ({ vals_list: list }) =>
      (list as Values[]).map((values) => put("sale.order.cancel", values).id),
    "sale.order.cancel/action_cancel": ({ ids }) =>
      cancel(Number(existing("sale.order.cancel", (ids as number[])[0]).order_id)),
    "stock.picking/write": ({ ids, vals }) => {
      for (const id of ids as number[])
        Object.assign(existing("stock.picking", id), vals, { write_date: now() });
      return true;
    },
    "res.partner/create": ({ vals_list: list }) =>
      (list as Values[]).map((values) => {
        const company = existing("res.partner", values.parent_id);
        const country = values.country_id ? existing("res.country", values.country_id) : undefined;
        const own = {
          commercial_partner_id: company.id,
          commercial_company_name: company.name,
          country_code: country?.code ?? false,
        };
        return put("res.partner", { ...values, ...own }).id;
      }),
  };

  const searchRead = (model: string, { domain, fields, order, limit }: Values): Values[] => {
    const wanted = [...(domain as Condition[]).map(([field]) => field), ...(fields as string[])];
    const unknown = wanted.find((field) => field !== "id" && !fieldsOf(model).includes(field));
    if (unknown !== undefined)
      throw new Raised(500, "builtins.ValueError", `Invalid field '${unknown}' on model '${model}'`);
    const found = [...table(model).values()]
      .filter((row) => (domain as Condition[]).every((condition) => holds(row, condition)))
      // Without a word the newest come first, as in its lists.
      .sort((a, b) => (order === "id" ? a.id - b.id : b.id - a.id));
    return found.slice(0, limit === undefined ? undefined : Number(limit)).map((row) => ({
      id: row.id,
      ...Object.fromEntries((fields as string[]).map((field) => [field, shown(model, field, row[field])])),
    }));
  };

  const respond = ({ method, url, headers, body }: Asked): unknown => {
    if (headers.authorization !== `bearer ${KEY}`)
      throw new Raised(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
    const path = url.pathname.replace("/json/2/", "");
    const [model = "", name] = path.split("/");
    const parameters = JSON.parse(body) as Values;
    if (name === "search_read") return searchRead(model, parameters);
    const called = METHODS[path];
    if (method !== "POST" || called === undefined)
      throw new Raised(404, "werkzeug.exceptions.NotFound", `no method ${path}`);
    return called(parameters);
  };

  const server = await startJsonServer((asked): Answer => {
    const kept = structuredClone([...tables].map(([model, rows]) => [model, [...rows]] as const));
    try {
      return { status: 200, body: structuredClone(respond(asked)) };
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      for (const [model, rows] of kept) tables.set(model, new Map(rows));
      return raised(error.status, error.type, error.message);
    }
  });

  put("res.country", { name: "Germany", code: "DE" });
  put("res.partner", { name: "Nordlicht Elektronik AG", is_company: true, parent_id: false });
  for (const code of ["TL-1001", "TL-1002", "TL-2001", "TL-6001"])
    put("product.product", { default_code: code, list_price: 10 });

  return {
    ...server,
    put,
    rows: (model: string) => [...(tables.get(model)?.values() ?? [])],
    orders: (reference: string) =>
      [...(tables.get("sale.order")?.values() ?? [])].filter(({ origin }) => origin === reference),
    linesOf: (id: number) => rowsOf("sale.order.line", "order_id", id),
    pickingsOf: (id: number) => rowsOf("stock.picking", "sale_id", id),
    records: () => [...tables.values()].reduce((sum, rows) => sum + rows.size, 0),
    /** A person over there writes a record. */
    touch(model: string, id: number, values: Values = {}): void {
      Object.assign(existing(model, id), values, { write_date: now() });
    },
    /** The warehouse ships so much of each line of an order, and all of it without a word. */
    ship(id: number, quantity?: number): void {
      const [picking] = rowsOf("stock.picking", "sale_id", id).filter(({ state }) => state !== "done");
      for (const line of rowsOf("sale.order.line", "order_id", id))
        put("stock.move", {
          ...{ picking_id: picking?.id, sale_line_id: line.id, product_id: line.product_id },
          ...{ product_uom: UNIT, state: "done", quantity: quantity ?? line.product_uom_qty },
        });
      Object.assign(picking ?? {}, { state: "done", date_done: now(), write_date: now() });
    },
    behave(how: { asksBeforeCancel?: boolean; hasStock?: boolean; hasCarriers?: boolean }): void {
      asksBeforeCancel = how.asksBeforeCancel ?? true;
      hasStock = how.hasStock ?? true;
      hasCarriers = how.hasCarriers ?? false;
    },
    settings: { executes: true, url: server.url, apiKey: KEY, timeoutMs: 3_000 },
  };
}

const bare = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** Links are shown with the names of what they lead to, and nothing as `false`. */
const shown = (model: string, field: string, value: unknown): unknown =>
  typeof value === "number" && /(?:_id|_uom)$/.test(field) && model !== "mail.message"
    ? [value, `record ${value}`]
    : (value ?? false);

function holds(row: OdooRow, [field, operator, value]: Condition): boolean {
  const mine = bare(row[field]) ?? false;
  if (operator === "in") return (value as unknown[]).includes(mine);
  if (operator === "=like") return typeof mine === "string" && sqlLike(String(value)).test(mine);
  if (operator === ">") return Number(mine) > Number(value);
  if (operator === "=") return mine === value;
  throw new Raised(500, "builtins.ValueError", `Invalid operator ${operator} in leaf`);
}
