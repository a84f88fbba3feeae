import { z } from "zod";
import { postalAddress } from "../../domain/address.js";
import { seenParcel } from "../../domain/execution.js";
import { FULFILLMENT_ORDER_STATUSES, type RefusalCode } from "../../domain/vocabulary.js";
import type { ExecutionAnswer } from "../connector.js";
import { jsonIn, waitMs } from "../execution-client.js";

/** An HTTP answer as far as it was read. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
}

export const orderAnswer = z.object({
  order: z.object({
    id: z.string().min(1),
    version: z.string().min(1),
    status: z.enum(FULFILLMENT_ORDER_STATUSES),
    shipTo: postalAddress.nullable(),
    /** The parcel's label, once it is printed; it may bear another address than the order. */
    label: z.object({ shipTo: postalAddress.nullable() }).nullable(),
    parcels: z.array(seenParcel).nullish(),
    requestedDate: z.string().nullable(),
    canceled: z.boolean(),
    lines: z.array(
      z.object({
        lineNumber: z.string(),
        sku: z.string().nullable(),
        description: z.string().nullable(),
        quantity: z.string(),
        unitPrice: z.string().nullable(),
      }),
    ),
  }),
});

const errorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The error that an answer states; null for most, of which nothing but the name of a field has to be looked at. */
function errorIn(body: unknown): z.infer<typeof errorAnswer>["error"] | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const read = errorAnswer.safeParse(body);
  return read.success ? read.data.error : null;
}

/** The system's own words for a refusal, and ours. */
const REFUSALS: Readonly<Record<string, RefusalCode>> = {
  ORDER_UNKNOWN: "NOT_FOUND",
  VERSION_STALE: "VERSION_CONFLICT",
  VERSION_REQUIRED: "VERSION_CONFLICT",
  ALREADY_SHIPPED: "ALREADY_SHIPPED",
  BELOW_SHIPPED_QUANTITY: "BELOW_SHIPPED_QUANTITY",
  ORDER_CANCELED: "ORDER_LOCKED",
  LAST_LINE: "LINE_NOT_DELETABLE",
  NOT_AUTHORIZED: "PERMISSION",
};

/** What a status means where the body does not say it in words that we know. */
const REFUSALS_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: "PERMISSION",
  403: "PERMISSION",
  405: "UNSUPPORTED",
  409: "VERSION_CONFLICT",
  412: "VERSION_CONFLICT",
  423: "LOCKED_BY_USER",
  428: "VERSION_CONFLICT",
  501: "UNSUPPORTED",
};

/** Said before the system looked at the request: it is safe to come again. */
const NOT_TAKEN: readonly number[] = [408, 425, 429, 503];

const EXCERPT_CHARS = 200;

/**
 * What an answer to a command means. Only a readable order is ACCEPTED, and only words that say so
 * are REFUSED: a 500 may come from before or after the effect, a page of HTML from anywhere.
 */
export function classify(answer: Answer, nowMs: number): ExecutionAnswer {
  const { status } = answer;
  const body = jsonIn(answer);
  const error = errorIn(body);
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && error === null) {
    const accepted = orderAnswer.safeParse(body);
    if (accepted.success)
      return { outcome: "ACCEPTED", externalId: accepted.data.order.id, nativeMessage: null };
  }
  const nativeMessage = excerpt(answer, body);
  if (NOT_TAKEN.includes(status)) {
    return { outcome: "RETRY", afterMs: waitMs(answer.retryAfter, nowMs), nativeMessage };
  }
  // Some systems put their refusals into a 200.
  if (isSuccess && error !== null)
    return { outcome: "REFUSED", refusal: refusalOf(error.code, 422), nativeMessage };
  // A 404 in other words than the system's own comes from whoever stands in front of it.
  if (status === 404 && error === null) return { outcome: "UNCERTAIN", nativeMessage };
  if (status >= 400 && (status < 500 || status === 501))
    return { outcome: "REFUSED", refusal: refusalOf(error?.code ?? "", status), nativeMessage };
  return { outcome: "UNCERTAIN", nativeMessage };
}

/** True if the system itself says that it has no such order; a proxy's 404 does not count. */
export function saysUnknown(answer: Answer): boolean {
  return answer.status === 404 && errorIn(jsonIn(answer))?.code === "ORDER_UNKNOWN";
}

/** The system's words, for the person who will read them. */
export function excerpt(answer: Answer, body: unknown): string {
  const error = errorIn(body);
  if (error !== null) return `${error.code}: ${error.message}`;
  const start = answer.text.replace(/\s+/g, " ").trim().slice(0, EXCERPT_CHARS);
  return `HTTP ${answer.status}${answer.contentType === "" ? "" : ` ${answer.contentType}`}: ${start}`;
}

function refusalOf(code: string, status: number): RefusalCode {
  return REFUSALS[code] ?? (code === "" ? REFUSALS_BY_STATUS[status] : undefined) ?? "VALIDATION";
}
