import type { Tx } from "../database.js";

/** What the hub's own gauges show: amounts and ages, never a row. */
export interface HubNumbers {
  readonly messages: readonly { readonly status: string; readonly count: number }[];
  readonly facts: readonly {
    readonly kind: string;
    readonly open: number;
    readonly parked: number;
    readonly oldestOpenSeconds: number;
  }[];
  readonly reviewTasksOpen: number;
}

export async function hubNumbers(pool: Tx): Promise<HubNumbers> {
  const [messages, facts, tasks] = await Promise.all([
    pool.query<HubNumbers["messages"]>(
      `SELECT status, count(*)::int AS count FROM inbound_messages GROUP BY status ORDER BY status`,
    ),
    pool.query<HubNumbers["facts"]>(`
      SELECT kind, count(*) FILTER (WHERE parked_at IS NULL)::int AS open,
        count(*) FILTER (WHERE parked_at IS NOT NULL)::int AS parked,
        coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE parked_at IS NULL)), 0)::float8
          AS "oldestOpenSeconds"
      FROM facts WHERE finished_at IS NULL GROUP BY kind ORDER BY kind`),
    pool.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM review_tasks WHERE status IN ('OPEN', 'CLAIMED', 'DEFERRED')`,
    ),
  ]);
  return { messages, facts, reviewTasksOpen: tasks[0]?.count ?? 0 };
}

/** True if the database answers. */
export async function answers(pool: Tx): Promise<boolean> {
  try {
    await pool.query("SELECT 1");
    return true;
  } catch {
    return false;
  }
}
