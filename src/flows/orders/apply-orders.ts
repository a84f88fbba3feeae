import type { CanonicalDocument } from "../../connectors/connector.js";
import type { NewFact } from "../../domain/fact.js";
import { type CanonicalOrder, canBecome } from "../../domain/order.js";
import { targetsBetween } from "../../domain/order-change.js";
import { CHANNELS, type Channel, type OrderStatus } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import { writeFacts } from "../../store/outbox.js";
import { changeable, insertOrders, lockOrder, type NewOrder, noteStated } from "../../store/writes/order.js";
import { type KeptStatement, keepStatements, type Statement } from "../../store/writes/party.js";
import { type NewReviewTask, openTasks } from "../../store/writes/review.js";
import { requestChanges } from "../delivering/request-changes.js";
import { type Applied, type Arriving, orderKeys } from "../receiving/arriving.js";
import type { Hub } from "../work/hub.js";
import { answerTo } from "./answer-order.js";
import { doubtRepeats } from "./doubt-repeats.js";
import { isOverruled } from "./overruled.js";

type ArrivingOrder = Arriving<Extract<CanonicalDocument, { kind: "ORDER" }>>;

/**
 * Puts orders into the tables, as one set; the outcomes are in the order of the arrivals. An order
 * that is known already (`orders_source`) becomes a later version of itself, as changes. `idsBySource`
 * names the known ones, which the caller has locked.
 */
export async function applyOrders(
  tx: Tx,
  hub: Hub,
  arriving: readonly ArrivingOrder[],
  idsBySource: ReadonlyMap<string, string>,
): Promise<Applied[]> {
  if (arriving.length === 0) return [];
  const channel = (message: InboundMessage): Channel => channelOf(hub, message.connectionId);
  const statements = await keepStatements(
    tx,
    arriving.map((one) => buyerStatement(hub, one)),
  );
  const known = new Map(idsBySource);
  const fresh = new Map<number, NewOrder>();
  const seen = new Set(known.keys());
  for (const [at, one] of arriving.entries()) {
    const key = keyOf(sourceOf(one));
    const statement = statements[at];
    if (seen.has(key) || statement === undefined) continue;
    seen.add(key);
    fresh.set(at, newOrder(one, statement, channel(one.message)));
  }
  const added = await doubtRepeats(tx, [...fresh.values()]);
  const inserted = await insertOrders(tx, added);
  const outcomes = new Map<number, Applied>();
  for (const [place, at] of [...fresh.keys()].entries()) {
    const [one, order] = [arriving[at], inserted[place]];
    if (one === undefined || order === undefined) continue;
    known.set(keyOf(sourceOf(one)), order.id);
    const { externalId, externalNumber, poNumber } = one.document.order;
    const brings = orderKeys(one.message.connectionId, externalId, [externalNumber, poNumber]);
    outcomes.set(at, { kind: "APPLIED", result: `order ${order.number}`, brings });
  }
  await followUp(tx, hub, added, inserted, statements);
  for (const [at, one] of arriving.entries()) {
    const id = known.get(keyOf(sourceOf(one)));
    if (outcomes.has(at) || id === undefined) continue;
    outcomes.set(at, await applyVersion(tx, hub, id, one));
  }
  return arriving.map((_, at) => outcomes.get(at) ?? { kind: "APPLIED", result: "nothing to do" });
}

/** What an order says of who buys. */
export const buyerStatement = (hub: Hub, { message, document: { order } }: ArrivingOrder): Statement => ({
  connectionId: message.connectionId,
  channel: channelOf(hub, message.connectionId),
  party: order.buyer,
  statedAt: new Date(order.placedAt),
  messageId: message.id,
});

export const sourceOf = ({ message, document }: ArrivingOrder) => ({
  connectionId: message.connectionId,
  externalId: document.order.externalId,
});

export const keyOf = (source: { readonly connectionId: string; readonly externalId: string }): string =>
  `${source.connectionId}\u0000${source.externalId}`;

function channelOf(hub: Hub, connectionId: string): Channel {
  const side = hub.connection(connectionId)?.connector.side;
  return CHANNELS.find((channel) => channel === side) ?? "WEB";
}

