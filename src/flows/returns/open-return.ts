import type { ReturnEvent } from "../../domain/execution.js";
import { costOfReturn } from "../../domain/parcel-settings.js";
import { withinRoom } from "../../domain/return-line.js";
import { type ReturnAct, type ReturnActor, statusAfter } from "../../domain/return-states.js";
import type { ReturnKind } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { Return } from "../../store/return.js";
import type { Shipment } from "../../store/shipment.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { meetReturn, openReturn, returnByRequest, writeAct } from "../../store/writes/return.js";
import { closeOvertaken, openTasks } from "../../store/writes/review.js";
import { type Hub, parcelSettingsOf } from "../work/hub.js";
import { findCause, requestKeyOf } from "./find-cause.js";
import { makeRoom, roomOf } from "./return-room.js";

/**
 * A parcel turns round: it is a return nobody asked for, with its cause, and the customer's address
 * has to be mended before the next order goes the same way. One per parcel: `returns_request`.
 */
export async function openUndeliverable(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  shipment: Shipment,
  status: "RETURN_TO_SENDER" | "RETURNED",
  occurredAt: Date,
): Promise<Return> {
  const known = await returnByRequest(tx, order.id, requestKeyOf(shipment));
  const reopened = known === null ? null : await reopen(tx, order, shipment, known, occurredAt);
  const kept = reopened ?? known ?? (await openFor(tx, hub, order, shipment, occurredAt));
  const isNews = known === null || reopened !== null;
  if (isNews && kept.kind === "UNDELIVERABLE" && !NO_FAULT_OF_ADDRESS.includes(kept.reason)) {
    await askForAddress(tx, order, shipment, kept, reopened !== null);
  }
  return status === "RETURNED" ? move(tx, kept, "RECEIVE", "WAREHOUSE", "carrier", occurredAt, "back") : kept;
}

/** Reasons that no other address would have mended. */
const NO_FAULT_OF_ADDRESS: readonly Return["reason"][] = [
  ...(["DAMAGED", "MISROUTED", "WEATHER", "CUSTOMS", "CARRIER"] as const),
];

async function openFor(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  shipment: Shipment,
  occurredAt: Date,
): Promise<Return> {
  const cause = await findCause(tx, order, shipment);
  const kind = shipment.reason === "REFUSED" ? "REFUSED" : "UNDELIVERABLE";
  const packed = shipment.lines.length > 0 ? shipment.lines : order.lines;
  const room = await makeRoom(tx, order, packed, `parcel ${numberOf(shipment)} itself comes back`);
  const wanted = packed.map(({ lineNumber, quantity }) => ({
    lineNumber,
    quantity,
    reason: shipment.reason,
  }));
  const { kept } = await openReturn(
    tx,
    {
      ...{ orderId: order.id, shipmentId: shipment.id, requestKey: requestKeyOf(shipment), kind },
      ...{ status: "IN_TRANSIT", reason: shipment.reason, note: null, requestedBy: "carrier" },
      ...{ cause: cause.words, causeKind: cause.kind, causeDetails: cause, preventable: cause.preventable },
      ...{ lines: withinRoom(wanted, room), channel: order.channel, outwardCarrier: shipment.carrier },
      ...costsOf(hub, kind, shipment.carrier),
    },
    { act: "OPEN", occurredAt },
  );
  return kept;
}

/** A return that was taken back, and whose parcel comes back after all. */
async function reopen(
  tx: Tx,
  order: StoredOrder,
  shipment: Shipment,
  known: Return,
  occurredAt: Date,
): Promise<Return | null> {
  const status = statusAfter(known.status, "REOPEN", "CARRIER");
  if (status === null) return null;
  const packed = shipment.lines.length > 0 ? shipment.lines : order.lines;
  const room = await makeRoom(tx, order, packed, `parcel ${numberOf(shipment)} itself comes back`);
  const lines = withinRoom(
    packed.map(({ lineNumber, quantity }) => ({ lineNumber, quantity, reason: shipment.reason })),
    room,
  );
  const act = { act: "REOPEN" as const, actor: "carrier", note: null, occurredAt };
  const eventKey = `reopened:${known.version}`;
  return writeAct(tx, known, status, { ...act, eventKey }, { lines });
}

