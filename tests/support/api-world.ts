import { randomBytes, randomUUID } from "node:crypto";
import { API_FLOWS } from "../../src/api-flows.js";
import type { Role } from "../../src/domain/vocabulary.js";
import type { WebhookTargets } from "../../src/domain/webhook.js";
import { createApiKey, type KeyToCreate } from "../../src/flows/access/api-keys.js";
import { readAudit } from "../../src/flows/access/audit.js";
import { eventTail } from "../../src/flows/telling/event-tail.js";
import type { ConfiguredConnection, Hub } from "../../src/flows/work/hub.js";
import { signToken } from "../../src/http/auth.js";
import type { LiveLimits } from "../../src/http/limits.js";
import { type Guards, startHttp } from "../../src/http/server.js";
import { buildApiSchema } from "../../src/resolvers/api-schema.js";
import { contextFactory, type Flows } from "../../src/resolvers/context.js";
import { eventShower } from "../../src/resolvers/show-event.js";
import { snakeCase } from "../../src/store/naming.js";
import { answers, hubNumbers } from "../../src/store/reads/health.js";
import { openStore, type Store } from "../../src/store/store.js";
import { freshDatabase } from "./database.js";

export interface GraphqlAnswer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path, and every look is an assertion
  readonly data: any;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** The API with a database of its own, behind a real port. */
export async function apiWorld(
  options: {
    connections?: readonly ConfiguredConnection[];
    flows?: Flows;
    guards?: Guards;
    live?: Partial<LiveLimits>;
    /** Where webhooks may go; anywhere if left out, because receivers of tests are here. */
    targets?: WebhookTargets;
  } = {},
) {
  const database = await freshDatabase("api");
  const store = await openStore(database.url, 4);
  const secret = Uint8Array.from(randomBytes(32));
  const logged: { details: Readonly<Record<string, unknown>>; message: string }[] = [];
  const log = (details: Readonly<Record<string, unknown>>, message: string) =>
    void logged.push({ details, message });
  const connections = options.connections ?? [];
  const schema = await buildApiSchema();
  const contextOf = () =>
    contextFactory({
      ...{ hub, audit, secret, flows: options.flows ?? API_FLOWS, publicUrl: "http://hub.example" },
      tail: eventTail(hub),
    });
  const hub: Hub = {
    store,
    log: { info: log, warn: log, error: log },
    connection: (id) => connections.find((connection) => connection.id === id),
    connections: () => connections,
    webhooks: {
      ...{ secret, targets: options.targets ?? "any" },
      show: (...given) => eventShower(schema, contextOf())(...given),
    },
    ring() {},
  };
  const audit = readAudit(hub);
  const opened = () =>
    startHttp({
      ...{ hub, host: "127.0.0.1", port: 0, secret, schema, context: contextOf() },
      ...(options.guards === undefined ? {} : { guards: options.guards }),
      ...(options.live === undefined ? {} : { live: options.live }),
      health: { answers: () => answers(store.pool), numbers: () => hubNumbers(store.pool) },
    });
  const doors = await opened();
  const token = (role: Role, customerId: string | null = null): Promise<string> =>
    signToken(secret, { subject: `${role.toLowerCase()}-1`, role, customerId, ttlSeconds: 600 });
  return {
    url: doors.url,
    hub,
    secret,
    store,
    logged,
    audit,
    token,
    key: (asked: Partial<KeyToCreate> & { role: Role }) =>
      createApiKey(
        store.pool,
        { name: "test", customerId: null, scopes: [], expiresAt: null, ...asked },
        "test",
      ),
    ask: asker(doors.url),
    insert: inserter(store),
    /** Other doors to the same database, with nothing in common in memory. */
    twin: opened,
    async close() {
      await doors.close();
      await audit.close();
      await store.close();
      await database.drop();
    },
  };
}
export type ApiWorld = Awaited<ReturnType<typeof apiWorld>>;

function asker(url: string) {
  return async (
    query: string,
    token: string | null = null,
    variables: object = {},
  ): Promise<GraphqlAnswer> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text);
    return { status: response.status, text, data, errors: errors ?? [] };
  };
}

