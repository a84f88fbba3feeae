import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { graphql } from "graphql";
import { graphqlShape, type ShopifyOrder } from "./shopify-order.js";
import { shopifySchema } from "./shopify-schema.js";

const TOKEN = "shpat_of_the_shop";
/** What a question costs before it is answered, and what share of that it cost in the end. */
const COST = 900;
const ACTUAL_SHARE = 0.2;
const PLENTY = 1e9;

/** What the next request gets instead of an answer. */
export type ShopFault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly inside: Readonly<Record<string, unknown>> }
  | "CUT"
  | "CUT_WITHIN"
  | "NOT_JSON";

/** A shop whose Admin API speaks GraphQL over its orders, keeps a bucket of points, and fails on command. */
export async function startShopifyShop() {
  const orders = new Map<number, ShopifyOrder>();
  const faults: ShopFault[] = [];
  const asked: { readonly path: string; readonly variables: Record<string, unknown> }[] = [];
  const bucket = { available: PLENTY, restoreRate: 100 };
  const rights = {
    scopes: ["read_orders", "read_customers", "read_all_orders"],
    topics: ["ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_CANCELLED"],
  };
  let meanwhile: (() => void) | null = null;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { query, variables } = JSON.parse(await bodyOf(request));
    asked.push({ path: request.url ?? "", variables });
    const fault = faults.shift();
    if (fault === "CUT") return void request.socket.destroy();
    if (fault === "NOT_JSON") return void response.end("<html>maintenance</html>");
    if (typeof fault === "object" && "status" in fault) {
      return void response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "no");
    }
    if (request.headers["x-shopify-access-token"] !== TOKEN) {
      return void response.writeHead(401).end('{"errors":"[API] Invalid API key or access token"}');
    }
    const shown = typeof fault === "object" ? fault.inside : await shownFor(query, variables);
    const act = meanwhile;
    meanwhile = null;
    act?.();
    send(response, JSON.stringify(shown), fault === "CUT_WITHIN");
  };

  const shownFor = async (query: string, variables: Record<string, unknown>) => {
    const isShort = bucket.available < COST;
    const cost = () => ({
      requestedQueryCost: COST,
      actualQueryCost: isShort ? null : COST * ACTUAL_SHARE,
      throttleStatus: {
        ...{
          maximumAvailable: PLENTY,
          currentlyAvailable: bucket.available,
          restoreRate: bucket.restoreRate,
        },
      },
    });
    if (isShort) {
      const errors = [{ message: "Throttled", extensions: { code: "THROTTLED" } }];
      return { errors, extensions: { cost: cost() } };
    }
    bucket.available -= COST * ACTUAL_SHARE;
    const { data, errors } = await executed(orders, rights, query, variables);
    return { data, ...(errors === undefined ? {} : { errors }), extensions: { cost: cost() } };
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ orders, asked, bucket, rights },
    fail: (...next: ShopFault[]) => void faults.push(...next),
    /** Does this after the next answer was put together. */
    meanwhile: (act: () => void) => {
      meanwhile = act;
    },
    settings: { apiUrl: `http://127.0.0.1:${port}`, accessToken: TOKEN },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Answers a question over these orders as the shop's API would. */
export const executed = (
  orders: ReadonlyMap<number, ShopifyOrder>,
  rights: { readonly scopes: readonly string[]; readonly topics: readonly string[] },
  source: string,
  variableValues: Readonly<Record<string, unknown>>,
) =>
  graphql({
    ...{ schema: shopifySchema, source, variableValues },
    rootValue: {
      shop: { name: "Nordlicht" },
      currentAppInstallation: { accessScopes: rights.scopes.map((handle) => ({ handle })) },
      webhookSubscriptions: { nodes: rights.topics.map((topic) => ({ topic })) },
      order: ({ id }: { id: string }) => {
        const order = orders.get(Number(id.split("/").at(-1)));
        return order === undefined ? null : resolvable(order);
      },
      orders: ({ first, after, query }: { first: number; after?: string | null; query: string }) =>
        connection(found(orders, query), first, after, positionOf),
    },
  });

const resolvable = (order: ShopifyOrder) => {
  const { lines, ...shape } = graphqlShape(order);
  return {
    ...shape,
    lineItems: ({ first, after }: { first: number; after?: string | null }) =>
      connection(lines, first, after, ({ id }) => id),
  };
};

type Found = ReturnType<typeof resolvable>;

/** What the search leaves, oldest change first. */
function found(orders: ReadonlyMap<number, ShopifyOrder>, search: string): Found[] {
  const since = /updated_at:>='([^']+)'/.exec(search)?.[1] ?? "";
  const until = /updated_at:<'([^']+)'/.exec(search)?.[1] ?? "9";
  const placedSince = /created_at:>='([^']+)'/.exec(search)?.[1] ?? "";
  return [...orders.values()]
    .filter(({ placedAt }) => placedAt >= placedSince)
    .filter(({ updatedAt }) => updatedAt >= since && updatedAt < until)
    .map(resolvable)
    .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1));
}

const positionOf = ({ updatedAt, id }: Found): string => `${updatedAt} ${id}`;

/** A page behind a place, which a cursor holds: what moves on meanwhile moves nothing else. */
function connection<Node>(
  all: readonly Node[],
  first: number,
  after: string | null | undefined,
  placeOf: (node: Node) => string,
) {
  const place = after ? Buffer.from(after, "base64url").toString() : null;
  const start = place === null ? 0 : all.findIndex((node) => placeOf(node) > place);
  const nodes = start < 0 ? [] : all.slice(start, start + first);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: {
      hasNextPage: start >= 0 && start + first < all.length,
      endCursor: last === undefined ? null : Buffer.from(placeOf(last)).toString("base64url"),
    },
  };
}

/** The whole, or the first half of what was announced. */
function send(response: ServerResponse, body: string, isCut: boolean): void {
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  if (!isCut) return void response.end(body);
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
