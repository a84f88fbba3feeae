import { createHmac } from "node:crypto";
import { type Answer, type Asked, startJsonServer } from "./json-server.js";

interface PortalObject {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}
type Kind = "orders" | "line_items" | "contacts" | "companies";

interface Filter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value: string;
}
interface Search {
  readonly limit?: number;
  readonly after?: string;
  readonly sorts?: readonly { readonly propertyName: string }[];
  readonly filterGroups?: readonly { readonly filters: readonly Filter[] }[];
}

const TOKEN = "pat-eu1-ours";
const SECRET = "the app's secret";
const SEARCH_MAX = 200;
const RESULTS_MAX = 10_000;
const INPUTS_MAX = 100;
const ASSOCIATIONS_PAGE = 2;

/**
 * A portal of HubSpot as its CRM API documents it: a search over an index that lags, reading by id in batches,
 * associations apart from the objects and page by page.
 */
export async function startHubspotPortal() {
  const objects = {
    ...{ orders: new Map<string, PortalObject>(), line_items: new Map<string, PortalObject>() },
    ...{ contacts: new Map<string, PortalObject>(), companies: new Map<string, PortalObject>() },
  };
  const associations: { from: string; to: string; label: string | null }[] = [];
  /** What the search shows: the orders as they were when it last looked. */
  const index = new Map<string, PortalObject>();
  let lags = false;

  const put = (
    kind: Kind,
    id: string,
    properties: Record<string, string | null>,
    changedAt: string,
  ): void => {
    const known = objects[kind].get(id);
    const all = { ...known?.properties, ...properties, hs_object_id: id, hs_lastmodifieddate: changedAt };
    const createdAt = known?.createdAt ?? changedAt;
    const object = { id, properties: all, createdAt, updatedAt: changedAt, archived: false };
    objects[kind].set(id, object);
    if (kind === "orders" && !lags) index.set(id, object);
  };

  const search = ({ limit = 10, after, sorts = [], filterGroups = [] }: Search): Answer => {
    if (limit > SEARCH_MAX || Number(after ?? 0) + limit > RESULTS_MAX)
      return refused(400, "VALIDATION_ERROR", "too many");
    const [by = "hs_createdate"] = sorts.map(({ propertyName }) => propertyName);
    const found = [...index.values()]
      .filter((order) => filterGroups.every(({ filters }) => filters.every((filter) => holds(order, filter))))
      .sort((a, b) => numberIn(a, by) - numberIn(b, by));
    const from = Number(after ?? 0);
    const more = from + limit < found.length ? { paging: { next: { after: String(from + limit) } } } : {};
    return { status: 200, body: { total: found.length, results: found.slice(from, from + limit), ...more } };
  };

  const read = (kind: Kind, body: { properties?: string[]; inputs: { id: string }[] }): Answer => {
    if (body.inputs.length > INPUTS_MAX) return refused(400, "VALIDATION_ERROR", "too many inputs");
    const found = body.inputs.flatMap(({ id }) => objects[kind].get(id) ?? []);
    // These are always there, whether they are asked for or not.
    const wanted = new Set(["hs_object_id", "createdate", "hs_lastmodifieddate", ...(body.properties ?? [])]);
    const results = found.map((object) => ({
      ...object,
      properties: Object.fromEntries(Object.entries(object.properties).filter(([name]) => wanted.has(name))),
    }));
    const errors =
      results.length < body.inputs.length ? { numErrors: 1, errors: [{ category: "OBJECT_NOT_FOUND" }] } : {};
    return {
      status: results.length < body.inputs.length ? 207 : 200,
      body: { status: "COMPLETE", results, ...errors },
    };
  };

  const associated = (from: Kind, to: Kind, inputs: readonly { id: string; after?: string }[]): Answer => {
    const results = inputs.flatMap(({ id, after }) => {
      const all = associations.flatMap((pair) =>
        pair.from === `${from}/${id}` && pair.to.startsWith(`${to}/`)
          ? [{ id: pair.to.split("/")[1] ?? "", label: pair.label }]
          : [],
      );
      if (all.length === 0) return [];
      const start = Number(after ?? 0);
      const shown = all.slice(start, start + ASSOCIATIONS_PAGE).map((one) => ({
        toObjectId: Number(one.id),
        associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 513, label: one.label }],
      }));
      const end = start + ASSOCIATIONS_PAGE;
      return [
        {
          from: { id },
          to: shown,
          ...(end < all.length ? { paging: { next: { after: String(end) } } } : {}),
        },
      ];
    });
    return { status: results.length < inputs.length ? 207 : 200, body: { status: "COMPLETE", results } };
  };

  const answer = ({ url, headers, body }: Asked): Answer => {
    if (headers.authorization !== `Bearer ${TOKEN}`)
      return refused(401, "INVALID_AUTHENTICATION", "Authentication credentials not found");
    const said = JSON.parse(body);
    if (url.pathname === "/crm/v3/objects/orders/search") return search(said);
    const [, kind] = /^\/crm\/v3\/objects\/(\w+)\/batch\/read$/.exec(url.pathname) ?? [];
    if (kind !== undefined) return read(kind as Kind, said);
    const [, from, to] = /^\/crm\/v4\/associations\/(\w+)\/(\w+)\/batch\/read$/.exec(url.pathname) ?? [];
    if (from !== undefined) return associated(from as Kind, to as Kind, said.inputs);
    return refused(404, "OBJECT_NOT_FOUND", "no such resource");
  };

  const server = await startJsonServer(answer);
  return {
    ...server,
    objects,
    associations,
    put,
    associate(from: `${Kind}/${string}`, to: `${Kind}/${string}`, label: string | null = null): void {
      associations.push({ from, to, label }, { from: to, to: from, label });
    },
    /** From now on the search shows nothing new, until it is told to catch up. */
    lag: () => {
      lags = true;
    },
    catchUp: () => {
      lags = false;
      for (const [id, order] of objects.orders) index.set(id, order);
    },
    empty(): void {
      for (const kind of Object.values(objects)) kind.clear();
      associations.length = 0;
      index.clear();
      lags = false;
      server.forget();
    },
    settings: { apiUrl: server.url, accessToken: TOKEN, clientSecret: SECRET },
  };
}

/** Posts a batch of events, signed as version 3 says. */
export async function postEvents(
  url: string,
  events: readonly unknown[],
  signedFor = url,
  at = Date.now(),
): Promise<number> {
  const body = JSON.stringify(events);
  const signature = createHmac("sha256", SECRET).update(`POST${signedFor}${body}${at}`).digest("base64");
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-hubspot-signature-v3": signature,
      "x-hubspot-request-timestamp": String(at),
    },
    body,
  });
  return answer.status;
}

const refused = (status: number, category: string, message: string): Answer => ({
  status,
  body: { status: "error", message, correlationId: "5b1f0f36-2f5c-4a3b-9a59-0d2e7ac8f0a1", category },
});

const numberIn = ({ properties }: PortalObject, name: string): number => {
  const value = properties[name] ?? "0";
  return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
};

function holds(order: PortalObject, { propertyName, operator, value }: Filter): boolean {
  const [mine, theirs] = [numberIn(order, propertyName), Number(value)];
  if (operator === "GTE") return mine >= theirs;
  if (operator === "GT") return mine > theirs;
  if (operator === "LT") return mine < theirs;
  return operator === "EQ" && mine === theirs;
}