function inserter(store: Store) {
  return async (table: string, row: Readonly<Record<string, unknown>>): Promise<void> => {
    const names = Object.keys(row);
    const values = Object.values(row).map((value) =>
      typeof value === "object" && value !== null && !(value instanceof Date) && !(value instanceof Buffer)
        ? JSON.stringify(value)
        : value,
    );
    await store.pool.query(
      `INSERT INTO ${table} (${names.map(snakeCase).join(", ")}) VALUES (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
      values,
    );
  };
}

export const AT = new Date("2026-03-01T10:00:00.000Z");

export const anAddress = (mark: string) => ({
  recipient: `${mark} recipient`,
  department: null,
  lines: [`${mark} street 1`],
  city: `${mark}ville`,
  region: null,
  postalCode: "12345",
  country: "DE",
  phone: null,
});

/** A customer with one source record; everything they say carries their mark. */
export async function aCustomer({ insert }: ApiWorld, mark: string, golden: object | null = null) {
  const ids = {
    customerId: randomUUID(),
    recordId: randomUUID(),
    messageId: randomUUID(),
    decisionId: randomUUID(),
  };
  await insert("inbound_messages", {
    id: ids.messageId,
    connectionId: "shop",
    deliveryId: `${mark}-delivery`,
    sha256: randomUUID(),
    contentType: "application/json",
    fileName: `${mark}.json`,
    headers: {},
    body: Buffer.from(`{"mark":"${mark}"}`),
    receivedAt: AT,
    status: "APPLIED",
    issues: [],
    result: null,
  });
  await insert("source_records", {
    id: ids.recordId,
    connectionId: "shop",
    channel: "WEB",
    sourceKey: `${mark}-key`,
    version: 1,
    contentHash: mark,
    party: {
      ...{
        code: `${mark}-code`,
        otherCodes: [],
        kind: "ORGANIZATION",
        name: `${mark} Ltd`,
        department: null,
      },
      ...{ contactName: null, emails: [`buyer@${mark}.example`], phones: ["+49 821 55 03 20"], taxId: null },
      address: anAddress(mark),
    },
    statedAt: AT,
    messageId: ids.messageId,
  });
  await insert("source_record_codes", { sourceRecordId: ids.recordId, system: "erp", code: `${mark}-erp` });
  await insert("customers", {
    id: ids.customerId,
    kind: "ORGANIZATION",
    name: `${mark} Ltd`,
    golden,
    searchText: `${mark} ltd ${mark}-erp buyer@${mark}.example`,
    searchFields: {
      names: [`${mark} Ltd`],
      codes: [`${mark}-code`, `${mark}-erp`],
      emails: [`buyer@${mark}.example`],
      phones: ["+49 821 55 03 20"],
    },
    version: 1,
    createdAt: AT,
    updatedAt: AT,
  });
  await insert("memberships", {
    sourceRecordId: ids.recordId,
    customerId: ids.customerId,
    decisionId: ids.decisionId,
  });
  await insert("decisions", {
    id: ids.decisionId,
    kind: "LINK",
    customerId: ids.customerId,
    sourceRecordId: ids.recordId,
    actor: "engine",
    score: 4.5,
    evidence: [
      { feature: "email", weight: 4.5, left: `buyer@${mark}.example`, right: `buyer@${mark}.example` },
    ],
    decidedAt: AT,
  });
  return ids;
}

type Buyer = Awaited<ReturnType<typeof aCustomer>>;

/** An order of theirs with a row in every table that can hang on it. */
export async function anOrder(
  { insert }: ApiWorld,
  buyer: Buyer,
  mark: string,
  own: Readonly<Record<string, unknown>> = {},
) {
  const orderId = randomUUID();
  const [changeId, workId, shipmentId, returnId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const shipTo = anAddress(mark);
  const lines = [{ lineNumber: "1", quantity: "2" }];
  await insert("orders", {
    ...{
      id: orderId,
      number: `TL-${mark.toUpperCase()}`,
      connectionId: "shop",
      channel: "WEB",
      externalId: mark,
    },
    ...{
      externalNumber: `#${mark}`,
      poNumber: `PO-${mark}`,
      status: "CONFIRMED",
      fulfillmentStatus: "FULFILLED",
    },
    ...{
      returnStatus: "NO_RETURN",
      executionSync: "IN_SYNC",
      placedAt: AT,
      currency: "EUR",
      total: "37.00",
      shipTo,
    },
    ...{ requestedDate: "2026-03-31", note: `${mark} note`, doubts: [`${mark} doubt`], version: 1 },
    provenance: [{ path: "buyer.name", rule: `${mark} rule` }],
    ...{ sourceRecordId: buyer.recordId, customerId: buyer.customerId, messageId: buyer.messageId },
    ...{ createdAt: AT, updatedAt: AT, ...own },
  });
  await insert("order_lines", {
    ...{
      orderId,
      lineNumber: "1",
      position: 1,
      sku: `${mark}-sku`,
      description: null,
      quantity: "2",
      unit: "box",
    },
    unitPrice: "18.5",
  });
  await insert("order_changes", {
    ...{
      id: changeId,
      orderId,
      sequence: 1,
      requestKey: mark,
      kind: "SHIP_TO",
      target: { kind: "SHIP_TO", shipTo },
    },
    ...{ channel: "WEB", requestedBy: `${mark}-clerk`, reason: `${mark} reason`, baseVersion: 1 },
    ...{ status: "CONFIRMED", requestedAt: AT },
  });
  await insert("order_change_deliveries", {
    ...{ id: randomUUID(), orderChangeId: changeId, connectionId: "erp", status: "APPLIED", attempts: 1 },
    nativeMessage: `${mark} native`,
  });
  await insert("fulfillment_orders", {
    ...{
      id: workId,
      orderId,
      connectionId: "erp",
      externalId: `${mark}-work`,
      status: "OPEN",
      shipTo,
      updatedAt: AT,
    },
  });
  await insert("holds", {
    ...{
      id: randomUUID(),
      orderId,
      fulfillmentOrderId: workId,
      reason: "OTHER",
      explanation: `${mark} hold`,
    },
    openedAt: AT,
  });
  await insert("ship_to_divergences", {
    ...{ id: randomUUID(), orderId, fulfillmentOrderId: workId, foundKey: mark, foundAt: "work order" },
    aspect: "SHIP_TO",
    ...{ expected: shipTo, found: shipTo, status: "OPEN", detectedAt: AT },
  });
  await insert("shipments", {
    ...{ id: shipmentId, orderId, fulfillmentOrderId: workId, externalId: mark, carrier: "Post" },
    ...{ trackingNumber: `TRK-${mark}`, status: "IN_TRANSIT", statusAt: AT, shipTo, lines, shippedAt: AT },
    estimatedDelivery: "2026-04-02",
  });
  await insert("tracking_events", {
    ...{ id: randomUUID(), shipmentId, eventKey: mark, status: "IN_TRANSIT", description: `${mark} event` },
    ...{ occurredAt: AT, recordedAt: AT },
  });
  await insert("returns", {
    ...{ id: returnId, number: `R-${mark}`, orderId, shipmentId, requestKey: mark, kind: "CUSTOMER_RETURN" },
    ...{ status: "REQUESTED", lines, note: `${mark} return`, requestedBy: mark, openedAt: AT, updatedAt: AT },
  });
  await insert("review_tasks", {
    ...{
      id: randomUUID(),
      kind: "ORDER",
      subjectKey: orderId,
      status: "OPEN",
      title: `${mark} task`,
      details: { mark },
    },
    ...{ orderId, openedAt: AT },
  });
  return { orderId, changeId, workId, shipmentId, returnId };
}

