import type { Pool } from "pg";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { ReturnCause } from "../../src/domain/return-causes.js";
import type { Wanted } from "./wanted.js";

export interface HubOrder extends Wanted {
  readonly id: string;
  readonly key: string;
  readonly status: string;
  readonly sync: string;
}

export interface HubChange {
  readonly orderId: string;
  readonly deliveryId: string | null;
  readonly target: OrderChangeTarget;
  readonly requestedAt: Date;
  readonly requestKey: string;
  readonly status: string | null;
  readonly hasTask: boolean;
}

export interface HubReturn {
  readonly orderId: string;
  readonly kind: string;
  readonly reason: string | null;
  readonly cause: string | null;
  readonly causeKind: ReturnCause | null;
}

/** What the hub's tables say of one season, after everything has come to rest. */
export interface HubBooks {
  readonly orders: readonly HubOrder[];
  readonly changes: readonly HubChange[];
  readonly returns: readonly HubReturn[];
  /** Orders of which it says that a parcel has left for another address. */
  readonly escaped: ReadonlySet<string>;
  /** Orders of which a person has said that the goods may go where they are addressed to. */
  readonly letGo: ReadonlySet<string>;
  /** Orders of the shop with a message that waits in quarantine. */
  readonly quarantined: ReadonlySet<string>;
  readonly parked: number;
}

const OF_SEASON = "o.connection_id = 'shop' AND o.external_id >= $1 || '-' AND o.external_id < $1 || '.'";

export async function readBooks(database: Pool, season: string): Promise<HubBooks> {
  const rows = async <R extends object>(sql: string): Promise<R[]> =>
    (await database.query<R>(sql, [season])).rows;
  const orders = await rows<HubOrder>(
    `SELECT o.id, o.external_id AS key, o.status, o.execution_sync AS sync, o.ship_to AS "shipTo",
            o.requested_date::text AS "requestedDate", o.status = 'CANCELED' AS canceled,
            (SELECT json_agg(json_build_object('lineNumber', l.line_number, 'sku', l.sku, 'quantity', l.quantity::text, 'unitPrice', l.unit_price::text))
               FROM order_lines l WHERE l.order_id = o.id) AS lines
       FROM orders o WHERE ${OF_SEASON}`,
  );
  const changes = await rows<HubChange>(
    `SELECT c.order_id AS "orderId", d.id AS "deliveryId", c.target, c.requested_at AS "requestedAt",
            c.request_key AS "requestKey", d.status,
            EXISTS (SELECT FROM review_tasks t WHERE t.kind = 'ORDER_CHANGE' AND t.subject_key = 'delivery:' || d.id) AS "hasTask"
       FROM order_changes c JOIN orders o ON o.id = c.order_id LEFT JOIN order_change_deliveries d ON d.order_change_id = c.id
      WHERE ${OF_SEASON} ORDER BY c.order_id, c.sequence`,
  );
  const returns = await rows<HubReturn>(
    `SELECT r.order_id AS "orderId", r.kind, r.reason, r.cause, r.cause_kind AS "causeKind" FROM returns r JOIN orders o ON o.id = r.order_id WHERE ${OF_SEASON}`,
  );
  const escaped = await rows<{ id: string }>(
    `SELECT o.id FROM ship_to_divergences d JOIN orders o ON o.id = d.order_id
       JOIN review_tasks t ON t.order_id = o.id AND t.kind = 'SHIP_TO' AND t.closed_at IS NULL
      WHERE d.status = 'ESCAPED' AND ${OF_SEASON}`,
  );
  const letGo = await rows<{ id: string }>(
    `SELECT o.id FROM ship_to_divergences d JOIN orders o ON o.id = d.order_id
      WHERE d.status = 'ACCEPTED_AS_IS' AND d.aspect = 'SHIP_TO' AND ${OF_SEASON}`,
  );
  const quarantined = await rows<{ key: string }>(
    `SELECT convert_from(body, 'UTF8')::json -> 'data' ->> 'id' AS key FROM inbound_messages
      WHERE status = 'QUARANTINED' AND connection_id = 'shop' AND $1 <> ''`,
  );
  const [parked] = await rows<{ count: number }>(
    "SELECT count(*)::int AS count FROM facts WHERE parked_at IS NOT NULL AND finished_at IS NULL AND $1 <> ''",
  );
  return {
    ...{ orders, changes, returns, parked: parked?.count ?? 0 },
    escaped: new Set(escaped.map(({ id }) => id)),
    letGo: new Set(letGo.map(({ id }) => id)),
    quarantined: new Set(quarantined.map(({ key }) => key)),
  };
}
