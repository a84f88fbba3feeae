import type { CanonicalOrder } from "../domain/order.js";
import type { OrderChangeTarget } from "../domain/order-change.js";
import type { OutgoingDocument, Sending } from "./connector.js";

/** An order as it is put to a partner that carries it out. */
export interface PlacedOrder
  extends Pick<CanonicalOrder, "currency" | "shipTo" | "requestedDate" | "lines" | "note"> {
  /** Our number: to the partner it is the number of the purchase order, and what its answer names. */
  readonly number: string;
  /** ISO 8601 instant. */
  readonly placedAt: string;
  /** Who the goods are for. */
  readonly customerName: string | null;
}

/** One change of an order that the partner has. */
export interface AskedChange {
  /** Number of the change among those of its order, from 1. */
  readonly sequence: number;
  readonly target: OrderChangeTarget;
  /** The order as it stands with the change. */
  readonly order: PlacedOrder;
}

/**
 * Purchase orders and their changes in the partner's own format. Strict in writing, and pure. The partner's answer
 * (855, 865, ORDRSP, OrderResponse) comes in through `map` and is the only read-back there is.
 */
export interface PartnerOrders<Settings> {
  /** Whether these settings say that the partner carries orders out; the same connectors also take orders. */
  isExecuting(settings: Settings): boolean;
  /** How long an answer may take before nobody knows any more. */
  answerHours(settings: Settings): number;
  place(order: PlacedOrder, sending: Sending, settings: Settings): OutgoingDocument;
  /** Null for what the format has no words for. */
  change(change: AskedChange, sending: Sending, settings: Settings): OutgoingDocument | null;
}