/** A case about an order of theirs and its return, opened in words, with a note that the house has made for itself. */
export async function aCase(
  { insert }: ApiWorld,
  buyer: Buyer,
  { orderId, returnId }: Pick<Awaited<ReturnType<typeof anOrder>>, "orderId" | "returnId">,
  mark: string,
) {
  const caseId = randomUUID();
  await insert("cases", {
    ...{ id: caseId, number: `C-${mark}`, requestKey: mark, orderId, returnId },
    ...{ customerId: buyer.customerId, sourceRecordId: buyer.recordId, type: "COMPLAINT" },
    ...{ phase: "AFTER_PURCHASE", status: "NEW", subject: `${mark} subject`, description: `${mark} words` },
    contact: { contactName: `${mark} asker`, email: `buyer@${mark}.example`, phone: "+49 821 55 03 20" },
    ...{ channel: "WEB", address: anAddress(mark), openedBy: mark, assignee: "clerk" },
    ...{ resolution: `${mark} way out`, openedAt: AT, updatedAt: AT, saidAt: AT },
  });
  for (const act of ["OPEN", "NOTE"]) {
    await insert("case_events", {
      ...{ id: randomUUID(), caseId, eventKey: act, act, toStatus: "NEW", by: "STAFF", actor: mark },
      ...{ internal: act === "NOTE", channel: null, note: `${mark} ${act.toLowerCase()}` },
      ...{ occurredAt: AT, recordedAt: AT },
    });
  }
  return { caseId };
}

/** The connections that rows of a world refer to. */
export async function itsConnections({ insert }: ApiWorld): Promise<void> {
  const own = { settings: {}, createdAt: AT };
  await insert("connections", { id: "shop", connector: "standard-webhooks", side: "WEB", ...own });
  await insert("connections", { id: "erp", connector: "bogus", side: "EXECUTION", ...own });
  await insert("connections", { id: "calls", connector: "call-center", side: "CALL_CENTER", ...own });
}
