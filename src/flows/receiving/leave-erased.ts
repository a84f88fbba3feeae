import type { Tx } from "../../store/database.js";
import { erasedAmong, erasedKey } from "../../store/writes/erasure.js";
import type { Arriving } from "./arriving.js";

/** What becomes of a message that says nothing but what was erased. */
export const ERASED = "ERASED";

/** Documents that may be applied, and messages of which nothing may be. */
interface Sorted {
  readonly arriving: readonly Arriving[];
  /** Messages that say nothing but what was erased. */
  readonly erased: readonly string[];
}

/**
 * Leaves out what a source says again of somebody whose data was erased since. What they order afterwards is a
 * beginning of its own and comes through.
 */
export async function withoutErased(tx: Tx, arriving: readonly Arriving[]): Promise<Sorted> {
  const keyed = arriving.map((one) => ({ one, keys: keysOf(one), at: instantOf(one) }));
  const erasedAt = await erasedAmong(tx, [...new Set(keyed.flatMap(({ keys }) => keys))]);
  if (erasedAt.size === 0) return { arriving, erased: [] };
  const isErased = ({ keys, at }: (typeof keyed)[number]): boolean =>
    keys.some((key) => {
      const then = erasedAt.get(key);
      return then !== undefined && at <= then;
    });
  const left = keyed.filter((one) => !isErased(one)).map(({ one }) => one);
  const alive = new Set(left.map(({ message }) => message.id));
  const erased = new Set(keyed.map(({ one }) => one.message.id).filter((id) => !alive.has(id)));
  return { arriving: left, erased: [...erased] };
}

/** The order by its id at its source, and its buyer by their code there. */
function keysOf({ message: { connectionId }, document }: Arriving): string[] {
  if (document.kind !== "ORDER") return [];
  const { externalId, buyer } = document.order;
  const order = erasedKey("order", connectionId, externalId);
  return buyer.code === null ? [order] : [order, erasedKey("record", connectionId, `code:${buyer.code}`)];
}

const instantOf = ({ document, message }: Arriving): Date =>
  document.kind === "ORDER" ? new Date(document.order.placedAt) : message.receivedAt;
