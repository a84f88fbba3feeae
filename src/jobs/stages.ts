import type { FactKind } from "../domain/fact.js";
import { deliver } from "../flows/delivering/deliver.js";
import { readAgain } from "../flows/delivering/read-again.js";
import { sendDocuments } from "../flows/delivering/send-document.js";
import { rebuild } from "../flows/identity/rebuild.js";
import { reexamine } from "../flows/identity/reexamine.js";
import { resolve } from "../flows/identity/resolve.js";
import { offerMoves } from "../flows/moves/offer-move.js";
import { answerOrders } from "../flows/orders/answer-order.js";
import { interceptParcels } from "../flows/parcels/intercept-parcel.js";
import { fetchLatest } from "../flows/receiving/fetch-latest.js";
import { read } from "../flows/receiving/read.js";
import { announceReturns } from "../flows/returns/announce-return.js";
import { sendWebhooks } from "../flows/telling/send-webhooks.js";
import type { Work } from "../flows/work/work.js";

interface LaneOptions {
  /** How many sets a process has at work at once. */
  readonly concurrency: number;
  /** Facts gather into larger sets while one of their kind has only just begun. Not where work waits for others. */
  readonly gathers: boolean;
}

/** Work that would hold up other work has a queue of its own. */
export const LANES = {
  /** Thinking and writing: milliseconds. */
  think: { concurrency: 3, gathers: true },
  /** Deciding who is who: deciders take turns anyway, and must not keep readers waiting. */
  decide: { concurrency: 1, gathers: true },
  /** OCR: seconds of CPU. */
  scan: { concurrency: 3, gathers: false },
  /** Talking to other systems: as slow as they are. Many small sets, so that a slow one keeps few others waiting. */
  deliver: { concurrency: 4, gathers: false },
  /** The same for stops and changes: goods on their way do not wait behind orders that are new. */
  follow: { concurrency: 12, gathers: false },
  /** Asking sources for what they only announced, and telling partners. */
  fetch: { concurrency: 1, gathers: false },
  /** Telling receivers outside, of whom nobody knows how slow they are. */
  tell: { concurrency: 4, gathers: false },
} as const satisfies Record<string, LaneOptions>;
export type Lane = keyof typeof LANES;

export interface Stage {
  readonly lane: Lane;
  readonly work: Work;
  /** How many facts one claim takes. */
  readonly batch: number;
  /** Kinds whose facts of the same key the work brings to their end together, whichever of them it began with. */
  readonly covers?: readonly FactKind[];
}

/** A delivery brings all that waits for its order: a stop does not stand in line behind the order's making. */
const DELIVERIES: readonly FactKind[] = [
  ...(["OrderReady", "OrderChangeRequested", "ShipToDiverged", "HoldReleased", "WorkOrderMoved"] as const),
];

/** Who acts on what: the one place where a fact finds its job. */
export const STAGES: Record<FactKind, Stage> = {
  MessageReceived: { lane: "think", work: read, batch: 200 },
  ScanReceived: { lane: "scan", work: read, batch: 1 },
  PartyStated: { lane: "decide", work: resolve, batch: 200 },
  EvidenceArrived: { lane: "decide", work: reexamine, batch: 50 },
  CustomerChanged: { lane: "think", work: rebuild, batch: 500 },
  CustomerMoved: { lane: "think", work: offerMoves, batch: 10 },
  OrderReady: { lane: "deliver", work: deliver, batch: 4, covers: DELIVERIES },
  OrderChangeRequested: { lane: "follow", work: deliver, batch: 2, covers: DELIVERIES },
  ShipToDiverged: { lane: "follow", work: deliver, batch: 2, covers: DELIVERIES },
  HoldReleased: { lane: "follow", work: deliver, batch: 2, covers: DELIVERIES },
  WorkOrderMoved: { lane: "follow", work: deliver, batch: 2, covers: DELIVERIES },
  ReadAgain: { lane: "deliver", work: readAgain, batch: 1 },
  ReturnApproved: { lane: "deliver", work: announceReturns, batch: 1 },
  ParcelEscaped: { lane: "fetch", work: interceptParcels, batch: 1 },
  SourceChanged: { lane: "fetch", work: fetchLatest, batch: 20 },
  AnswerDue: { lane: "fetch", work: answerOrders, batch: 50 },
  DocumentWritten: { lane: "fetch", work: sendDocuments, batch: 20 },
  WebhookDue: { lane: "tell", work: sendWebhooks, batch: 20 },
};
