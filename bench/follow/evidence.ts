import type { LiveOrder } from "./customers.js";
import type { HubBooks } from "./hub-books.js";
import type { Page } from "./ledger-book.js";
import type { Script } from "./plan.js";

/** What is judged: the warehouse's ledger, the hub's tables, and what customers were told. */
export interface Evidence {
  readonly script: Script;
  readonly orders: number;
  readonly books: HubBooks;
  readonly pages: ReadonlyMap<string, Page>;
  readonly live: ReadonlyMap<string, LiveOrder>;
}

/** One thing that is wrong with one order. */
export interface Fault {
  readonly what: "lost" | "appliedTwice" | "outOfOrder" | "escape" | "unreported" | "cause";
  readonly words: string;
}

/** How often each name occurs. */
export function tally<Name extends string>(names: readonly Name[]): Record<Name, number> {
  const counts = {} as Record<Name, number>;
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
