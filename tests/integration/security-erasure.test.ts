import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eraseCustomer, exportCustomer } from "../../src/flows/access/erase-customer.js";
import { planReplay, replayAll } from "../../src/flows/receiving/replay-connection.js";
import { isTokenGood } from "../../src/store/writes/credential.js";
import { PERSONAL_PLACES } from "../../src/store/writes/personal-places.js";
import { READING, startTestHub } from "../support/hub.js";
import { HAMBURG, orderMessage, type PartnerOrder } from "../support/orders.js";

const STEWARD = { subject: "steward-1", role: "STEWARD" as const, customerId: null };
const MARKERS = Array.from({ length: 24 }, (_, at) => `mk${String(at).padStart(2, "0")}quokka`);
const [
  NAME,
  EMAIL,
  CONTACT,
  STREET,
  RECIPIENT,
  NOTE,
  TAX,
  REASON,
  NATIVE,
  WORK,
  HOLD,
  FOUND,
  EVENT,
  RETURN,
  TASK,
  CONTENT,
  ANSWER,
  DRAFT,
  FAILED,
  KEPT,
  CASE,
  ASKER,
  WAY_OUT,
  SAID,
] = MARKERS;
const MAIL = `${EMAIL}@person.example`;
const THEIRS: PartnerOrder = {
  id: "E-1",
  number: "#E-1",
  note: `please ring ${NOTE}`,
  shipTo: { ...HAMBURG, recipient: RECIPIENT ?? "", lines: [`${STREET} 12`] },
  customer: {
    ...{ id: "P-1", kind: "person", name: `Ann ${NAME}`, contactName: CONTACT, emails: [MAIL] },
    ...{ phones: ["+49 40 3688 1799"], taxId: TAX },
  },
};

let world: Awaited<ReturnType<typeof startTestHub>>;
let customerId: string;
let orderId: string;
let strangersBefore: string;

