import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { BogusOrder } from "../../src/connectors/bogus/order.js";

/** One effect at the warehouse, as its ledger holds it. */
export interface Entry {
  readonly operation: string;
  readonly key: string | null;
  readonly at: Date;
  readonly order: BogusOrder;
}

/** Everything that was done to one order, in turn; more than one id is more than one work order. */
export interface Page {
  readonly ids: ReadonlySet<string>;
  readonly entries: readonly Entry[];
}

/**
 * Reads the warehouse's ledger line by line. Of orders that nobody watches only what a verdict needs is
 * kept: the making, the label, the stops, the leaving and the end.
 */
export async function readLedger(
  path: string,
  isWatched: (key: string) => boolean,
): Promise<Map<string, Page>> {
  const pages = new Map<string, { ids: Set<string>; entries: Entry[] }>();
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (!line.startsWith('{"kind":"EFFECT"')) continue;
    const { operation, key, at, order } = JSON.parse(line) as {
      operation: string;
      key: string | null;
      at: string;
      order: BogusOrder;
    };
    const page = pages.get(order.reference) ?? { ids: new Set(), entries: [] };
    pages.set(order.reference, page);
    page.ids.add(order.id);
    if (
      !isWatched(order.poNumber ?? "") &&
      page.entries.length > 1 &&
      !KEPT.has(page.entries.at(-1)?.operation ?? "")
    ) {
      page.entries.pop();
    }
    page.entries.push({ operation, key, at: new Date(at), order });
  }
  return pages;
}

const KEPT: ReadonlySet<string> = new Set(["CREATE", "AMEND", "LABEL", "HOLD", "DISPATCH"]);
