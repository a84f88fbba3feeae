import type { Codes } from "./meaning.js";

/** Where a moment stands in an event. */
export interface TimeSource {
  /** Path of date and time together, or of the day. */
  readonly stamp: string;
  /** Path of the clock, where it stands by itself. */
  readonly clock?: string;
  /** Path of the offset or zone, where it stands by itself. */
  readonly zone?: string;
  /** What the clock is known to show, e.g. UTC. */
  readonly zoneIs?: string;
  /** The zone that stands there is not the clock's: local time was marked as UTC. */
  readonly zoneIsWrong?: true;
  /** Whether a date in slashes begins with the day. */
  readonly dayFirst?: boolean;
}

/** Where the pieces of an event stand; every path starts at the event. */
export interface EventShape {
  /** The first that states a zone wins, else the first that can be read. */
  readonly at: readonly TimeSource[];
  /** The carrier's own code, kept as it came: the first path that leads to one. */
  readonly code: readonly string[];
  /** What stands for the code of events that have none: the name of their group, say. */
  readonly literal?: string;
  /** What is looked up in the tables: each key is made of paths, joined by a slash. The code itself if left out. */
  readonly keys?: readonly (readonly string[])[];
  /** Codes that say why; looked up in `reasons`. */
  readonly reason?: readonly string[];
  /** The carrier's words; all that are found, each once. */
  readonly text: readonly string[];
  /** Parts of the place, in the order they are written. */
  readonly place: readonly string[];
  /** Tracking number, carrier and expected day, where the event states them itself. */
  readonly number?: readonly string[];
  readonly carrier?: readonly string[];
  readonly expected?: readonly string[];
  /** An entry that is none: the path and the value that say so. */
  readonly unless?: readonly [path: string, value: string];
  /** Entries may be sentences: the named groups of the first that fits are the fields of the event. */
  readonly sentences?: readonly RegExp[];
}

/** How one carrier writes its answers: the table that makes a carrier known. */
export interface TrackingShape {
  /** For people: `FedEx, Track API`. */
  readonly title: string;
  /** The carrier's short name; null where each parcel names its own. */
  readonly carrier: string | null;
  /** Paths that all lead somewhere in a document of this shape, and in no other. */
  readonly when: readonly string[];
  /** Paths of the parcels; all that are found. */
  readonly parcels: readonly string[];
  /** Paths within a parcel. */
  readonly number: readonly string[];
  readonly carrierAt?: readonly string[];
  readonly events: readonly string[];
  /** The day on which the carrier expects to deliver, as of its newest event. */
  readonly expected?: readonly string[];
  readonly event: EventShape;
  /** Events of other kinds beside them. */
  readonly also?: readonly { readonly events: readonly string[]; readonly event: EventShape }[];
  /** How the parcel is said to stand, in words and without a time: paths within a parcel. */
  readonly state?: readonly string[];
  /** How the parcel stands, for parcels without events. */
  readonly summary?: EventShape;
  /** What the carrier's codes mean, for certain. */
  readonly codes?: Codes;
  /** What they mean where neither `codes` nor the words say more. */
  readonly coarse?: Codes;
  readonly reasons?: Codes;
  /** True if the state of an event may be that of its parcel. */
  readonly isEchoing?: true;
  /** Where a parcel says of itself that it has been delivered: the path and the value that say so. */
  readonly delivered?: readonly [path: string, value: string];
  /** True if the carrier answers with older parcels of the same number as well. */
  readonly isReusing?: true;
  /** What the carrier says instead of events: paths within a parcel. */
  readonly errors?: readonly string[];
  /** For carriers that say so as well if nothing is wrong: where it stands, and the values of what is. */
  readonly erring?: readonly [paths: readonly string[], values: readonly string[]];
}
