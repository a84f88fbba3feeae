import type { z } from "zod";
import type { Acknowledgment } from "../domain/acknowledgment.js";
import type { Call } from "../domain/call.js";
import type { ExecutionEvent, SeenParcel } from "../domain/execution.js";
import type { Invoice } from "../domain/invoice.js";
import type { CanonicalOrder } from "../domain/order.js";
import type { CanonicalOrderChange, OrderChangeTarget } from "../domain/order-change.js";
import type { StatedParty } from "../domain/party.js";
import type { ShipNotice } from "../domain/ship-notice.js";
import type { OrderSnapshot } from "../domain/snapshot.js";
import type { ConnectionSide, FulfillmentOrderStatus, RefusalCode } from "../domain/vocabulary.js";
import type { Answers, OutgoingDocument } from "./answers.js";
import type { Attachment } from "./attachment.js";
import type { Door, DoorContext } from "./door.js";
import type { Intercept } from "./intercept.js";
import type { PartnerOrders } from "./partner-orders.js";
import type { Source } from "./source.js";

export type { Answers, Asked, OutgoingDocument, Sending } from "./answers.js";
export type { Door, DoorContext, Receipt } from "./door.js";

/** One arrival as it came through a door, before anybody looked inside. */
export interface RawMessage {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly fileName: string | null;
  /** Lower-case header names. Never holds a signature secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** The sender's id of this delivery; null where it has none, and then the content's hash serves. */
  readonly deliveryId: string | null;
}

/** An arrival that is kept: what `read` gets back from the store, perhaps days later. */
export interface StoredMessage extends RawMessage {
  readonly id: string;
  /** ISO 8601 instant; the only clock a mapping may use. */
  readonly receivedAt: string;
}

/** What a document says, in the hub's words. */
export type CanonicalDocument =
  | { readonly kind: "ORDER"; readonly order: CanonicalOrder }
  | { readonly kind: "ORDER_CHANGE"; readonly change: CanonicalOrderChange }
  | { readonly kind: "PARTY"; readonly party: StatedParty }
  | { readonly kind: "EXECUTION"; readonly event: ExecutionEvent }
  | { readonly kind: "ACKNOWLEDGMENT"; readonly acknowledgment: Acknowledgment }
  | { readonly kind: "SHIP_NOTICE"; readonly notice: ShipNotice }
  | { readonly kind: "INVOICE"; readonly invoice: Invoice }
  | { readonly kind: "CALL"; readonly call: Call }
  /** Something inside this document that another connector reads: it becomes a message of its own. */
  | { readonly kind: "ATTACHMENT"; readonly attachment: Attachment }
  /** The source says that something has changed and not to what: it has to be asked (`source.fetchLatest`). */
  | { readonly kind: "SOURCE_CHANGED"; readonly stream: string; readonly externalId: string };

/** A reason why something could not be read, in words the person who gets the task understands. */
export interface Issue {
  /** UPPER_SNAKE, stable: programs and code maps refer to it. */
  readonly code: string;
  readonly message: string;
  /** Where in the message: `row 7, column "Qty"`, `page 2`, `attachment order.xlsx`. */
  readonly at: string | null;
}

