import type { PartnerOrders, PlacedOrder } from "../../connectors/partner-orders.js";
import { HubError } from "../../domain/errors.js";
import type { Tx } from "../../store/database.js";
import { askedOf, noteAsked } from "../../store/writes/asked.js";
import { awaitedAnswer, countWritten } from "../../store/writes/awaited-answer.js";
import { customerName } from "../../store/writes/customer.js";
import {
  markSent,
  type PendingDelivery,
  pendingDeliveries,
  settleDelivery,
} from "../../store/writes/delivery.js";
import { fulfillmentOrderOf, openHolds } from "../../store/writes/execution.js";
import { changeable, lockOrder, type StoredOrder, setSync } from "../../store/writes/order.js";
import { buildCustomerOf } from "../identity/rebuild.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";
import { creationKey } from "./deliver-order.js";
import { endChange } from "./end-change.js";
import { endOrder, syncWithPartner } from "./end-partner-delivery.js";
import { writeDocument } from "./write-document.js";

type Settings = Readonly<Record<string, unknown>>;

/** A partner that carries orders out, within one transaction. */
interface Partner {
  readonly tx: Tx;
  readonly connectionId: string;
  readonly orders: PartnerOrders<Settings>;
  readonly settings: Settings;
}

/**
 * Puts an order, or the next of its changes, to a partner that answers by documents. The document is written in one
 * transaction with the delivery's SENT, under a key of its own (`outgoing_documents_answers`), and the partner gets
 * one thing at a time: what waits for its answer holds the next one back, so that an answer can only mean the one.
 */
export async function deliverByDocument(
  hub: Hub,
  { id: connectionId, connector, settings }: ConfiguredConnection,
  orderId: string,
): Promise<void> {
  const { orders } = connector;
  if (orders?.isExecuting(settings) !== true) return;
  await buildCustomerOf(hub, orderId);
  await hub.store.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order === null || order.connectionId === connectionId) return;
    if ((await awaitedAnswer(tx, connectionId, order.id)) !== null) return;
    const partner: Partner = { tx, connectionId, orders, settings };
    const placed = await askedOf(tx, connectionId, creationKey(order.id));
    if (placed === null) return place(partner, order);
    // Refused, or never answered: a person decides.
    if (!placed.accepted) return;
    await askNext(partner, order);
  });
  hub.ring();
}

async function place(partner: Partner, order: StoredOrder): Promise<void> {
  const { tx, connectionId, orders, settings } = partner;
  const pending = await pendingDeliveries(tx, order.id, connectionId);
  if (order.status === "CANCELED") {
    const nativeMessage = "the partner never had this order";
    for (const one of pending)
      await settleDelivery(tx, one, { status: "APPLIED", refusal: null, nativeMessage });
    return;
  }
  // What is stopped here is not put to somebody who cannot stop it.
  if (order.status !== "CONFIRMED" || order.customerId === null || (await openHolds(tx, order.id)).length > 0)
    return;
  await fulfillmentOrderOf(tx, order.id, connectionId);
  const document = await placedOrder(tx, order);
  const fault = await written(partner, order, `create:${order.id}`, (sending) =>
    orders.place(document, sending, settings),
  );
  await noteAsked(tx, connectionId, creationKey(order.id), { accepted: false, tries: 1 });
  if (fault !== null) return endOrder(tx, connectionId, order, "REJECTED", fault);
  // What was changed before is in it.
  for (const { id } of pending) await markSent(tx, id);
  await setSync(tx, order.id, "PENDING");
}

async function askNext(partner: Partner, order: StoredOrder): Promise<void> {
  const { tx, connectionId, orders, settings } = partner;
  for (const delivery of await pendingDeliveries(tx, order.id, connectionId)) {
    const asked = {
      sequence: delivery.sequence,
      target: delivery.target,
      order: await placedOrder(tx, order),
    };
    const fault = await written(partner, order, `change:${delivery.id}`, (sending) =>
      orders.change(asked, sending, settings),
    );
    if (fault === null) {
      await markSent(tx, delivery.id);
      await setSync(tx, order.id, "PENDING");
      return;
    }
    await refuse(partner, order, delivery, fault);
  }
  await syncWithPartner(tx, connectionId, order);
}

/** Our own format has no words for it: nobody will make it, so a person has to tell the partner. */
const refuse = (
  { tx, connectionId }: Partner,
  order: StoredOrder,
  delivery: PendingDelivery,
  fault: string,
) =>
  endChange(tx, connectionId, order, delivery, {
    status: "REJECTED",
    refusal: "UNSUPPORTED",
    nativeMessage: fault,
  });

type Write = Parameters<typeof writeDocument>[2];

/** Writes the document down; why it cannot be written, if it cannot. */
async function written(
  { tx, connectionId, orders, settings }: Partner,
  order: StoredOrder,
  what: string,
  write: Write,
): Promise<string | null> {
  const now = new Date();
  try {
    if (write({ at: now.toISOString(), control: 1 }) === null)
      return "the partner's format has no words for this change";
  } catch (error) {
    if (error instanceof HubError) return error.message;
    throw error;
  }
  const nth = (await countWritten(tx, connectionId, order.id)) + 1;
  await writeDocument(
    tx,
    {
      ...{ connectionId, messageId: order.messageId, orderId: order.id, perDay: null },
      answers: `${connectionId}:${what}:${nth}`,
      answerDueAt: new Date(now.getTime() + orders.answerHours(settings) * HOUR_MS),
    },
    write,
  );
  return null;
}

const HOUR_MS = 3_600_000;

async function placedOrder(tx: Tx, order: StoredOrder): Promise<PlacedOrder> {
  const { number, placedAt, currency, note } = order;
  const { shipTo, requestedDate, lines } = changeable(order);
  return {
    ...{ number, placedAt: placedAt.toISOString(), currency, note, shipTo, requestedDate, lines: [...lines] },
    customerName: await customerName(tx, order.customerId ?? ""),
  };
}
