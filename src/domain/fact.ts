/**
 * Everything that can happen and that somebody has to act on. A fact is written in the transaction
 * that changes the rows it speaks of; which job acts on it is decided by one table in `jobs/`.
 */
export const FACT_KINDS = [
  /** A raw message is kept. Subject: message. */
  "MessageReceived",
  /** A raw message is kept whose decoding takes seconds (OCR). Subject: message. */
  "ScanReceived",
  /** A source has stated a party. Subject: source record. */
  "PartyStated",
  /** A decided record tells more of its neighbors than they knew. Subject: source record. */
  "EvidenceArrived",
  /** The records of a customer, or a steward's pins, have changed. Subject: customer. */
  "CustomerChanged",
  /** A customer's address or contact has changed, and its open orders have to follow or not. Subject: customer move. */
  "CustomerMoved",
  /** An order can be executed. Subject: order. */
  "OrderReady",
  /** A change waits to be brought to a receiving system. Subject: order. */
  "OrderChangeRequested",
  /** A work order's or a label's address differs from the order's. Subject: order. */
  "ShipToDiverged",
  /** Goods may come back: the systems that sent them have to expect them. Subject: return. */
  "ReturnApproved",
  /** A system has a version of a work order that the hub has not read back. Subject: order. */
  "WorkOrderMoved",
  /** What the systems show of an order has to be taken over, parcels included. Subject: order. */
  "ReadAgain",
  /** Goods have left otherwise than the order says: their carrier may still stop them. Subject: divergence. */
  "ParcelEscaped",
  /** A hold on a work order has been lifted here and has to be lifted there. Subject: order. */
  "HoldReleased",
  /** A source has said that something changed, and not to what. Subject: connection, stream and id, as JSON. */
  "SourceChanged",
  /** The sender of an order has to be told what becomes of it. Subject: order and code or shipment, as JSON. */
  "AnswerDue",
  /** A document for a partner was written and has to be sent. Subject: outgoing document. */
  "DocumentWritten",
  /** A receiver outside has to be told of an event. Subject: webhook delivery. */
  "WebhookDue",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export interface NewFact {
  readonly kind: FactKind;
  readonly subjectId: string;
  /** Facts with the same key are worked one after the other, oldest first. */
  readonly key: string | null;
}
