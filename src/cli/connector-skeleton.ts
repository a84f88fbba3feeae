/** The name as code writes it: `acmeShop`. */
export const camelName = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The files of a connector that reads a small JSON order: to be replaced piece by piece by what the system really sends. */
export function skeletonOf(name: string, title: string): ReadonlyMap<string, string> {
  return new Map([
    [`src/connectors/${name}/index.ts`, index(name, title)],
    [`src/connectors/${name}/payload.ts`, PAYLOAD],
    [`src/connectors/${name}/order.ts`, ORDER],
    [`tests/connectors/fixtures/${name}/order.json`, FIXTURE],
    [`tests/connectors/fixtures/${name}/broken/no-lines.json`, BROKEN],
  ]);
}

const index = (name: string, title: string): string => `import { z } from "zod";
import { defineConnector } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { mapJsonOrder } from "../reading/json/order.js";
import { idAt } from "../reading/json/path.js";
import { toOrder } from "./order.js";
import { payload } from "./payload.js";

const settings = z.object({
  currency: z.string().length(3).default("EUR").describe("Currency where an order does not say."),
});

/** What this system is, in one sentence. */
export const ${camelName(name)} = defineConnector<typeof settings, JsonDocument>({
  id: ${JSON.stringify(name)},
  title: ${JSON.stringify(title)},
  side: "WEB",
  settings,
  secrets: [],
  mappingVersion: 1,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  orderKey: (document) => (document.ok ? idAt(document.value, "id") : null),
  map: (document, _, { currency }) => mapJsonOrder(document, payload, (order) => toOrder(order, currency)),
});
`;

const PAYLOAD = `import { z } from "zod";
import { optionalText } from "../reading/values/clean-text.js";

const amount = z.union([z.string(), z.number()]).transform(String);

/** The part of the system's order that is read. What else it says is kept with the message. */
export const payload = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  placedAt: z.iso.datetime({ offset: true }),
  updatedAt: z.iso.datetime({ offset: true }),
  currency: optionalText,
  customer: z.object({ id: optionalText, name: optionalText, email: optionalText }),
  lines: z.array(z.object({ sku: optionalText, quantity: amount, price: amount.nullish() })).min(1),
});
export type Payload = z.infer<typeof payload>;
`;

const ORDER = `import type { CanonicalOrder } from "../../domain/order.js";
import { distinct, sortableInstant } from "../reading/values/clean-text.js";
import type { Payload } from "./payload.js";

/** The system's order in the hub's words. */
export function toOrder(order: Payload, currency: string): CanonicalOrder {
  return {
    externalId: order.id,
    externalNumber: order.id,
    poNumber: null,
    externalVersion: sortableInstant(order.updatedAt),
    placedAt: order.placedAt,
    currency: order.currency ?? currency,
    buyer: {
      ...{ code: order.customer.id, otherCodes: [], kind: null, name: order.customer.name },
      ...{ department: null, contactName: null, emails: distinct([order.customer.email]), phones: [] },
      ...{ taxId: null, address: null },
    },
    shipTo: null,
    requestedDate: null,
    lines: order.lines.map(({ sku, quantity, price }, at) => ({
      ...{ lineNumber: String(at + 1), sku, description: null, quantity, unit: null },
      unitPrice: price ?? null,
    })),
    note: null,
    canceled: false,
    doubts: [],
    provenance: [],
  };
}
`;

const FIXTURE = `{
  "id": 1001,
  "placedAt": "2026-11-02T08:15:00Z",
  "updatedAt": "2026-11-02T08:15:00Z",
  "customer": { "id": "C-17", "name": "Example Ltd", "email": "orders@example.org" },
  "lines": [{ "sku": "A-1", "quantity": 2, "price": "9.50" }]
}
`;

const BROKEN = `{
  "id": 1002,
  "placedAt": "2026-11-02T08:15:00Z",
  "updatedAt": "2026-11-02T08:15:00Z",
  "customer": { "name": "Example Ltd" },
  "lines": []
}
`;
