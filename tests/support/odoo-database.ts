import { type Answer, type Asked, startJsonServer } from "./json-server.js";

/** A record: what its fields hold, moments with their microseconds, as the database keeps them. */
interface OdooRecord {
  readonly id: number;
  readonly [field: string]: unknown;
}
type Condition = readonly [field: string, operator: string, value: unknown];

const KEY = "key-of-a-user";
const DATABASE = "acme";

/** The fields there are; asking for another is an error of Python there. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "sale.order": [
    ...["name", "client_order_ref", "state", "date_order", "commitment_date", "currency_id", "order_line"],
    ...["partner_id", "partner_invoice_id", "partner_shipping_id", "write_date"],
  ],
  "sale.order.line": [
    ...["order_id", "sequence", "display_type", "is_downpayment", "product_id", "name", "product_uom_qty"],
    ...["product_uom_id", "price_unit", "price_subtotal", "write_date"],
  ],
  "product.product": ["default_code"],
  "res.partner": [
    ...[
      "name",
      "is_company",
      "commercial_partner_id",
      "commercial_company_name",
      "ref",
      "vat",
      "email",
      "phone",
    ],
    ...["street", "street2", "zip", "city", "state_id", "country_id", "country_code"],
  ],
};

/**
 * A database of Odoo as its JSON-2 API documents it: methods of models with named parameters, bare lists as answers,
 * exceptions as objects, and moments that are kept to the microsecond and shown to the second, in UTC.
 */
export async function startOdooDatabase() {
  const tables = new Map<string, Map<number, OdooRecord>>(
    Object.keys(FIELDS).map((model) => [model, new Map()]),
  );

  const searchRead = (model: string, params: Record<string, unknown>): Answer => {
    const table = tables.get(model);
    const known = FIELDS[model];
    if (table === undefined || known === undefined) return raised(404, "werkzeug.exceptions.NotFound", model);
    const fields = (params.fields ?? []) as string[];
    const unknown = fields.find((field) => !known.includes(field));
    if (unknown !== undefined)
      return raised(500, "builtins.ValueError", `Invalid field '${unknown}' on '${model}'`);
    const domain = (params.domain ?? []) as Condition[];
    const sortedBy = typeof params.order === "string" ? params.order.split(", ") : ["id"];
    const found = [...table.values()]
      .filter((record) => domain.every((condition) => holds(record, condition)))
      .sort((a, b) => compared(a, b, sortedBy));
    const limited = typeof params.limit === "number" ? found.slice(0, params.limit) : found;
    return { status: 200, body: limited.map((record) => shown(record, fields)) };
  };

  const server = await startJsonServer(({ method, url, headers, body }: Asked) => {
    if (headers.authorization !== `bearer ${KEY}`)
      return raised(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey");
    if (headers["x-odoo-database"] !== DATABASE)
      return raised(404, "werkzeug.exceptions.NotFound", "no such database");
    const [, model = "", name] = /^\/json\/2\/([\w.]+)\/(\w+)$/.exec(url.pathname) ?? [];
    if (method !== "POST" || name !== "search_read")
      return raised(422, "werkzeug.exceptions.UnprocessableEntity", "no such method");
    return searchRead(model, JSON.parse(body));
  });

  return {
    ...server,
    table: (model: string) => tables.get(model) ?? new Map<number, OdooRecord>(),
    put(model: string, record: OdooRecord): void {
      tables.get(model)?.set(record.id, { ...tables.get(model)?.get(record.id), ...record });
    },
    empty(): void {
      for (const table of tables.values()) table.clear();
      server.forget();
    },
    settings: { url: server.url, database: DATABASE, apiKey: KEY },
  };
}

/** An exception of Odoo, as its API shows it. */
export const raised = (status: number, name: string, message: string): Answer => ({
  status,
  body: { name, message, arguments: [message], context: {}, debug: "Traceback (most recent call last):\n" },
});

/** An instant as the database keeps it: in UTC, without saying so. */
export const kept = (instant: string, microseconds = "123456"): string =>
  `${instant.slice(0, 19).replace("T", " ")}.${microseconds}`;

const MOMENTS = new Set(["write_date", "date_order", "commitment_date"]);

const shown = (record: OdooRecord, fields: readonly string[]): Record<string, unknown> => ({
  id: record.id,
  ...Object.fromEntries(
    fields.map((field) => {
      const value = record[field] ?? false;
      return [field, MOMENTS.has(field) && typeof value === "string" ? value.slice(0, 19) : value];
    }),
  ),
});

const bare = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

function holds(record: OdooRecord, [field, operator, value]: Condition): boolean {
  const mine = bare(record[field]);
  if (operator === "in") return (value as unknown[]).includes(mine);
  // A moment that is shown to the second is less than the one that is kept.
  const [left, right] = [mine as string | number, value as string | number];
  if (operator === ">=") return left >= right;
  if (operator === ">") return left > right;
  return operator === "<" && left < right;
}

function compared(a: OdooRecord, b: OdooRecord, fields: readonly string[]): number {
  for (const field of fields) {
    const [left, right] = [a[field] as string | number, b[field] as string | number];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
