import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Connector } from "../../src/connectors/connector.js";
import { erpnext } from "../../src/connectors/erpnext/index.js";
import { hubspot } from "../../src/connectors/hubspot/index.js";
import { odoo } from "../../src/connectors/odoo/index.js";
import { rest } from "../../src/connectors/rest/index.js";
import { saleor } from "../../src/connectors/saleor/index.js";
import { salesforce } from "../../src/connectors/salesforce/index.js";
import { sapS4 } from "../../src/connectors/sap-s4/index.js";
import { shopify } from "../../src/connectors/shopify/index.js";
import { woocommerce } from "../../src/connectors/woocommerce/index.js";
import { type Understood, understand } from "../../src/flows/receiving/understand.js";
import { fileOf } from "../support/edi-message.js";

type Order = Record<string, unknown>;

const FIXTURES = new URL("fixtures/", import.meta.url);
const fixture = (path: string): Order => JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8")) as Order;
const [ofOld] = fixture("saleor/webhook-of-old.json") as unknown as [Order];
const [ofPage] = (fixture("rest/page.json") as { data: [Order] }).data;

/** How a connector's lists look: an order of its own, the id and the lines in it, and what stands around the list. */
interface Lists {
  readonly connector: Connector;
  readonly order: Order;
  readonly at: { readonly within?: string; readonly id: string; readonly lines: string };
  readonly ids: readonly [unknown, unknown, unknown];
  readonly list: (orders: readonly Order[]) => unknown;
  readonly settings?: Readonly<Record<string, unknown>>;
}

const bare = (orders: readonly Order[]): unknown => orders;
const numbers = [4001, 4002, 4003] as const;
const texts = ["A1", "A2", "A3"] as const;

const LISTS: readonly (readonly [string, Lists])[] = [
  [
    "an export of Shopify",
    {
      ...{ connector: shopify, order: fixture("shopify/guest-older-api.json"), ids: numbers },
      at: { id: "id", lines: "line_items" },
      list: (orders) => ({ orders }),
      settings: { webhookSecret: "none" },
    },
  ],
  [
    "an answer of Shopify's Admin API",
    {
      ...{ connector: shopify, order: fixture("shopify/company-asked.json"), list: nodesOf },
      ids: ["gid://shopify/Order/4001", "gid://shopify/Order/4002", "gid://shopify/Order/4003"],
      at: { id: "id", lines: "lineItems" },
      settings: { webhookSecret: "none" },
    },
  ],
  [
    "a list of WooCommerce",
    {
      ...{ connector: woocommerce, order: fixture("woocommerce/company.json"), ids: numbers, list: bare },
      at: { id: "id", lines: "line_items" },
    },
  ],
  [
    "a batch of WooCommerce",
    {
      ...{ connector: woocommerce, order: fixture("woocommerce/company.json"), ids: numbers },
      at: { id: "id", lines: "line_items" },
      list: ([first, ...others]) => ({ create: [first], update: others }),
    },
  ],
  [
    "a list of Saleor",
    {
      ...{ connector: saleor, order: ofOld, ids: texts, list: bare },
      at: { id: "id", lines: "lines" },
    },
  ],
  [
    "an answer of Salesforce",
    {
      ...{ connector: salesforce, order: fixture("salesforce/order.json"), ids: texts },
      at: { id: "Id", lines: "OrderItems" },
      list: (records) => ({ totalSize: records.length, done: true, records }),
    },
  ],
  [
    "a list of HubSpot",
    {
      ...{ connector: hubspot, order: fixture("hubspot/order.json"), ids: texts, list: bare },
      at: { within: "order", id: "id", lines: "lineItems" },
    },
  ],
  [
    "a list of Odoo",
    {
      ...{ connector: odoo, order: fixture("odoo/order.json"), ids: numbers, list: bare },
      at: { within: "order", id: "id", lines: "lines" },
    },
  ],
  [
    "an answer of ERPNext",
    {
      ...{ connector: erpnext, order: (fixture("erpnext/sales-order.json") as { data: Order }).data },
      ...{ ids: texts, at: { id: "name", lines: "items" }, list: (data) => ({ data }) },
    },
  ],
  [
    "an answer of SAP",
    {
      ...{ connector: sapS4, order: (fixture("sap-s4/odata-2.json") as { d: Order }).d, ids: texts },
      ...{ at: { id: "SalesOrder", lines: "to_Item" }, list: (results) => ({ d: { results } }) },
    },
  ],
  [
    "a page of a source that is described",
    {
      ...{ connector: rest, order: ofPage, ids: texts, settings: fixture("rest/settings.json") },
      ...{ at: { id: "id", lines: "positions" }, list: (data) => ({ data }) },
    },
  ],
];

