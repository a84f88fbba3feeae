import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { orderChangeTarget } from "../../domain/order-change.js";
import { listOrders } from "./list.js";
import { modesRequest, type Operation } from "./modes.js";
import { expectedReturn, newOrder } from "./order.js";
import { failure, json, type Reply } from "./reply.js";
import type { Service } from "./service.js";
import { advanceRequest } from "./travel.js";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** True if the network brings it once more. */
  readonly isRepeat: boolean;
}

type Handler = (service: Service, call: Call, parameter: string) => Promise<Reply> | Reply;

const EFFECTS_SHOWN_MAX = 10_000;

/** The whole interface: the API for a hub first, then the commands for whoever stages a play. */
const ROUTES: readonly (readonly [string, RegExp, Handler])[] = [
  ["POST", /^\/orders$/, createOrder],
  ["GET", /^\/orders(?:\/after\/([^/]+))?$/, ({ state }, _, after) => listOrders(state, after || null)],
  ["GET", /^\/orders\/by-reference\/([^/]+)$/, (service, _, reference) => service.read(reference)],
  ["PATCH", /^\/orders\/([^/]+)$/, amendOrder],
  ["POST", /^\/orders\/([^/]+)\/hold$/, (service, call, id) => holdOrder(service, call, id, "HOLD")],
  ["POST", /^\/orders\/([^/]+)\/release$/, (service, call, id) => holdOrder(service, call, id, "RELEASE")],
  ["POST", /^\/orders\/([^/]+)\/returns$/, expectReturn],
  ["POST", /^\/_bogus\/modes$/, setModes],
  ["GET", /^\/_bogus\/modes$/, ({ modes }) => json(200, { modes: modes.list() })],
  ["DELETE", /^\/_bogus\/modes$/, clearModes],
  ["POST", /^\/_bogus\/advance$/, (service, { body }) => parsed(advanceRequest, body, service.advance)],
  ["GET", /^\/_bogus\/ledger$/, showLedger],
];

export async function route(service: Service, call: Call): Promise<Reply> {
  for (const [method, pattern, handler] of ROUTES) {
    const found = call.method === method ? pattern.exec(call.path) : null;
    if (found === null) continue;
    const parameter = decoded(found[1] ?? "");
    if (parameter === null) return failure(400, "PATH_INVALID", "the path is not valid percent-encoding");
    return await handler(service, call, parameter);
  }
  return failure(404, "NO_SUCH_ROUTE", `${call.method} ${call.path} is not part of this API`);
}

function createOrder(service: Service, { headers, body, isRepeat }: Call): Promise<Reply> | Reply {
  return parsed(newOrder, body, (order) =>
    service.change({
      operation: "CREATE",
      reference: order.reference,
      key: keyOf(headers),
      body,
      perform: service.create(order),
      wanted: order,
      isRepeat,
    }),
  );
}

const amendRequest = z.object({ targets: z.array(orderChangeTarget).min(1).max(1000) });

function amendOrder(service: Service, { headers, body, isRepeat }: Call, id: string): Promise<Reply> | Reply {
  const version = /^"(.+)"$/.exec(headers["if-match"] ?? "")?.[1];
  if (version === undefined)
    return failure(428, "VERSION_REQUIRED", "If-Match with the order's version is needed");
  return parsed(amendRequest, body, ({ targets }) =>
    service.change({
      operation: "AMEND",
      reference: referenceOf(service, id),
      key: keyOf(headers),
      body,
      perform: service.amend(id, version, targets),
      isRepeat,
    }),
  );
}

const holdRequest = z.object({ reason: z.string().max(2000).default("") });

function holdOrder(
  service: Service,
  call: Call,
  id: string,
  operation: "HOLD" | "RELEASE",
): Promise<Reply> | Reply {
  return parsed(holdRequest, call.body, ({ reason }) =>
    service.change({
      operation,
      reference: referenceOf(service, id),
      key: keyOf(call.headers),
      body: call.body,
      perform: service.hold(id, operation === "HOLD" ? reason : null),
      isRepeat: call.isRepeat,
    }),
  );
}

function expectReturn(
  service: Service,
  { headers, body, isRepeat }: Call,
  id: string,
): Promise<Reply> | Reply {
  return parsed(expectedReturn, body, (wanted) =>
    service.change({
      operation: "RETURN",
      reference: referenceOf(service, id),
      key: keyOf(headers),
      body,
      perform: service.expectReturn(id, wanted),
      isRepeat,
    }),
  );
}

function setModes({ modes }: Service, { body }: Call): Promise<Reply> | Reply {
  return parsed(modesRequest, body, (request) => {
    modes.add(Array.isArray(request) ? request : [request]);
    return json(200, { modes: modes.list() });
  });
}

function clearModes({ modes }: Service): Reply {
  modes.clear();
  return json(200, { modes: [] });
}

function showLedger({ state, outbox }: Service): Reply {
  return json(200, {
    effects: state.effects.slice(-EFFECTS_SHOWN_MAX),
    events: { undelivered: state.undelivered.size, lastFailure: outbox?.lastFailure() ?? null },
  });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  body: string,
  then: (request: z.infer<Schema>) => Promise<Reply> | Reply,
): Promise<Reply> | Reply {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return failure(400, "BODY_INVALID", "the body is not JSON");
  }
  const request = schema.safeParse(value);
  return request.success ? then(request.data) : failure(422, "BODY_INVALID", z.prettifyError(request.error));
}

function keyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : null;
}

function referenceOf({ state }: Service, id: string): string {
  return state.orders.get(id)?.reference ?? "";
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

const CHANGING: readonly (readonly [string, RegExp, Operation])[] = [
  ["POST", /^\/orders()$/, "CREATE"],
  ["PATCH", /^\/orders\/([^/]+)$/, "AMEND"],
  ["POST", /^\/orders\/([^/]+)\/hold$/, "HOLD"],
  ["POST", /^\/orders\/([^/]+)\/release$/, "RELEASE"],
  ["POST", /^\/orders\/([^/]+)\/returns$/, "RETURN"],
];

/** What a changing request is about; null for every other one. An order that is to be made has no reference yet. */
export function subjectOf(
  service: Service,
  { method, path }: Call,
): { readonly operation: Operation; readonly reference: string } | null {
  for (const [verb, pattern, operation] of CHANGING) {
    const found = method === verb ? pattern.exec(path) : null;
    if (found !== null) return { operation, reference: referenceOf(service, found[1] ?? "") };
  }
  return null;
}