function newOrder(
  { message, document: { order } }: ArrivingOrder,
  statement: KeptStatement,
  channel: Channel,
): NewOrder {
  return {
    connectionId: message.connectionId,
    channel,
    messageId: message.id,
    sourceRecordId: statement.recordId,
    customerId: statement.customerId,
    status: firstStatus(order),
    order,
  };
}

/** An order in doubt waits for a person; nothing else does. */
export function firstStatus(order: Pick<CanonicalOrder, "canceled" | "doubts">): OrderStatus {
  if (order.canceled) return "CANCELED";
  return order.doubts.length > 0 ? "NEEDS_REVIEW" : "CONFIRMED";
}

/** Who has to act on new orders: identity on new statements, delivery on what is ready, a person on doubts. */
async function followUp(
  tx: Tx,
  hub: Hub,
  orders: readonly NewOrder[],
  inserted: readonly { readonly id: string; readonly number: string }[],
  statements: readonly KeptStatement[],
): Promise<void> {
  // A record without a customer is stated again even if it is not new: its decision may be on the way,
  // and may not have seen these orders.
  const undecided = new Set(statements.filter((one) => one.customerId === null).map((one) => one.recordId));
  const facts: NewFact[] = [...undecided].map((subjectId) => ({ kind: "PartyStated", subjectId, key: null }));
  const tasks: NewReviewTask[] = [];
  for (const [at, { status, customerId, channel, connectionId, order }] of orders.entries()) {
    const { id = "", number = "" } = inserted[at] ?? {};
    facts.push(...answerTo(hub, connectionId, id, status));
    if (status === "CONFIRMED" && customerId !== null) {
      facts.push({ kind: "OrderReady", subjectId: id, key: `order:${id}` });
    }
    if (status === "NEEDS_REVIEW") {
      tasks.push({
        kind: "ORDER",
        subjectKey: id,
        title: `Check order ${number} (${channel.toLowerCase().replace("_", " ")}) before it is executed`,
        details: { doubts: order.doubts },
        ...{ orderId: id, customerId, otherCustomerId: null },
      });
    }
  }
  await writeFacts(tx, facts);
  await openTasks(tx, tasks);
}

/** A source speaks again of an order it has sent before: what differs becomes changes. */
async function applyVersion(
  tx: Tx,
  hub: Hub,
  orderId: string,
  { message, document }: ArrivingOrder,
): Promise<Applied> {
  const known = await lockOrder(tx, orderId);
  const next = document.order;
  if (known === null) return { kind: "APPLIED", result: "nothing to do" };
  const stated = { externalVersion: next.externalVersion, messageId: message.id };
  if (await isOverruled(tx, stated, known)) {
    return { kind: "APPLIED", result: `order ${known.number}: older than what is known, kept as history` };
  }
  const targets = targetsBetween(changeable(known), next);
  if (targets.length === 0) {
    await noteStated(tx, known.id, stated);
    return { kind: "APPLIED", result: `order ${known.number}: nothing changed` };
  }
  const kinds = targets.map(({ kind }) => kind).join(", ");
  if (known.status === "CANCELED") {
    const text = `order ${known.number} is canceled, but its source now changes it: ${kinds}`;
    return { kind: "REJECTED", issue: { code: "ORDER_CANCELED", message: text, at: null } };
  }
  if (next.canceled && !canBecome(known.status, "CANCELED")) {
    const text = `order ${known.number} is ${known.status.toLowerCase()}, but its source now cancels it`;
    return { kind: "REJECTED", issue: { code: "ORDER_COMPLETED", message: text, at: null } };
  }
  await requestChanges(tx, hub, known, {
    requestKey: requestKeyOf(hub, message),
    channel: known.channel,
    requestedBy: `connection:${message.connectionId}`,
    reason: null,
    requestedAt: new Date(message.receivedAt),
    targets,
  });
  await noteStated(tx, known.id, stated);
  return { kind: "APPLIED", result: `order ${known.number} version ${known.version + 1}: ${kinds}` };
}

/** A message that says something else under a mended mapping asks for that once more, and once only. */
function requestKeyOf(hub: Hub, { id, connectionId, mappingVersion }: InboundMessage): string {
  const current = hub.connection(connectionId)?.connector.mappingVersion ?? null;
  const isSame = mappingVersion === null || mappingVersion === current;
  return isSame ? `message:${id}` : `message:${id}@${current}`;
}
