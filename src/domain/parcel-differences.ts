import { sameDecimal } from "./decimal.js";
import type { SeenParcel } from "./execution.js";
import { hasLeft, laterStatus } from "./fulfillment.js";
import type { Difference } from "./reconciliation.js";
import type { ShipmentStatus } from "./vocabulary.js";

/** A parcel of a work order, as the hub has heard of it. */
export interface KnownParcel {
  readonly externalId: string;
  readonly trackingNumber: string | null;
  readonly status: ShipmentStatus;
  readonly statusAt: Date;
  readonly lines: readonly { readonly lineNumber: string; readonly quantity: string }[];
}

/** Where a parcel's way has ended: what a system keeps of it later is its own business. */
const ENDED: ReadonlySet<ShipmentStatus> = new Set(["DELIVERED", "RETURNED", "LOST", "CANCELED"]);

/**
 * What the hub has missed of a work order's parcels, or has made up. A hub that knows more than the system, because
 * the carrier has told it since, has missed nothing. `since` leaves out news that may still be on its way here.
 */
export function parcelDifferences(
  ours: readonly KnownParcel[],
  theirs: readonly SeenParcel[],
  since: Date,
): Difference[] {
  const pairs = theirs.map((seen) => ({
    seen,
    known: ours.find(({ externalId }) => externalId === seen.externalId),
  }));
  const missing = ours
    .filter((known) => !ENDED.has(known.status) && known.statusAt < since)
    .filter((known) => !pairs.some((pair) => pair.known === known))
    .map((known) => found("PARCEL_MISSING_THERE", known, wordsOf(known), null));
  const old = pairs.filter(({ seen }) => new Date(seen.occurredAt) < since);
  return [...old.flatMap(({ seen, known }) => missedOf(seen, known)), ...missing];
}

function missedOf(seen: SeenParcel, known: KnownParcel | undefined): Difference[] {
  if (known === undefined)
    return seen.status === "CANCELED" ? [] : [found("PARCEL_UNKNOWN_HERE", seen, null, wordsOf(seen))];
  const [ours, theirs] = [stateOf(known), { status: seen.status, occurredAt: new Date(seen.occurredAt) }];
  const isBehind = known.status !== seen.status && laterStatus(ours, theirs) === theirs;
  const isTracked = known.trackingNumber !== null || seen.trackingNumber === null;
  const isPacked = !hasLeft(seen.status) || theirs.occurredAt < known.statusAt || sameContents(known, seen);
  return [
    ...(isBehind ? [found("PARCEL_STATUS", known, known.status, seen.status)] : []),
    ...(isPacked ? [] : [found("PARCEL_CONTENTS", known, contentsOf(known), contentsOf(seen))]),
    ...(isTracked ? [] : [found("PARCEL_TRACKING", known, null, seen.trackingNumber)]),
  ];
}

const stateOf = ({ status, statusAt }: KnownParcel) => ({ status, occurredAt: statusAt });

function sameContents({ lines }: KnownParcel, seen: SeenParcel): boolean {
  const known = new Map(lines.map(({ lineNumber, quantity }) => [lineNumber, quantity]));
  return (
    known.size === new Set(seen.lines.map(({ lineNumber }) => lineNumber)).size &&
    seen.lines.every(({ lineNumber, quantity }) => sameDecimal(known.get(lineNumber) ?? "0", quantity))
  );
}

const contentsOf = ({ lines }: Pick<KnownParcel, "lines">): string | null =>
  lines.length === 0
    ? null
    : lines.map(({ lineNumber, quantity }) => `${lineNumber}: ${quantity}`).join(", ");

const wordsOf = ({
  externalId,
  trackingNumber,
  status,
}: Pick<KnownParcel, "externalId" | "trackingNumber" | "status">): string =>
  `parcel ${trackingNumber ?? externalId}, ${status}`;

/** What was missed is read again; what only the hub knows, somebody over there has to be asked about. */
const found = (
  aspect: Difference["aspect"],
  { externalId: parcel }: Pick<KnownParcel, "externalId">,
  ours: string | null,
  theirs: string | null,
): Difference => ({
  ...{ aspect, parcel, lineNumber: null, ours, theirs },
  proposal: aspect === "PARCEL_MISSING_THERE" ? "ASK_WAREHOUSE" : "READ_AGAIN",
});