/** The carrier takes back that the parcel has turned round: the return was none, and nobody need look for an address. */
export async function takeBackReturn(
  tx: Tx,
  order: StoredOrder,
  shipment: Shipment,
  occurredAt: Date,
  eventKey: string,
): Promise<void> {
  const known = await returnByRequest(tx, order.id, requestKeyOf(shipment));
  if (known === null) return;
  const moved = await move(tx, known, "TAKE_BACK", "CARRIER", "carrier", occurredAt, eventKey);
  if (moved.status !== "CANCELED") return;
  await closeOvertaken(tx, "ADDRESS_CORRECTION", requestKeyOf(shipment), "the carrier took it back");
}

/** The execution system has the goods back. Answers the return's number. */
export async function receiveGoods(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  shipment: Shipment | null,
  connectionId: string,
  event: ReturnEvent,
): Promise<string> {
  const occurredAt = new Date(event.occurredAt);
  if (shipment !== null && event.kind !== "CUSTOMER_RETURN") {
    const reason = event.reason ?? shipment.reason;
    return (await openUndeliverable(tx, hub, order, { ...shipment, reason }, "RETURNED", occurredAt)).number;
  }
  const requestKey = `external:${connectionId}:${event.externalId}`;
  const known = await returnByRequest(tx, order.id, requestKey);
  const asked =
    known ?? (event.kind === "CUSTOMER_RETURN" ? await meetReturn(tx, order.id, requestKey) : null);
  const kept = asked ?? (await openArrived(tx, hub, order, shipment, event, requestKey, connectionId));
  const actor = `connection:${connectionId}`;
  return (await move(tx, kept, "RECEIVE", "WAREHOUSE", actor, occurredAt, "back", stated(event.lines)))
    .number;
}

/** Goods that nobody has announced. No more of them counts than has left; what was stated stays in the note. */
async function openArrived(
  tx: Tx,
  hub: Hub,
  order: StoredOrder,
  shipment: Shipment | null,
  event: ReturnEvent,
  requestKey: string,
  connectionId: string,
): Promise<Return> {
  const kind = event.kind;
  const lines = withinRoom(event.lines, await roomOf(tx, order));
  const { kept } = await openReturn(
    tx,
    {
      ...{ orderId: order.id, shipmentId: shipment?.id ?? null, requestKey, kind, status: "IN_TRANSIT" },
      ...{ reason: event.reason, cause: null, note: null, requestedBy: `connection:${connectionId}` },
      ...{ causeKind: kind === "CUSTOMER_RETURN" ? "CUSTOMER_DECISION" : "UNKNOWN", causeDetails: null },
      ...{ preventable: false, lines, channel: order.channel, outwardCarrier: shipment?.carrier ?? null },
      ...costsOf(hub, kind, shipment?.carrier ?? null),
    },
    { act: "OPEN", occurredAt: new Date(event.occurredAt) },
  );
  return kept;
}

/** What such a return costs the house, as it is booked. */
export function costsOf(hub: Hub, kind: ReturnKind, carrier: string | null) {
  const cost = costOfReturn(parcelSettingsOf(hub).costs, kind, carrier);
  return { cost: cost?.amount ?? null, costCurrency: cost?.currency ?? null, costDetails: cost };
}

async function move(
  tx: Tx,
  known: Return,
  act: ReturnAct,
  by: ReturnActor,
  actor: string,
  occurredAt: Date,
  eventKey: string,
  note: string | null = null,
): Promise<Return> {
  const status = statusAfter(known.status, act, by);
  return status === null ? known : writeAct(tx, known, status, { act, actor, occurredAt, eventKey, note });
}

const stated = (lines: ReturnEvent["lines"]): string | null =>
  lines.length === 0
    ? null
    : lines.map(({ lineNumber, quantity }) => `${quantity} of line ${lineNumber}`).join(", ");

const numberOf = ({ trackingNumber, externalId }: Shipment): string => trackingNumber ?? externalId;

async function askForAddress(
  tx: Tx,
  order: StoredOrder,
  shipment: Shipment,
  kept: Return,
  isAgain: boolean,
): Promise<void> {
  const subject = requestKeyOf(shipment);
  await openTasks(tx, [
    {
      kind: "ADDRESS_CORRECTION",
      subjectKey: isAgain ? `${subject}:${kept.version}` : subject,
      title: `Parcel ${numberOf(shipment)} of order ${order.number} came back: find the customer's address`,
      details: { cause: kept.cause, used: shipment.shipTo, returnNumber: kept.number },
      ...{ orderId: order.id, customerId: order.customerId, otherCustomerId: null },
    },
  ]);
}
