import type { CanonicalDocument, Issue } from "../connectors/connector.js";
import type { InboundMessage } from "../store/inbound-message.js";

/** What came of one document. LATER: it speaks of something that has not arrived yet. */
export type Applied =
  | { readonly kind: "APPLIED"; readonly result: string }
  | { readonly kind: "REJECTED"; readonly issue: Issue }
  | { readonly kind: "LATER"; readonly issue: Issue };

/** One document on its way into the tables. */
export interface Arriving<D extends CanonicalDocument = CanonicalDocument> {
  readonly message: InboundMessage;
  readonly document: D;
}
