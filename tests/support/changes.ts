import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { ReviewAction } from "../../src/domain/vocabulary.js";
import { type OrderCorrections, resolveReviewTask } from "../../src/flows/acts/resolve-review-task.js";
import { changeOrder } from "../../src/flows/orders/change-order.js";
import { FRONT_OFFICE, STEWARD, startTestHub, type TestHubOptions } from "./hub.js";

export interface DeliveryRow {
  readonly kind: string;
  readonly sequence: number;
  /** The status of the change itself. */
  readonly change: string;
  readonly status: string;
  readonly refusal: string | null;
  readonly nativeMessage: string | null;
  readonly verifiedAt: Date | null;
}

export interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly status: string;
  readonly closedAt: Date | null;
  readonly resolution: string | null;
}

/** A hub at work, with the questions that tests of orders and their changes ask. */
export async function startChangeWorld(name: string, options: TestHubOptions = {}) {
  const world = await startTestHub(name, options);
  let keys = 0;
  return {
    ...world,
    deliveriesOf: (orderId: string) =>
      world.rows<DeliveryRow>(
        `SELECT c.kind, c.sequence, c.status AS change, d.status, d.refusal, d.native_message, d.verified_at
           FROM order_changes c JOIN order_change_deliveries d ON d.order_change_id = c.id
          WHERE c.order_id = $1 ORDER BY c.sequence`,
        [orderId],
      ),
    tasksOf: (orderId: string, kind?: string) =>
      world.rows<TaskRow>(
        `SELECT id, kind, title, status, closed_at, resolution FROM review_tasks
          WHERE order_id = $1 AND kind = COALESCE($2, kind) ORDER BY opened_at, id`,
        [orderId, kind ?? null],
      ),
    customerOf: async (orderId: string): Promise<{ id: string; version: number }> => {
      const [row] = await world.rows<{ id: string; version: number }>(
        "SELECT c.id, c.version FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.id = $1",
        [orderId],
      );
      if (row === undefined) throw new Error("the order has no customer");
      return row;
    },
    /** Asks for a change as the front office does, once per call. */
    ask: (orderId: string, expectedVersion: number, ...targets: OrderChangeTarget[]) =>
      changeOrder(world.hub, FRONT_OFFICE, {
        ...{ idempotencyKey: `ask-${++keys}`, orderId, expectedVersion, targets },
        ...{ channel: "CALL_CENTER", reason: "the customer phoned" },
      }),
    decide: (taskId: string, action: ReviewAction, corrections: OrderCorrections | null = null) =>
      resolveReviewTask(world.hub, STEWARD, {
        ...{ idempotencyKey: `decide-${++keys}`, taskId, action, note: null, corrections },
      }),
    /** The keys of what was done there, by operation: one per effect. */
    keysOf: async (orderId: string, operation: string): Promise<(string | null)[]> =>
      (await world.bogus.effects(orderId))
        .filter((effect) => effect.operation === operation)
        .map(({ key }) => key),
    /** What no test may leave behind: parked work and failures that nobody foresaw. */
    troubles: async (): Promise<unknown[]> => [
      ...(await world.rows("SELECT kind, error FROM facts WHERE parked_at IS NOT NULL")),
      ...world.logged.filter(({ level }) => level === "error"),
    ],
  };
}
export type ChangeWorld = Awaited<ReturnType<typeof startChangeWorld>>;
