import type { CanonicalDocument } from "../../connectors/connector.js";
import type { OrderReference } from "../../domain/order-reference.js";
import { DOCUMENT_KINDS, type DocumentKind } from "../../domain/vocabulary.js";
import type { Tx } from "../../store/database.js";
import type { Document, DocumentContent } from "../../store/document.js";
import { keepDocument } from "../../store/writes/document.js";
import { lockOrder } from "../../store/writes/order.js";
import { applyEvent } from "../delivering/apply-execution.js";
import { orderOfReceipt, takeAnswer } from "../delivering/take-answer.js";
import { partnerOrdersMeant } from "../orders/orders-meant.js";
import { refreshOrder } from "../orders/refresh-order.js";
import { shipmentsOf } from "../parcels/shipments-of.js";
import type { Hub } from "../work/hub.js";
import { type Applied, type Arriving, orderKeys } from "./arriving.js";

/** A document that is kept beside orders. */
export type BesideOrders = Extract<CanonicalDocument, { kind: DocumentKind }>;

export const isBesideOrders = (one: Arriving): one is Arriving<BesideOrders> =>
  DOCUMENT_KINDS.some((kind) => kind === one.document.kind);

/** What all of them have in common. */
interface Said {
  readonly content: DocumentContent;
  readonly externalVersion: string | null;
  readonly occurredAt: string | null;
  /** The orders it speaks of, as it names them. */
  readonly orders: readonly OrderReference[];
  readonly words: string;
}

const NO_ORDER = { externalId: null, number: null, poNumber: null };

/** Names that contact centers give to the note of an order number. */
const ORDER_ATTRIBUTES = /^(?:order|order[ _-]?(?:number|no|id)|po[ _-]?number)$/i;

function saidBy(document: BesideOrders): Said {
  switch (document.kind) {
    case "ACKNOWLEDGMENT": {
      const { acknowledgment: content } = document;
      const { level, order, issuedAt, code } = content;
      const words = level === "TECHNICAL" ? "receipt" : "answer";
      return {
        ...{ content, externalVersion: issuedAt, occurredAt: issuedAt, orders: [order] },
        words: `${words} ${content.externalId}: ${code}`,
      };
    }
    case "SHIP_NOTICE": {
      const { notice: content } = document;
      const occurredAt = content.dispatchedAt ?? content.issuedAt;
      const { issuedAt: externalVersion, orders } = content;
      return { content, externalVersion, occurredAt, orders, words: `ship notice ${content.externalId}` };
    }
    case "INVOICE": {
      const { invoice: content } = document;
      const occurredAt = content.issueDate === null ? null : `${content.issueDate}T12:00:00Z`;
      const words = `invoice ${content.externalId}`;
      return { content, externalVersion: null, occurredAt, orders: [content.order], words };
    }
    case "CALL": {
      const { call: content } = document;
      const noted = Object.entries(content.attributes).find(([name]) => ORDER_ATTRIBUTES.test(name));
      const orders = noted === undefined ? [] : [{ ...NO_ORDER, number: noted[1] }];
      const { externalVersion, startedAt: occurredAt, externalId } = content;
      return { content, externalVersion, occurredAt, orders, words: `call ${externalId}` };
    }
  }
}

/** The orders that each reference of a document may mean, in the order of its list. */
export type OrdersOfDocument = readonly (readonly string[])[];

export async function ordersOf(
  tx: Tx,
  { message, document }: Arriving<BesideOrders>,
): Promise<OrdersOfDocument> {
  const found: string[][] = [];
  for (const reference of saidBy(document).orders) {
    const meant = await partnerOrdersMeant(tx, message.connectionId, reference);
    if (meant.length > 0 || document.kind !== "ACKNOWLEDGMENT") found.push(meant);
    else found.push(await orderOfReceipt(tx, message.connectionId, document.acknowledgment));
  }
  return found;
}

/**
 * Keeps a document beside the orders it speaks of (`documents_source`); a ship notice becomes their parcels
 * as well. One that speaks of orders nobody knows waits for them. `orderIds` are those the caller has locked.
 */
export async function applyDocument(
  tx: Tx,
  hub: Hub,
  { message, document }: Arriving<BesideOrders>,
  orderIds: OrdersOfDocument,
): Promise<Applied> {
  const said = saidBy(document);
  const ambiguous = said.orders.find((_, at) => (orderIds[at]?.length ?? 0) > 1);
  if (ambiguous !== undefined) {
    const text = `${said.words} speaks of order ${nameOf(ambiguous)}, and several orders bear that number`;
    return { kind: "REJECTED", issue: { code: "ORDER_AMBIGUOUS", message: text, at: null } };
  }
  const orderId = orderIds.flat()[0] ?? null;
  const { connectionId, id: messageId, receivedAt } = message;
  const row: Omit<Document, "id"> = {
    ...{ kind: document.kind, connectionId, externalId: said.content.externalId, messageId, orderId },
    ...{ externalVersion: said.externalVersion, content: said.content, receivedAt: new Date(receivedAt) },
    occurredAt: said.occurredAt === null ? new Date(receivedAt) : new Date(said.occurredAt),
  };
  if (!(await keepDocument(tx, row))) {
    return { kind: "APPLIED", result: `${said.words}: older than what is known, kept as history` };
  }
  if (document.kind === "ACKNOWLEDGMENT" && orderId !== null)
    await takeAnswer(tx, connectionId, orderId, document.acknowledgment);
  const parcels: Applied[] = [];
  for (const [at, [id]] of orderIds.entries()) {
    if (document.kind !== "SHIP_NOTICE" || id === undefined) continue;
    parcels.push(...(await ship(tx, hub, document.notice, at, id, connectionId)));
  }
  const brings = parcels.flatMap((one) => (one.kind === "APPLIED" ? (one.brings ?? []) : []));
  const missing = said.orders.filter((_, at) => orderIds[at]?.length === 0);
  const awaits = missing.flatMap(({ externalId, number, poNumber }) =>
    orderKeys(connectionId, externalId, [number, poNumber]),
  );
  return { kind: "APPLIED", result: await resultOf(tx, said, orderId, missing), awaits, brings };
}

async function ship(
  tx: Tx,
  hub: Hub,
  notice: Extract<BesideOrders, { kind: "SHIP_NOTICE" }>["notice"],
  at: number,
  orderId: string,
  connectionId: string,
): Promise<Applied[]> {
  const order = await lockOrder(tx, orderId);
  const events = shipmentsOf(notice, at, order?.lines ?? [], orderId);
  const applied: Applied[] = [];
  for (const event of events)
    if (order !== null) applied.push(await applyEvent(tx, hub, order, connectionId, event));
  if (order !== null && events.length > 0) await refreshOrder(tx, order);
  return applied;
}

const nameOf = ({ number, poNumber, externalId }: OrderReference): string =>
  number ?? poNumber ?? externalId ?? "";

async function resultOf(
  tx: Tx,
  { words }: Said,
  orderId: string | null,
  missing: readonly OrderReference[],
): Promise<string> {
  if (orderId !== null) {
    const order = await lockOrder(tx, orderId);
    return `${words} of order ${order?.number ?? orderId}`;
  }
  const named = missing.map(nameOf).filter((name) => name !== "");
  if (named.length === 0) return words;
  return `${words} of order ${named.join(", ")}, which nobody here knows yet: kept until it comes`;
}
