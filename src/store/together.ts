import DataLoader from "dataloader";
import { groupBy } from "../domain/group-by.js";
import type { Tx } from "./database.js";

const AT_ONCE_MAX = 500;

/**
 * Makes one statement of what is asked of the same transaction, or of the pool, at the same moment. Flows go
 * on thinking of one order at a time; where several orders are worked side by side, the database is asked
 * once for all of them. `answer` answers in the order of what was asked. Nothing is remembered.
 */
export function together<Asked, Answer>(
  answer: (tx: Tx, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (tx: Tx, asked: Asked) => Promise<Answer> {
  const loaders = new WeakMap<Tx, DataLoader<Asked, Answer>>();
  return (tx, asked) => {
    let loader = loaders.get(tx);
    if (loader === undefined) {
      loader = new DataLoader((all) => answer(tx, all), { cache: false, maxBatchSize: AT_ONCE_MAX });
      loaders.set(tx, loader);
    }
    return loader.load(asked);
  };
}

/** The same for rows that hang on an id: all of each one's, in the order in which `select` answers them. */
export const rowsTogether = <Row>(
  select: (tx: Tx, ids: readonly string[]) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): ((tx: Tx, id: string) => Promise<Row[]>) =>
  together(async (tx, ids: readonly string[]) => {
    const byId = groupBy(await select(tx, [...new Set(ids)]), idOf);
    return ids.map((id) => byId.get(id) ?? []);
  });
