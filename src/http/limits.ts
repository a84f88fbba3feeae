import { GraphQLError } from "graphql";
import type { Viewer } from "../domain/viewer.js";
import type { Role } from "../domain/vocabulary.js";
import type { Size } from "./operation-size.js";

/** Who is limited: a role, or somebody without a token. */
export type Caller = Role | "ANONYMOUS";

const HOUSE: Size = {
  /** Objects below objects; the edges of a list are no level of their own. */
  depth: 10,
  /** How often one field may lead into itself on one path. */
  repeats: 2,
  fields: 1000,
  aliases: 30,
  roots: 20,
  directives: 8,
  /** Objects an answer could hold if every list were as long as it was asked for. */
  nodes: 10_000,
  cost: 5_000,
};
const OUTSIDE: Size = { ...HOUSE, depth: 8, cost: 1_000 };

/** How much one operation may ask for, its fragments written out. Clients are not told the figures. */
export const LIMITS: Readonly<Record<Caller, Size>> = {
  ANONYMOUS: OUTSIDE,
  CUSTOMER: OUTSIDE,
  FRONT_OFFICE: HOUSE,
  SUPPLY_CHAIN: HOUSE,
  STEWARD: HOUSE,
  OPERATOR: HOUSE,
};

/** A bucket of cost: it holds so much at most, and so much flows back each second. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What each caller may spend: somebody with a token under their own name, everybody else by their address. */
export const RATES: Readonly<Record<Caller, Rate>> = {
  ANONYMOUS: { burst: 500, perSecond: 20 },
  CUSTOMER: { burst: 5_000, perSecond: 200 },
  FRONT_OFFICE: { burst: 50_000, perSecond: 5_000 },
  SUPPLY_CHAIN: { burst: 50_000, perSecond: 5_000 },
  STEWARD: { burst: 50_000, perSecond: 5_000 },
  OPERATOR: { burst: 50_000, perSecond: 5_000 },
};
/** What everybody behind one address may spend together: an office has one. */
export const ADDRESS_RATE: Rate = { burst: 200_000, perSecond: 20_000 };

/** How many subscriptions each caller may have open at once. Without a token there is nothing to follow. */
export const SUBSCRIPTIONS_MAX: Readonly<Record<Caller, number>> = {
  ANONYMOUS: 0,
  CUSTOMER: 20,
  FRONT_OFFICE: 100,
  SUPPLY_CHAIN: 100,
  STEWARD: 100,
  OPERATOR: 100,
};

/** What a connection that stays open may take of the hub. */
export interface LiveLimits {
  /** WebSockets of this process; the rest of its connections is for requests. */
  readonly socketsMax: number;
  /** How long one event may take to leave: who reads slower is cut off, and resumes by its cursor. */
  readonly sendMs: number;
  /** How long who was cut off may still read why. */
  readonly lingerMs: number;
  /** How often the other end has to show that it is there. */
  readonly pingMs: number;
  /** How long a WebSocket may take to say who it is. */
  readonly helloMs: number;
  /** Bytes that may wait to be sent, whatever they are. */
  readonly waitingBytesMax: number;
}
export const LIVE_LIMITS: LiveLimits = {
  ...{ socketsMax: 1_000, sendMs: 10_000, lingerMs: 5_000, pingMs: 12_000, helloMs: 3_000 },
  waitingBytesMax: 4 * 1024 * 1024,
};
/** How often it is looked whether the token of a subscription stands on which nothing happens; each event looks itself. */
export const TOKEN_LOOK_MS = 2_000;

export const TOKENS_MAX = 2_000;
export const BODY_BYTES_MAX = 256 * 1024;
export const OPERATION_MS_MAX = 10_000;
export const ERRORS_MAX = 5;
export const LIMIT_CODE = "OPERATION_LIMIT";

export const callerOf = (viewer: Viewer | null): Caller => viewer?.role ?? "ANONYMOUS";

export const isTooMuch = (size: Size, limits: Size): boolean =>
  (Object.keys(limits) as (keyof Size)[]).some((measure) => size[measure] > limits[measure]);

export const limitError = (): GraphQLError =>
  new GraphQLError("this operation asks for too much at once", { extensions: { code: LIMIT_CODE } });