export type MapResult =
  | {
      readonly ok: true;
      readonly documents: readonly CanonicalDocument[];
      readonly warnings: readonly Issue[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** One document of a file that holds several, as a file that the same connector reads. */
export interface FilePart {
  /** What people call it: `850 0002`, `order 4711`. */
  readonly name: string;
  readonly body: Uint8Array;
  /** The order it speaks of, in the sender's words; what speaks of the same one later in the file waits behind it. */
  readonly orderNumber: string | null;
  /** What was told from the whole file and cannot be told from this part. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a door answers: kept, turned away before anything was stored, or answered because nothing was said. */
export type Verdict =
  | { readonly kind: "accept"; readonly messages: readonly RawMessage[] }
  /** A greeting that a system sends to see whether somebody is there. Whoever refuses it is called no more. */
  | { readonly kind: "answer"; readonly status: 200; readonly reason: string }
  | { readonly kind: "refuse"; readonly status: 400 | 401 | 404 | 413 | 415; readonly reason: string };

/** An HTTP request as a webhook door sees it: the body's bytes, untouched. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Uint8Array;
  readonly receivedAt: Date;
}

/** The state of an order in an execution system, read back from it. */
export interface ExecutionSnapshot extends OrderSnapshot {
  readonly externalId: string;
  /** The system's own concurrency token. */
  readonly version: string;
  readonly status: FulfillmentOrderStatus;
  /** The parcels that it holds, with the moments they came to their states; absent where it cannot say. */
  readonly parcels?: readonly SeenParcel[];
}

/** What an execution system is asked to do. `idempotencyKey` is the same on every repeat. */
export type ExecutionCommand =
  | {
      readonly kind: "CREATE";
      readonly idempotencyKey: string;
      /** Our order id; the system keeps it and sends it back as `reference`. */
      readonly reference: string;
      readonly orderNumber: string;
      readonly order: Pick<
        CanonicalOrder,
        "poNumber" | "currency" | "shipTo" | "requestedDate" | "lines" | "note"
      >;
      readonly customerName: string | null;
      /** Our customer id: orders of one customer are to be one customer's there, too. */
      readonly customerReference: string;
    }
  | {
      readonly kind: "AMEND";
      readonly idempotencyKey: string;
      readonly externalId: string;
      /** The version that was read just before; the system refuses if it has moved on. */
      readonly expectedVersion: string;
      readonly targets: readonly OrderChangeTarget[];
    }
  | {
      readonly kind: "HOLD" | "RELEASE";
      readonly idempotencyKey: string;
      readonly externalId: string;
      readonly reason: string;
    }
  | {
      /** Goods are to come back. Accepted with the id of what stands for the return over there. */
      readonly kind: "RETURN";
      readonly idempotencyKey: string;
      /** Our number of the return; the system keeps it, and a repeat finds it by it. */
      readonly reference: string;
      /** The order they come back from, by the system's own id. */
      readonly externalId: string;
      readonly lines: readonly { readonly lineNumber: string; readonly quantity: string }[];
      readonly reason: string | null;
    };

/**
 * The answer of one attempt. ACCEPTED is the system's word, not proof: only a read-back is.
 * UNCERTAIN means that the request may or may not have had its effect (a timeout, a cut
 * connection, an answer nobody can read): never repeat it before reading back.
 */
export type ExecutionAnswer =
  | { readonly outcome: "ACCEPTED"; readonly externalId: string; readonly nativeMessage: string | null }
  | { readonly outcome: "REFUSED"; readonly refusal: RefusalCode; readonly nativeMessage: string }
  | { readonly outcome: "RETRY"; readonly afterMs: number; readonly nativeMessage: string }
  | { readonly outcome: "UNCERTAIN"; readonly nativeMessage: string };

/** The side of a connector that executes orders. No method throws for an answer it can classify. */
export interface Execution<Settings> {
  /** Whether these settings make a connection one that executes; left out by systems that do nothing else. */
  isExecuting?(settings: Settings): boolean;
  apply(settings: Settings, command: ExecutionCommand): Promise<ExecutionAnswer>;
  /** Reads an order back by our reference; null if the system has no such order. Throws if it cannot be reached. */
  fetch(settings: Settings, reference: string): Promise<ExecutionSnapshot | null>;
  /** What it holds, page by page, `cursor` null for the first; absent where a system cannot be asked. Throws if it cannot be reached. */
  list?(settings: Settings, cursor: string | null): Promise<WorkOrderPage>;
}

/** Some of the orders that an execution system holds. */
export interface WorkOrderPage {
  readonly orders: readonly {
    /** Our order id, as the system keeps it. */
    readonly reference: string;
    readonly externalId: string;
    /** Our order number, if the system keeps it. */
    readonly orderNumber: string | null;
  }[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

/**
 * A kind of outside system: data, a pure mapping and its own I/O, blind to the database.
 * Everything optional is a capability; the contract test runs over what a connector has.
 */
export interface Connector<Shape extends z.ZodObject = z.ZodObject, Document = unknown> {
  /** kebab-case; the folder's name. */
  readonly id: string;
  readonly title: string;
  readonly side: ConnectionSide;
  /** One description per setting: it is the help text. Settings named in `secrets` hold references. */
  readonly settings: Shape;
  readonly secrets: readonly (keyof z.infer<Shape> & string)[];
  /** Raised when the same bytes would be mapped differently: replay then tells old from new. */
  readonly mappingVersion: number;
  /** True if `decode` takes seconds of CPU (OCR): such messages get a lane of their own. */
  readonly slow?: boolean;
  /** Bytes to a document: MIME, sheets, OCR. May be slow; throws HubError for what it cannot open. */
  decode(message: StoredMessage, settings: z.infer<Shape>): Promise<Document>;
  /** Document to the hub's words. Pure: same document, same settings, same result. */
  map(document: Document, message: Omit<StoredMessage, "body">, settings: z.infer<Shape>): MapResult;
  /** The bytes of an attachment that `map` has named; null if the document has no such part. */
  attachedBytes?(document: Document, part: string): Uint8Array | null;
  /**
   * Checks a webhook's signature on the raw bytes and splits it into messages. May fetch the sender's public
   * keys, and throws UNAVAILABLE if they cannot be had: the sender then comes again.
   */
  webhook?(request: WebhookRequest, settings: z.infer<Shape>): Verdict | Promise<Verdict>;
  /** Files may be handed to it: by upload, from a folder, by `hub ingest`. */
  readonly files?: { readonly extensions: readonly string[] };
  /** Opens a door of the connector's own. Returns null if the settings do not ask for one. */
  listen?(context: DoorContext<z.infer<Shape>>): Promise<Door | null>;
  /** It can be asked, too: page by page, and for one object. */
  readonly source?: Source<z.infer<Shape>>;
  /**
   * Every document of a file as a file of its own, in their order: where one of them cannot be read, it is set
   * aside alone. Empty where they cannot be told apart.
   */
  split?(document: Document, settings: z.infer<Shape>): readonly FilePart[];
  /** Which order a document speaks of, if that can be told even where the rest cannot be read: later ones wait behind it. */
  orderKey?(document: Document, settings: z.infer<Shape>): string | null;
  readonly execution?: Execution<z.infer<Shape>>;
  /** A partner that carries orders out and answers by documents. */
  readonly orders?: PartnerOrders<z.infer<Shape>>;
  /** A carrier that stops or redirects a parcel on its way. */
  readonly intercept?: Intercept<z.infer<Shape>>;
  readonly answers?: Answers<Document, z.infer<Shape>>;
  /** Brings a document to the partner; KEPT if the settings name no way, and it waits to be fetched. Throws HubError to be tried again. */
  send?(document: OutgoingDocument, settings: z.infer<Shape>): Promise<"SENT" | "KEPT">;
}

/** Keeps the types of settings and document together while one connector is written down. */
export function defineConnector<Shape extends z.ZodObject, Document>(
  connector: Connector<Shape, Document>,
): Connector<Shape, Document> {
  return connector;
}
