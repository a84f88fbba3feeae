import { expect } from "vitest";
import type { CanonicalOrder } from "../../src/domain/order.js";
import { openPast } from "../../src/flows/identity/load-past.js";
import { historyOf } from "../../src/identity/undoing/acts.js";
import { engineOf } from "../../src/identity/undoing/judge.js";
import { replay } from "../../src/identity/undoing/replay.js";
import { insertCase } from "../../src/store/writes/case.js";
import { insertOrders } from "../../src/store/writes/order.js";
import { type IdentityWorld, identityWorld, type Said } from "./identity-world.js";

/** Everything that a sequence leaves behind. */
const TABLES = `review_tasks, facts, cases, returns, order_changes, order_lines, orders, membership_moves, memberships,
  decisions, identity_keys, source_record_codes, source_records, customers, idempotency_keys`;

export type StewardHub = Awaited<ReturnType<typeof stewardHub>>;

/** A hub whose records bring an order and a case each, to see that whatever they bring follows them. */
export async function stewardHub(name: string) {
  const world: IdentityWorld = await identityWorld(name);
  const { hub, rows } = world;
  let orders = 0;
  let cases = 0;

  /** A record arrives with an order, and is decided before anybody else comes. */
  async function arrive(said: Said, order: { total?: number; currency?: string } = {}): Promise<string> {
    const [recordId = ""] = await arriveAtOnce([said], order);
    return recordId;
  }

  /** Records that arrive with an order each, and are decided as one set. */
  async function arriveAtOnce(
    all: readonly Said[],
    { total = 100, currency = "EUR" } = {},
  ): Promise<string[]> {
    const ids = await world.say(all, async (tx, kept) => {
      const placed = all.map((said) => ({ said, order: anOrder(++orders, total, currency, said) }));
      await insertOrders(
        tx,
        placed.flatMap(({ said, order }, at) => {
          const { recordId = "", customerId = null, messageId = "" } = kept[at] ?? {};
          const from = { connectionId: said.system, channel: "WEB" as const, messageId };
          return [{ ...from, sourceRecordId: recordId, customerId, status: "CONFIRMED" as const, order }];
        }),
      );
      for (const { recordId, customerId } of kept) {
        await insertCase(tx, aCase(++cases, recordId, customerId), "STAFF");
      }
    });
    await world.decide();
    return ids;
  }

  return {
    ...world,
    arrive,
    arriveAtOnce,
    async empty(): Promise<void> {
      await rows(`TRUNCATE ${TABLES} CASCADE`);
    },
    living: async (): Promise<string[]> =>
      (await rows<{ id: string }>("SELECT id FROM customers WHERE merged_into IS NULL ORDER BY id")).map(
        ({ id }) => id,
      ),

    /** Where every record would be if the acts that count were all that ever happened. */
    async replayed(): Promise<Map<string, string>> {
      return hub.store.transaction(async (tx) => {
        const past = openPast(hub, tx);
        const all = await rows<{ id: string }>("SELECT id FROM customers WHERE merged_into IS NULL");
        await past.loadCustomers(all.map(({ id }) => id));
        const records = [...(await world.customers()).keys()];
        const keys = new Set(
          records.flatMap(
            (id) =>
              past
                .region()
                .record(id)
                ?.keys.map(({ key }) => key) ?? [],
          ),
        );
        await past.load({ records: new Set(), keys });
        const region = past.region();
        const { partition } = replay(
          historyOf(region.log),
          region,
          engineOf(past.policyOf),
          region.founderOf,
        );
        return new Map(partition.entries());
      });
    },

    /** What has to hold whatever happened. */
    async expectOrder(): Promise<void> {
      // Orders are where their records are.
      const strays = `SELECT o.id FROM orders o JOIN memberships m USING (source_record_id)
        WHERE o.customer_id IS DISTINCT FROM m.customer_id`;
      expect(await rows(strays)).toEqual([]);
      const strayCases = `SELECT c.id FROM cases c JOIN memberships m USING (source_record_id)
        WHERE c.customer_id IS DISTINCT FROM m.customer_id`;
      expect(await rows(strayCases)).toEqual([]);
      // An id is the customer that its founding record belongs to, and nobody lives without its founder.
      const lost = `SELECT c.id FROM customers c LEFT JOIN memberships m ON m.source_record_id = c.id
        WHERE c.merged_into IS DISTINCT FROM NULLIF(m.customer_id, c.id)`;
      expect(await rows(lost)).toEqual([]);
      // Memberships and their moves tell one story.
      const torn = `SELECT m.source_record_id FROM memberships m JOIN LATERAL (
          SELECT to_customer_id FROM membership_moves v WHERE v.source_record_id = m.source_record_id
           ORDER BY seq DESC LIMIT 1) AS last ON TRUE WHERE last.to_customer_id <> m.customer_id`;
      expect(await rows(torn)).toEqual([]);
      // Nobody is asked whether one customer is one.
      const idle = `SELECT t.id FROM review_tasks t
        JOIN customers a ON a.id = t.customer_id JOIN customers b ON b.id = t.other_customer_id
        WHERE t.kind = 'IDENTITY' AND t.status <> 'RESOLVED'
          AND (COALESCE(a.merged_into, a.id) = COALESCE(b.merged_into, b.id)) <> (t.status = 'MERGED')`;
      expect(await rows(idle)).toEqual([]);
    },
  };
}

const aCase = (number: number, sourceRecordId: string, customerId: string | null) => ({
  ...{ customerId, sourceRecordId, orderId: null, returnId: null, requestKey: `case-${number}` },
  ...{ type: "INQUIRY" as const, phase: "BEFORE_PURCHASE" as const, subject: "a question" },
  ...{ description: "how much?", channel: null, contact: null, address: null, openedBy: "frieda" },
});

const anOrder = (number: number, total: number, currency: string, { party }: Said): CanonicalOrder => ({
  ...{ externalId: `order-${number}`, externalNumber: null, externalVersion: null, poNumber: null },
  ...{
    placedAt: "2026-03-01T09:00:00Z",
    currency,
    buyer: party,
    shipTo: null,
    requestedDate: null,
    note: null,
  },
  ...{ doubts: [], provenance: [], canceled: false },
  lines: [
    {
      ...{ lineNumber: "1", sku: "P-1", description: null, quantity: "1", unit: null },
      unitPrice: String(total),
    },
  ],
});
