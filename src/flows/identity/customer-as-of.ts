import type { Pins } from "../../identity/golden/survivorship.js";
import type { MemberAt, PinAt } from "../../store/reads/as-of.js";
import type { CustomerRow } from "../../store/reads/customer.js";
import type { Reads } from "../../store/reads/reads.js";
import { goldenOf, RECORDS_MAX } from "./rebuild.js";

/** A customer as it stood at an instant. */
export interface PastCustomer extends CustomerRow {
  readonly asOf: { readonly at: Date; readonly recordIds: readonly string[] };
}

type AsOfReads = Pick<Reads, "customerOfIdAt" | "membersAt" | "pinsAt" | "customerSince">;

/**
 * The golden record as it stood then: the records that belonged to the customer then, what was pinned by
 * then, and the same rules. An id that has ceased since stands for the customer it was; null for one that
 * nobody knew yet. Nothing is read but what that customer has been through.
 */
export async function customerAsOf(reads: AsOfReads, id: string, at: Date): Promise<PastCustomer | null> {
  const [then] = await reads.customerOfIdAt(id, at);
  if (then === undefined) return null;
  const { customerId } = then;
  const members = await reads.membersAt(customerId, at, RECORDS_MAX);
  const [row] = await reads.customerSince(customerId);
  if (row === undefined || members.length === 0) return null;
  const pins = await reads.pinsAt(customerId, at);
  const golden = goldenOf(members, pinsFrom(pins, customerId));
  return {
    id: customerId,
    kind: golden.kind?.value ?? null,
    name: golden.name?.value ?? null,
    golden: { ...golden },
    // Nobody can edit the past, so there is no version to state.
    version: 0,
    mergedInto: null,
    createdAt: row.createdAt,
    updatedAt: lastOf(members, pins),
    asOf: { at, recordIds: members.map((member) => member.id) },
  };
}

/**
 * The pin of each attribute: of every id its latest, a null letting go of those before it; of those the
 * one on the customer's own id, else the latest. `pins` are in the order in which they were made.
 */
export function pinsFrom(pins: readonly PinAt[], customerId: string): Pins {
  const ofId = new Map(pins.map((pin) => [`${pin.customerId} ${String(pin.details.attribute)}`, pin]));
  const rank = (pin: PinAt): number => Number(pin.customerId === customerId && hasValue(pin));
  const best = [...ofId.values()].sort((a, b) => rank(a) - rank(b) || Number(a.seq) - Number(b.seq));
  const chosen = new Map(best.map((pin) => [String(pin.details.attribute), pin]));
  return Object.fromEntries(
    [...chosen].flatMap(([attribute, pin]) => (hasValue(pin) ? [[attribute, pin.details.value]] : [])),
  );
}

const hasValue = ({ details: { value } }: PinAt): boolean => value !== null && value !== undefined;

const lastOf = (members: readonly MemberAt[], pins: readonly PinAt[]): Date =>
  new Date(
    Math.max(
      ...members.map(({ since }) => since.getTime()),
      ...pins.map(({ decidedAt }) => decidedAt.getTime()),
    ),
  );
