import type { ConnectionSide } from "../../domain/vocabulary.js";
import type { Store } from "../store.js";

/** Writes the configured connections, so that rows can refer to them. Old ones stay: their messages do too. */
export async function saveConnections(
  store: Store,
  connections: readonly {
    readonly id: string;
    readonly connector: string;
    readonly side: ConnectionSide;
    readonly settings: Readonly<Record<string, unknown>>;
  }[],
): Promise<void> {
  for (const { id, connector, side, settings } of connections) {
    await store.pool.query(
      `INSERT INTO connections (id, connector, side, settings, created_at) VALUES ($1, $2, $3, $4, now())
       ON CONFLICT (id) DO UPDATE SET connector = $2, side = $3, settings = $4`,
      [id, connector, side, JSON.stringify(settings)],
    );
  }
}
