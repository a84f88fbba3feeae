import { z } from "zod";
import { instant } from "./instant.js";

export const CALL_DIRECTIONS = ["INBOUND", "OUTBOUND", "INTERNAL"] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

export const CALL_OUTCOMES = ["ANSWERED", "MISSED", "BUSY", "FAILED", "ABANDONED"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** How a number that somebody stated is a caller's. */
export const CALLER_MATCHES = ["EXACT", "NATIONAL"] as const;
export type CallerMatch = (typeof CALLER_MATCHES)[number];

/** Why nobody can be told by what a telephone system shows. */
export const CALLER_UNKNOWNS = ["WITHHELD", "INTERNAL", "NO_NUMBER"] as const;
export type CallerUnknown = (typeof CALLER_UNKNOWNS)[number];

const id = z.string().max(200);

/** One call as the telephone system wrote it down. A later record of the same call replaces it. */
export const call = z.object({
  externalId: id,
  /** Joins the legs and transfers of what the caller saw as one call. */
  linkedId: id.nullable(),
  /** The call this one was transferred from. */
  previousId: id.nullable(),
  externalVersion: id.nullable(),
  direction: z.enum(CALL_DIRECTIONS),
  /** As the system states it; E.164 where it can be told. Null if withheld. */
  callerNumber: id.nullable(),
  callerName: z.string().max(500).nullable(),
  calledNumber: id.nullable(),
  agent: z.string().max(500).nullable(),
  queue: z.string().max(500).nullable(),
  startedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** True if the system states local time without a zone, read as the connection's own. */
  zoneUnknown: z.boolean(),
  talkSeconds: z.int().nonnegative().nullable(),
  outcome: z.enum(CALL_OUTCOMES),
  /** What the agent or the menu noted: an order number, a topic. */
  attributes: z.record(z.string().max(200), z.string().max(2000)),
});
export type Call = z.infer<typeof call>;
