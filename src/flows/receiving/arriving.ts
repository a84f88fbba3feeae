import type { CanonicalDocument, Issue } from "../../connectors/connector.js";
import type { InboundMessage } from "../../store/inbound-message.js";

/** What came of one document. LATER: it has to be tried again in a moment. */
export type Applied =
  | {
      readonly kind: "APPLIED";
      readonly result: string;
      /** Keys of what it speaks of and what is not here yet: the message is read again when one of them arrives. */
      readonly awaits?: readonly string[];
      /** Keys of what it brought, for whoever waits for that. */
      readonly brings?: readonly string[];
    }
  | {
      readonly kind: "REJECTED";
      readonly issue: Issue;
      /** Keys of what would help: a person looks, unless one of them arrives first. */
      readonly awaits?: readonly string[];
    }
  | { readonly kind: "LATER"; readonly issue: Issue };

/** One document on its way into the tables. */
export interface Arriving<D extends CanonicalDocument = CanonicalDocument> {
  readonly message: InboundMessage;
  readonly document: D;
}

/** What a parcel is waited for by. */
export const trackingKey = (trackingNumber: string): string => `tracking:${trackingNumber}`;

/**
 * What an order of a connection is waited for by: its id there, and each number that its partner may use for
 * it. The two are kept apart, as they are looked up: a key that has come must be one that is found then.
 */
export const orderKeys = (
  connectionId: string,
  externalId: string | null,
  numbers: readonly (string | null)[],
): string[] => [
  ...(externalId === null ? [] : [`source:${connectionId}:${externalId}`]),
  ...new Set(numbers.flatMap((number) => (number === null ? [] : [`order:${connectionId}:${number}`]))),
];
