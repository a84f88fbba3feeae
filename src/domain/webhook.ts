/** Whom the hub tells of events, and how it goes on when nobody listens. */
export const WEBHOOK_CONTENTS = ["THIN", "FULL"] as const;
/** THIN: what happened, and to which thing. FULL: also how the thing is now, as far as the receiver may see it. */
export type WebhookContent = (typeof WEBHOOK_CONTENTS)[number];

export const WEBHOOK_STATUSES = ["ACTIVE", "DISABLED"] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

/** WITHHELD: by the time it was to be sent, the receiver might not see the thing any more. */
export const WEBHOOK_DELIVERY_STATUSES = ["QUEUED", "DELIVERED", "FAILED", "WITHHELD"] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

/** How often one delivery is tried: about a day and a half. */
export const WEBHOOK_TRIES_MAX = 16;
const TRY_FIRST_MS = 5_000;
const TRY_MAX_MS = 8 * 3_600_000;
/** So many failures in a row, of whatever delivery, and the receiver is left in peace for a while. */
const FAILURES_BEFORE_REST = 5;
const REST_FIRST_MS = 10_000;
const REST_MAX_MS = 15 * 60_000;
/** A receiver that took nothing for this long is disabled, once a delivery has failed for good. */
const SILENCE_MAX_MS = 24 * 3_600_000;
/** A secret that was replaced is signed with for this long besides the new one. */
export const FORMER_SECRET_MS = 24 * 3_600_000;
/** How long a receiver may ask to be left alone. */
const RETRY_AFTER_MAX_MS = 8 * 3_600_000;
const GONE = 410;
/** Those that ask to come later say when in a header. */
const LATER = [429, 503];

const doubled = (first: number, times: number, max: number): number => Math.min(max, first * 2 ** times);

/** What came of one try. `status` is null if there was no answer, and `fault` says why. */
export interface WebhookTry {
  readonly status: number | null;
  readonly fault: string | null;
  readonly milliseconds: number;
  /** What a Retry-After header asked for. */
  readonly retryAfterMs: number | null;
}

/** How a receiver has behaved until now. */
export interface ReceiverState {
  readonly failures: number;
  readonly failingSince: Date | null;
}

/** What a try leads to, for the delivery and for the receiver. */
export type WebhookVerdict =
  | { readonly kind: "DELIVERED" }
  /** Tried again after so long; the receiver rests until then or shorter, if it should. */
  | { readonly kind: "AGAIN"; readonly afterMs: number; readonly restMs: number | null }
  | { readonly kind: "FAILED"; readonly disable: string | null }
  /** The receiver is gone, or is not one: the delivery waits for somebody who mends it. */
  | { readonly kind: "DISABLE"; readonly because: string };

/** Judges the `tries`-th try of a delivery. `chance` is from 0 to 1, so that a crowd does not come back at once. */
export function verdictOn(
  { status, retryAfterMs }: WebhookTry,
  tries: number,
  { failures, failingSince }: ReceiverState,
  now: Date,
  chance: number,
): WebhookVerdict {
  if (status !== null && status >= 200 && status < 300) return { kind: "DELIVERED" };
  if (status === GONE) return { kind: "DISABLE", because: "the receiver answered 410 Gone" };
  if (tries >= WEBHOOK_TRIES_MAX) {
    const silentMs = failingSince === null ? 0 : now.getTime() - failingSince.getTime();
    const disable =
      silentMs < SILENCE_MAX_MS ? null : `nothing was taken since ${failingSince?.toISOString() ?? "ever"}`;
    return { kind: "FAILED", disable };
  }
  const asked =
    status !== null && LATER.includes(status) ? Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS) : 0;
  const afterMs = Math.max(asked, doubled(TRY_FIRST_MS, tries - 1, TRY_MAX_MS)) * (1 + chance / 4);
  const tired = failures + 1 - FAILURES_BEFORE_REST;
  const restMs = tired >= 0 ? Math.max(asked, doubled(REST_FIRST_MS, tired, REST_MAX_MS)) : asked || null;
  return { kind: "AGAIN", afterMs: Math.round(afterMs), restMs };
}

/** Which addresses the hub may send webhooks to. */
export const WEBHOOK_TARGETS = ["public", "private", "any"] as const;
/** `public`: https to public addresses. `private`: https to any address. `any`: also http. */
export type WebhookTargets = (typeof WEBHOOK_TARGETS)[number];

const URL_CHARS_MAX = 2_000;

/** What is wrong with an address for webhooks; null if nothing is, as far as its text tells. */
export function faultOfTarget(text: string, targets: WebhookTargets): string | null {
  if (text.length > URL_CHARS_MAX || !URL.canParse(text)) return "this is no address";
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (protocol !== "https:" && !(protocol === "http:" && targets === "any")) return "only https is sent to";
  if (username !== "" || password !== "") return "an address holds no name and password";
  if (hash !== "") return "an address for webhooks has no fragment";
  return hostname === "" ? "this is no address" : null;
}