const insert = (table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> =>
  world.rows(
    `INSERT INTO ${table} (${Object.keys(row).join(", ")}) SELECT ${Object.keys(row).join(", ")}
       FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(row)],
  );

/** Every row of every table as text, bytes as the text they are. */
async function dump(where = ""): Promise<string> {
  const tables = await world.rows<{ name: string }>(
    "SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'throughline', 'bullmq') AND c.relkind = 'r' ORDER BY 1",
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const bytes = ["inbound_messages", "outgoing_documents"].includes(name)
      ? ", encode(t.body, 'escape')"
      : "";
    const rows = await world.rows<object>(`SELECT t::text${bytes} FROM ${name} t ${where}`);
    parts.push(`${name} ${JSON.stringify(rows)}`);
  }
  return parts.join("\n");
}
const found = (text: string): string[] => MARKERS.filter((marker) => text.includes(marker));

/** A stranger's rows; the facts and audits of the house are nobody's. */
const strangers = async (): Promise<string> =>
  JSON.stringify(
    await world.rows(
      `SELECT o::text, r.party::text, c::text, encode(m.body, 'escape') FROM orders o JOIN source_records r ON r.id = o.source_record_id
         JOIN customers c ON c.id = o.customer_id JOIN inbound_messages m ON m.id = o.message_id WHERE o.external_id = 'S-1'`,
    ),
  );

beforeAll(async () => {
  world = await startTestHub("erasure", { warehouse: false });
  await world.say(THEIRS);
  await world.say({
    id: "S-1",
    customer: { id: "P-2", name: "Somebody Else", emails: ["else@other.example"] },
  });
  await world.settle();
  await world.send("partner", orderMessage(THEIRS), { headers: { from: MAIL }, fileName: `${KEPT}.json` });
  const { id, customerId: buyer } = await world.orderOf("E-1");
  orderId = id;
  customerId = buyer ?? "";
  strangersBefore = await strangers();
  const [message] = await world.rows<{ id: string }>("SELECT message_id AS id FROM orders WHERE id = $1", [
    orderId,
  ]);
  const now = new Date();
  const work = randomUUID();
  const shipment = randomUUID();
  const change = randomUUID();
  const address = { ...HAMBURG, recipient: FOUND };
  await insert("order_changes", {
    ...{ id: change, order_id: orderId, sequence: 9, request_key: `api:${MAIL}:k`, kind: "CONTACT" },
    ...{
      target: { kind: "CONTACT", contactName: CONTACT },
      channel: "WEB",
      requested_by: MAIL,
      reason: REASON,
      base_version: 1,
      status: "CONFIRMED",
      requested_at: now,
    },
  });
  await insert("order_change_deliveries", {
    id: randomUUID(),
    order_change_id: change,
    connection_id: "partner",
    status: "APPLIED",
    native_message: NATIVE,
    attempts: 1,
  });
  await insert("fulfillment_orders", {
    id: work,
    order_id: orderId,
    connection_id: "desk",
    status: "OPEN",
    ship_to: address,
    seen: { shipTo: address, labels: [], lines: [] },
    native_message: WORK,
    updated_at: now,
  });
  await insert("holds", {
    id: randomUUID(),
    order_id: orderId,
    reason: "OTHER",
    explanation: HOLD,
    opened_at: now,
  });
  await insert("ship_to_divergences", {
    ...{ id: randomUUID(), order_id: orderId, fulfillment_order_id: work, found_key: `key ${FOUND}` },
    ...{ found_at: "work order", expected: address, found: address, status: "OPEN", detected_at: now },
    aspect: "SHIP_TO",
  });
  await insert("differences", {
    ...{ id: randomUUID(), connection_id: "desk", subject: orderId, order_id: orderId, aspect: "SHIP_TO" },
    ...{ ours: JSON.stringify(address), theirs: FOUND, proposal: "PROPAGATE", found_at: now, seen_at: now },
  });
  await insert("shipments", {
    id: shipment,
    order_id: orderId,
    fulfillment_order_id: work,
    external_id: "s",
    status: "IN_TRANSIT",
    status_at: now,
    ship_to: address,
    lines: [],
  });
  await insert("tracking_events", {
    id: randomUUID(),
    shipment_id: shipment,
    event_key: "e",
    status: "DELIVERED",
    description: `left with ${EVENT}`,
    location: "door",
    occurred_at: now,
    recorded_at: now,
  });
  const returned = randomUUID();
  const move = randomUUID();
  await insert("returns", {
    ...{
      id: returned,
      number: "R-1",
      order_id: orderId,
      request_key: `api:${MAIL}:r`,
      kind: "CUSTOMER_RETURN",
      status: "REQUESTED",
    },
    ...{ lines: [], note: RETURN, requested_by: MAIL, opened_at: now, updated_at: now },
  });
  await insert("return_events", {
    ...{ id: randomUUID(), return_id: returned, order_id: orderId, event_key: "e", act: "REQUEST" },
    ...{ to_status: "REQUESTED", actor: MAIL, note: RETURN, occurred_at: now, recorded_at: now },
  });
  const [record] = await world.rows<{ id: string }>(
    "SELECT source_record_id AS id FROM orders WHERE id = $1",
    [orderId],
  );
  // One about nothing but the person, whose rows no order leads to.
  const asked = randomUUID();
  await insert("cases", {
    ...{ id: asked, number: "C-1", request_key: `api:${MAIL}:c`, customer_id: customerId },
    ...{ source_record_id: record?.id, type: "COMPLAINT", phase: "AFTER_PURCHASE", status: "RESOLVED" },
    ...{ subject: `the bell ${CASE}`, description: `I am ${NAME}, and ${CASE}`, opened_by: MAIL },
    ...{ contact: { contactName: ASKER, email: MAIL, phone: null }, address, resolution: `told ${WAY_OUT}` },
    ...{ version: 2, opened_at: now, updated_at: now, said_at: now, resolved_at: now },
  });
  await insert("case_events", {
    ...{ id: randomUUID(), case_id: asked, event_key: "e", act: "NOTE", to_status: "NEW", by: "CUSTOMER" },
    ...{ actor: MAIL, internal: true, note: `rang ${SAID}`, occurred_at: now, recorded_at: now },
  });
  await insert("customer_moves", {
    ...{ id: move, move_key: FOUND, customer_id: customerId, aspect: "ADDRESS", before: address },
    ...{ after: address, used_before: false, explicit: true, detected_at: now },
  });
  await insert("customer_move_offers", {
    ...{ id: randomUUID(), move_id: move, order_id: orderId, stage: "UNFULFILLED", decision: "KEEP" },
    ...{ reason: `asked for by ${MAIL}` },
  });
  await insert("customer_move_offers", {
    ...{ id: randomUUID(), move_id: move, case_id: asked, stage: "NEW", decision: "KEEP" },
    ...{ reason: `asked for by ${SAID}` },
  });
  await insert("review_tasks", {
    id: randomUUID(),
    kind: "ORDER",
    subject_key: randomUUID(),
    status: "OPEN",
    title: `call ${TASK}`,
    details: { who: TASK },
    order_id: orderId,
    opened_at: now,
    value_at_risk: 0,
  });
  await insert("documents", {
    id: randomUUID(),
    kind: "CALL",
    connection_id: "calls",
    external_id: "c",
    message_id: message?.id,
    order_id: orderId,
    content: { said: CONTENT },
    occurred_at: now,
    received_at: now,
  });
  await world.rows(
    `INSERT INTO outgoing_documents (id, connection_id, answers, message_id, order_id, control, file_name, content_type, body, recipient, created_at)
     VALUES ($1, 'partner', 'answer:x', $2, $3, 1, $4, 'text/plain', $5, $6, now())`,
    [randomUUID(), message?.id, orderId, `${ANSWER}.txt`, Buffer.from(`Dear ${ANSWER}`), MAIL],
  );
  const field = randomUUID();
  await insert("custom_fields", {
    ...{
      id: field,
      subject: "ORDER",
      namespace: "house",
      key: "wish",
      type: "TEXT",
      choices: [],
      label: "Wish",
    },
    ...{ seen_by: ["CUSTOMER"], set_by: ["CUSTOMER"], is_personal: true, is_filterable: true, version: 1 },
    ...{ created_at: now, updated_at: now },
  });
  await insert("custom_values", {
    ...{ field_id: field, subject_id: orderId, value: NOTE, filter_key: `${NOTE}`.toLowerCase(), version: 1 },
    ...{ changed_by: MAIL, changed_at: now },
  });
  await insert("order_drafts", {
    owner: "agent",
    call_id: "c",
    form_id: "f",
    form: { email: MAIL, note: DRAFT },
    version: 1,
    saved_at: now,
  });
  await insert("idempotency_keys", {
    actor: MAIL,
    key: "k",
    request_hash: "h",
    outcome: { ok: true },
    created_at: now,
  });
  await world.rows(
    `INSERT INTO facts (id, kind, subject_id, created_at, next_at, attempts, error, parked_at) VALUES ($1, 'OrderReady', $2, now(), now(), 1, $3, now())`,
    [randomUUID(), orderId, `no such mailbox: ${MAIL} ${FAILED}`],
  );
  await world.send("desk", `broken;${MAIL};${KEPT}`, { fileName: "a.csv", contentType: "text/csv" });
  await world.work(READING);
});
afterAll(() => world.close());

describe("a person", () => {
  test("is found in every place before", async () => {
    expect(found(await dump())).toEqual(MARKERS);
  });

  test("can be exported: everything that erasing removes, and nothing of anybody else", async () => {
    const outcome = await exportCustomer(world.hub, STEWARD, { idempotencyKey: "x", customerId });
    if (!outcome.ok) throw new Error("not exported");
    const text = JSON.stringify(outcome.value.data);
    expect(found(text)).toEqual(MARKERS);
    expect(text).not.toContain("else@other.example");
    expect(found(JSON.stringify(await world.rows("SELECT outcome FROM idempotency_keys")))).toEqual([]);
  });

  test("is found in no place afterwards, and what was kept of the business stays", async () => {
    const exported = await exportCustomer(world.hub, STEWARD, { idempotencyKey: "y", customerId });
    const before = await world.orderOf("E-1");
    const outcome = await eraseCustomer(world.hub, STEWARD, { idempotencyKey: "e", customerId });
    if (!outcome.ok || !exported.ok) throw new Error("not erased");
    expect(found(await dump())).toEqual([]);
    expect(await dump()).not.toContain("3688 1799");
    const counted = Object.fromEntries(
      Object.entries(exported.value.data).map(([table, rows]) => [table, rows.length]),
    );
    expect(outcome.value.changed).toEqual(counted);
    expect(Object.keys(counted).sort()).toEqual(
      PERSONAL_PLACES.map(({ table }) => table)
        .filter((table) => !["awaited", "streams"].includes(table))
        .sort(),
    );
    const after = await world.orderOf("E-1");
    expect([after.number, after.total, after.placedAt, after.lines]).toEqual([
      before.number,
      before.total,
      before.placedAt,
      before.lines,
    ]);
    expect(JSON.stringify(world.logged)).not.toMatch(/quokka/);
  });

  test("leaves everybody else as they were", async () => {
    expect(await strangers()).toBe(strangersBefore);
  });

  test("has tokens no more", async () => {
    expect(await isTokenGood(world.hub.store.pool, { issuer: "throughline", jti: null, customerId })).toBe(
      false,
    );
    expect(
      await isTokenGood(world.hub.store.pool, { issuer: "throughline", jti: null, customerId: randomUUID() }),
    ).toBe(true);
  });

  test("does not come back by what a source says again", async () => {
    const again: [string, string][] = [
      ["the same bytes", orderMessage(THEIRS)],
      ["a later version of the same order", orderMessage({ ...THEIRS, version: 3, note: `again ${NOTE}` })],
      ["an older order of theirs that comes late", orderMessage({ ...THEIRS, id: "E-0", number: "#E-0" })],
    ];
    for (const [, body] of again)
      await world.send("partner", body, { headers: { from: MAIL }, fileName: `${KEPT}.json` });
    await world.settle();
    const partner = world.hub.connection("partner");
    if (partner === undefined) throw new Error("no partner");
    const planned = [];
    for await (const one of planReplay(world.hub, partner, { since: null, all: true })) planned.push(one);
    await replayAll(world.hub, planned);
    await world.settle();
    expect(found(await dump())).toEqual([]);
    expect(await world.rows("SELECT 1 FROM orders WHERE external_id = 'E-0'")).toEqual([]);
  });

  test("may come back by ordering anew", async () => {
    const later = JSON.parse(orderMessage({ ...THEIRS, id: "E-9", number: "#E-9" }));
    later.data.placedAt = new Date(Date.now() + 60_000).toISOString();
    later.data.updatedAt = later.data.placedAt;
    await world.send("partner", JSON.stringify(later));
    await world.settle();
    const order = await world.orderOf("E-9");
    expect(order.customerId).not.toBeNull();
    expect(order.customerId).not.toBe(customerId);
  });

  test("that does not exist cannot be erased", async () => {
    const outcome = await eraseCustomer(world.hub, STEWARD, {
      idempotencyKey: "n",
      customerId: randomUUID(),
    });
    expect(outcome).toMatchObject({ ok: false, userErrors: [{ code: "NOT_FOUND" }] });
  });
});