function nodesOf(orders: readonly Order[]): unknown {
  return { data: { orders: { nodes: orders } } };
}

/** The order under another id, and as it may have been broken on its way. */
function withId({ order, at }: Lists, id: unknown, isBroken = false): Order {
  const head = at.within === undefined ? order : (order[at.within] as Order);
  const numbered =
    at.within === undefined ? { ...order, [at.id]: id } : { ...order, [at.within]: { ...head, [at.id]: id } };
  return isBroken ? { ...numbered, [at.lines]: "none" } : numbered;
}

const read = ({ connector, settings = {} }: Lists, document: unknown): Promise<Understood> =>
  understand(connector, fileOf(JSON.stringify(document)), connector.settings.parse(settings));

const idsIn = (understood: Understood): string[] =>
  understood.ok
    ? understood.documents.flatMap((one) => (one.kind === "ORDER" ? [one.order.externalId] : []))
    : [];

const lastPart = (id: unknown): string => String(id).split("/").at(-1) ?? "";

describe.each(LISTS)("of %s", (_, lists) => {
  const [first, second, third] = lists.ids;

  test("a broken order is set aside alone, with its reason", async () => {
    const orders = [withId(lists, first), withId(lists, second, true), withId(lists, third)];
    const understood = await read(lists, lists.list(orders));
    expect(idsIn(understood)).toEqual([lastPart(first), lastPart(third)]);
    expect(understood.unread).toMatchObject([{ number: 2, orderNumber: String(second) }]);
    const said = understood.ok ? understood.warnings.map(({ message }) => message) : [];
    expect(said).toContainEqual(expect.stringMatching(/set aside/));
  });

  test("what was set aside is, once it is mended, the order that it would have been", async () => {
    const orders = [withId(lists, first), withId(lists, second, true), withId(lists, third)];
    const { unread = [] } = await read(lists, lists.list(orders));
    const part = new TextDecoder().decode(unread[0]?.body);
    const lines = JSON.stringify(lists.order[lists.at.lines]);
    const mended = part.replace(`"${lists.at.lines}":"none"`, () => `"${lists.at.lines}":${lines}`);
    const alone = await read(lists, JSON.parse(mended));
    const whole = await read(lists, lists.list(lists.ids.map((id) => withId(lists, id))));
    expect(idsIn(alone)).toEqual([lastPart(second)]);
    expect(alone.ok && alone.documents).toEqual(whole.ok && whole.documents.slice(1, 2));
  });

  test("where none can be read the list waits as it came", async () => {
    const understood = await read(lists, lists.list(lists.ids.map((id) => withId(lists, id, true))));
    expect(understood.ok).toBe(false);
    expect(understood.unread).toBeUndefined();
  });
});

test("documents of ERPNext without numbers are told apart by their places, and so are taken whole", async () => {
  const { data } = fixture("erpnext/sales-order.json") as { data: Order };
  const { name: _, ...nameless } = data;
  const text = JSON.stringify({ data: [nameless, { ...nameless, items: "none" }] });
  const understood = await understand(erpnext, fileOf(text), erpnext.settings.parse({}));
  expect(understood.ok).toBe(false);
});
