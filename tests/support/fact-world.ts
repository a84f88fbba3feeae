import type { FactKind } from "../../src/domain/fact.js";
import type { Hub } from "../../src/flows/work/hub.js";
import { writeFacts } from "../../src/store/outbox.js";
import { select } from "../../src/store/rows.js";
import { openStore, type Store } from "../../src/store/store.js";
import { freshDatabase } from "./database.js";

export interface FactRow {
  readonly subjectId: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly finished: boolean;
  readonly parked: boolean;
  /** Until it is tried again, in milliseconds; negative if it is due. */
  readonly waitsMs: number;
}

/** A database with facts in it, and a hub that has nothing but that. */
export interface FactWorld {
  readonly store: Store;
  readonly hub: Hub;
  write(subjects: readonly string[], key?: (subject: string) => string | null): Promise<void>;
  facts(): Promise<FactRow[]>;
  /** Lets time pass: whatever waits is due, and every lease has ended. */
  timePasses(): Promise<void>;
  close(): Promise<void>;
}

export async function factWorld(name: string, parts: Partial<Hub> = {}): Promise<FactWorld> {
  const database = await freshDatabase(name);
  const store = await openStore(database.url);
  const quiet = (): void => {};
  const hub: Hub = {
    ...{ store, log: { info: quiet, warn: quiet, error: quiet }, ring: quiet },
    ...{ connection: () => undefined, connections: () => [] },
    ...parts,
  };
  return {
    ...{ store, hub },
    write: (subjects, key = () => null) =>
      store.transaction((tx) =>
        writeFacts(
          tx,
          subjects.map((subjectId) => ({ kind: KIND, subjectId, key: key(subjectId) })),
        ),
      ),
    facts: () =>
      select<FactRow>(
        store.pool,
        `SELECT subject_id, attempts, error, finished_at IS NOT NULL AS finished, parked_at IS NOT NULL AS parked,
                (extract(epoch FROM next_at - now()) * 1000)::float8 AS waits_ms FROM facts ORDER BY seq`,
      ),
    timePasses: async () =>
      void (await store.pool.query("UPDATE facts SET next_at = now() WHERE finished_at IS NULL")),
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

/** Any kind will do: what is tested here holds for all. */
export const KIND: FactKind = "PartyStated";
