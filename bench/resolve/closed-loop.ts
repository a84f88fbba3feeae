import { performance } from "node:perf_hooks";
import type { Slice } from "../comparison.js";
import { percentile } from "../statistics.js";
import { type Probe, probeOf } from "./records.js";

/** What one slice does: so many clients, each with its next record as soon as its last one is decided. */
export interface LoopPlan {
  /** Number of the first probe; every one is stated once only. */
  readonly from: number;
  /** Customers that were loaded, among whom the known ones are. */
  readonly customers: number;
  readonly clients: number;
  readonly until: { readonly seconds: number } | { readonly records: number };
}

export interface LoopOutcome extends Slice {
  readonly records: number;
  /** Known customers stated once more, and how many of them went to the right one. */
  readonly known: number;
  readonly right: number;
  /** Others, and how many of them were taken for somebody who was there. */
  readonly others: number;
  readonly mistaken: number;
}

/** The customer to whom a record was given, or null if nobody was asked; committed when the answer comes. */
export type Decide = (
  probe: Probe,
  number: number,
) => Promise<{ customerId: string; recordId: string } | null>;

/** Runs a slice and times each record from outside, from statement to answer. */
export async function closedLoop(
  { from, customers, clients, until }: LoopPlan,
  decide: Decide,
): Promise<LoopOutcome> {
  const milliseconds: number[] = [];
  const seen = { known: 0, right: 0, others: 0, mistaken: 0 };
  const started = performance.now();
  let next = from;
  const goesOn = (): boolean =>
    "records" in until ? next < from + until.records : performance.now() - started < until.seconds * 1_000;
  const client = async (): Promise<void> => {
    while (goesOn()) {
      const number = next++;
      const probe = probeOf(number, customers);
      const stated = performance.now();
      const found = await decide(probe, number);
      milliseconds.push(performance.now() - stated);
      if (found !== null) note(seen, probe, found);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1_000;
  return {
    ...{ value: milliseconds.length / seconds, records: milliseconds.length, ...seen },
    details: Object.fromEntries(
      [0.5, 0.95, 0.99].map((share) => [`p${share * 100} ms`, percentile(milliseconds, share)]),
    ),
  };
}

function note(
  seen: { known: number; right: number; others: number; mistaken: number },
  { customerId }: Probe,
  found: { readonly customerId: string; readonly recordId: string },
): void {
  if (customerId === null) {
    seen.others += 1;
    if (found.customerId !== found.recordId) seen.mistaken += 1;
  } else {
    seen.known += 1;
    if (found.customerId === customerId) seen.right += 1;
  }
}
