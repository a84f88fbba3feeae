import type { CallerMatch, CallerUnknown } from "../../domain/call.js";
import { readCaller, sameCaller } from "../../identity/caller.js";
import type { CallerRow } from "../../store/reads/caller.js";
import type { Reads } from "../../store/reads/reads.js";

/** Somebody who may be calling. */
export interface CallerCandidate extends Pick<CallerRow, "customerId" | "orders" | "lastOrderAt"> {
  readonly match: CallerMatch;
  readonly statedNumber: string;
  readonly department: string | null;
  readonly contactName: string | null;
}

interface Lookup {
  readonly number: string | null;
  readonly unknown: CallerUnknown | null;
  readonly candidates: CallerCandidate[];
}

const CANDIDATES_MAX = 20;

/**
 * Who may be calling from a number, the likeliest first. One switchboard serves a whole house, so nobody is
 * ever picked here: the agent asks. `country` is where the telephone system stands.
 */
export async function lookUpCaller(
  reads: Pick<Reads, "callersByKey">,
  shown: string,
  country: string | null,
): Promise<Lookup> {
  const caller = readCaller(shown, country);
  if (!caller.ok) return { number: null, unknown: caller.reason, candidates: [] };
  const rows = await reads.callersByKey(caller.keys);
  const matchOf = (stated: string): CallerMatch | null => sameCaller(caller.phone, stated, country);
  const candidates = ranked(rows.flatMap((row) => candidateOf(row, matchOf)));
  return { number: caller.phone.number, unknown: null, candidates: candidates.slice(0, CANDIDATES_MAX) };
}

function candidateOf(
  { customerId, party, orders, lastOrderAt }: CallerRow,
  matchOf: (stated: string) => CallerMatch | null,
): CallerCandidate[] {
  const { department, contactName } = party;
  for (const statedNumber of party.phones) {
    const match = matchOf(statedNumber);
    if (match !== null)
      return [{ customerId, match, statedNumber, department, contactName, orders, lastOrderAt }];
  }
  return [];
}

/** Each department and person of a customer once: who states a number often is not likelier to call. */
function ranked(candidates: readonly CallerCandidate[]): CallerCandidate[] {
  const inOrder = candidates.toSorted(
    (a, b) =>
      Number(a.match !== "EXACT") - Number(b.match !== "EXACT") ||
      (b.lastOrderAt?.getTime() ?? 0) - (a.lastOrderAt?.getTime() ?? 0) ||
      (a.customerId < b.customerId ? -1 : 1),
  );
  const seen = new Map(
    inOrder
      .map((one) => [JSON.stringify([one.customerId, one.department, one.contactName]), one] as const)
      .toReversed(),
  );
  return [...seen.values()].toReversed();
}
