import { createHmac } from "node:crypto";
import type { Tx } from "../database.js";
import { prepared } from "../rows.js";
import { newNumber, numberOf } from "./order-key.js";

/** Where an order came from. */
interface Source {
  readonly connectionId: string;
  readonly externalId: string;
}

/** After so many numbers that others have, chance decides. */
const TRIES_MAX = 8;

/**
 * Numbers for new orders, in the same order. A number follows from where its order came from, by a key that stays
 * in this database (`number_keys`): nobody can tell one from another, and an order that was forgotten gets its own
 * again. Where another order has that number already, the next one that follows from the source is taken. Two that
 * take one number at once collide on `orders_number`, and the one that is begun anew sees the other.
 */
export async function orderNumbers(tx: Tx, sources: readonly Source[]): Promise<string[]> {
  const [kept] = await prepared<{ key: Uint8Array }>(tx, "SELECT key FROM number_keys", []);
  if (kept === undefined) throw new Error("the database has no key for order numbers");
  const numbers: string[] = [];
  const given = new Set<string>();
  let open = sources.map((source, at) => ({ source, at }));
  for (let tries = 0; open.length > 0; tries += 1) {
    const wanted = open.map(({ source }) => derived(kept.key, source, tries));
    const taken = await takenOf(tx, wanted);
    open = open.filter(({ at }, index) => {
      const number = wanted[index] ?? "";
      if (taken.has(number) || given.has(number)) return true;
      given.add(number);
      numbers[at] = number;
      return false;
    });
  }
  return numbers;
}

function derived(key: Uint8Array, { connectionId, externalId }: Source, tries: number): string {
  if (tries >= TRIES_MAX) return newNumber("TL");
  const parts = [connectionId, externalId, ...(tries === 0 ? [] : [String(tries)])];
  return numberOf("TL", createHmac("sha256", key).update(parts.join("\u0000")).digest());
}

async function takenOf(tx: Tx, numbers: readonly string[]): Promise<Set<string>> {
  const rows = await prepared<{ number: string }>(
    tx,
    "SELECT number FROM orders WHERE number = ANY($1::text[])",
    [[...numbers]],
  );
  return new Set(rows.map(({ number }) => number));
}
