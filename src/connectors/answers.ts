import type { Acknowledgment } from "../domain/acknowledgment.js";
import type { CanonicalOrder } from "../domain/order.js";
import type { ShipNotice } from "../domain/ship-notice.js";
import type { MapResult, StoredMessage } from "./connector.js";

/** A document of ours on its way to a partner. */
export interface OutgoingDocument {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The address it goes to, if the connection has more than one partner. */
  readonly recipient?: string;
}

/** What is answered, as it came. */
export interface Asked<Document> {
  readonly document: Document;
  readonly message: Omit<StoredMessage, "body">;
}

/** What the writer of a document may not make up itself. */
export interface Sending {
  /** ISO 8601 instant: the only clock a writer may use. */
  readonly at: string;
  /** Number of the interchange, unique within the connection, from 1. */
  readonly control: number;
}

/** Documents in the partner's own format that answer what it sent. Strict in writing, and pure. */
export interface Answers<Document, Settings> {
  /** That it was received and could be read, or not (997, CONTRL, cXML Response); null if none is due. */
  received?(
    document: Document,
    message: Omit<StoredMessage, "body">,
    result: MapResult,
    sending: Sending,
    settings: Settings,
  ): OutgoingDocument | null;
  /** What becomes of the order (855, ORDRSP, OrderResponse, ConfirmationRequest, a mail); null if none is due. */
  order?(
    acknowledgment: Acknowledgment,
    order: CanonicalOrder,
    sending: Sending,
    settings: Settings,
    asked: Asked<Document>,
  ): OutgoingDocument | null;
  /** That goods of the order have left (856, DESADV, DespatchAdvice, ShipNoticeRequest); null if none is wanted. */
  shipped?(
    notice: ShipNotice,
    order: CanonicalOrder,
    sending: Sending,
    settings: Settings,
    asked: Asked<Document>,
  ): OutgoingDocument | null;
  /** Whether this connection wants to be told when goods leave; left out where it always does. */
  isTold?(settings: Settings): boolean;
  /** The most documents that one recipient may get in 24 hours. */
  perDay?(settings: Settings): number;
}
