import type { PartyStatement } from "../domain/party.js";
import type { ConnectionSide } from "../domain/vocabulary.js";
import type { PartyCode } from "./normalizing/code.js";
import type { Features } from "./normalizing/features.js";

/** A statement of a party plus where it came from; immutable. */
export interface StatedParty {
  readonly recordId: string;
  /** The connection, or the code system it speaks for. */
  readonly system: string;
  readonly channel: ConnectionSide;
  /** ISO 8601 instant. */
  readonly statedAt: string;
  readonly party: PartyStatement;
}

/** A record as comparison sees it. */
export interface ComparableRecord {
  readonly recordId: string;
  readonly system: string;
  /** As `codesOf` makes them. */
  readonly codes: readonly PartyCode[];
  readonly features: Features;
}

/** A record whose customer is decided. */
export interface KnownRecord extends ComparableRecord {
  readonly customerId: string;
}
