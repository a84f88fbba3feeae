import type { PostalAddress } from "../domain/address.js";
import type { RefusalCode } from "../domain/vocabulary.js";

/** What a carrier is asked to do with a parcel that has left. `idempotencyKey` is the same on every repeat. */
export interface InterceptRequest {
  readonly idempotencyKey: string;
  readonly trackingNumber: string;
  /** Where the label sends it, for carriers that are asked what the change costs before it is made. */
  readonly labelShipTo?: PostalAddress;
  readonly wish:
    | { readonly kind: "REDIRECT"; readonly shipTo: PostalAddress }
    | { readonly kind: "RETURN_TO_SENDER" };
}

/** The carrier's answer to one attempt. ACCEPTED is its word; `InterceptState` is what it shows afterwards. */
export type InterceptAnswer =
  | { readonly outcome: "ACCEPTED"; readonly reference: string | null; readonly nativeMessage: string | null }
  | { readonly outcome: "REFUSED"; readonly refusal: RefusalCode; readonly nativeMessage: string }
  | { readonly outcome: "RETRY"; readonly afterMs: number; readonly nativeMessage: string }
  | { readonly outcome: "UNCERTAIN"; readonly nativeMessage: string };

/** What the carrier shows of an intercept when it is asked. */
export interface InterceptState {
  /** NONE: it knows of no intercept for this parcel. */
  readonly status: "NONE" | "REQUESTED" | "DONE" | "FAILED";
  readonly nativeMessage: string | null;
}

/** The side of a carrier's connector that stops or redirects what is on the way. */
export interface Intercept<Settings> {
  /** Classifies every answer; never throws for one it can read. */
  request(settings: Settings, request: InterceptRequest): Promise<InterceptAnswer>;
  /** Throws if the carrier cannot be reached. */
  state(settings: Settings, trackingNumber: string): Promise<InterceptState>;
}
