import Big from "big.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_PARCEL_SETTINGS } from "../../src/domain/parcel-settings.js";
import { RETURN_STEPS, type ReturnAct } from "../../src/domain/return-states.js";
import type { ReturnStatus } from "../../src/domain/vocabulary.js";
import {
  approveReturn,
  attachReturnLabel,
  cancelReturn,
  declineReturn,
  inspectReturn,
  receiveReturn,
} from "../../src/flows/returns/advance-return.js";
import type { OnReturn } from "../../src/flows/returns/on-return.js";
import { requestReturn } from "../../src/flows/returns/request-return.js";
import { resolveReturn } from "../../src/flows/returns/resolve-return.js";
import type { Return } from "../../src/store/return.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { FRONT_OFFICE, READING } from "../support/hub.js";
import { HAMBURG } from "../support/orders.js";
import { printedSeed, seededRandom } from "../support/seeded.js";

const SEQUENCES = 12;
const STEPS = 18;

let world: ChangeWorld;
let random: () => number;
beforeAll(async () => {
  world = await startChangeWorld("sequences", { parcels: { ...DEFAULT_PARCEL_SETTINGS, approval: [] } });
  random = seededRandom(printedSeed("sequences of returns"));
});
afterAll(() => world.close());

const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const chance = (share: number): boolean => random() < share;
let keys = 0;
let nonce = 0;
const sent: string[] = [];

const report = async (type: string, data: Record<string, unknown>): Promise<void> => {
  // Clocks of events are drawn too: many come late, or of one minute.
  const occurredAt = `2026-11-06T08:${String(10 + Math.floor(random() * 40)).padStart(2, "0")}:00Z`;
  const body = JSON.stringify({ type, timestamp: occurredAt, nonce: ++nonce, data: { ...data, occurredAt } });
  sent.push(body);
  await world.send("warehouse", body);
};
const tracking = (trackingNumber: string, status: string, extra: object = {}) =>
  report("tracking.reported", {
    ...{ trackingNumber, carrier: "bx", status, reason: pick([null, "REFUSED", "RECIPIENT_MOVED"]) },
    ...{ code: null, description: null, location: null, ...extra },
  });

const returnsOf = (orderId: string) =>
  world.rows<Return>("SELECT * FROM returns WHERE order_id = $1 ORDER BY opened_at, id", [orderId]);

/** One thing that somebody does or tells; what does not fit is refused, and that is part of it. */
async function step(orderId: string): Promise<void> {
  const returns = await returnsOf(orderId);
  const one = returns.length === 0 ? undefined : pick(returns);
  const on = (extra: object = {}): OnReturn & never =>
    ({
      ...{ idempotencyKey: `step-${++keys}`, returnId: one?.id ?? orderId, dryRun: chance(0.1), note: "so" },
      expectedVersion: (one?.version ?? 1) + (chance(0.1) ? 1 : 0),
      ...extra,
    }) as OnReturn & never;
  const found = (one?.lines ?? []).map((line) => ({ ...line, disposition: "RESTOCKED", condition: null }));
  const quantity = pick(["1", "2.5", "4", "10", "0.000001"]);
  const lines = [{ lineNumber: pick(["1", "2"]), quantity }];
  const by = [world.hub, FRONT_OFFICE] as const;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => requestReturn(...by, { idempotencyKey: `ask-${++keys}`, orderId, lines, reason: null, note: null }),
    () => requestReturn(...by, { idempotencyKey: `ask-${++keys}`, orderId, lines, reason: null, note: null }),
    () => approveReturn(...by, on()),
    () => approveReturn(...by, on()),
    () => declineReturn(...by, on()),
    () => cancelReturn(...by, on()),
    () => attachReturnLabel(...by, on({ carrier: "bx", trackingNumber: `B-${orderId}`, labelUrl: null })),
    () => receiveReturn(...by, on()),
    () => inspectReturn(...by, on({ lines: found })),
    () => resolveReturn(...by, on({ resolution: "NONE", amount: null, lines: null, shipTo: null })),
    () => resolveReturn(...by, on({ resolution: "REPLACEMENT", amount: null, lines: null, shipTo: null })),
    () =>
      tracking(
        `T-${orderId}-${pick(["a", "b"])}`,
        pick(["IN_TRANSIT", "DELIVERED", "RETURN_TO_SENDER", "RETURNED"]),
      ),
    () => tracking(`T-${orderId}-a`, "RETURN_TO_SENDER", { eventId: "e-1" }),
    () => tracking(`T-${orderId}-a`, "RETURN_TO_SENDER", { corrects: "e-1" }),
    () => tracking(`B-${orderId}`, pick(["IN_TRANSIT", "DELIVERED"])),
    () =>
      report("return.received", {
        ...{ externalId: `R-${pick(["1", "2"])}`, reference: orderId, trackingNumber: null, reason: null },
        ...{ kind: "CUSTOMER_RETURN", lines },
      }),
    () =>
      report("return.received", {
        ...{ externalId: "R-3", reference: orderId, trackingNumber: `T-${orderId}-b`, reason: null },
        ...{ kind: "UNDELIVERABLE", lines: [] },
      }),
    // Everything that was sent may come again, under a delivery of its own.
    async () => {
      const again = sent.length === 0 ? null : JSON.parse(pick(sent));
      if (again !== null) await world.send("warehouse", JSON.stringify({ ...again, nonce: ++nonce }));
    },
  ];
  await Promise.all([pick(steps)(), ...(chance(0.3) ? [pick(steps)()] : [])]);
  if (chance(0.5)) await world.work(READING);
}

async function sequence(at: number): Promise<string> {
  const { id } = await world.place({ id: `sequence ${at}` });
  const parcel = (mark: string, lines: readonly object[]) =>
    world.send(
      "warehouse",
      JSON.stringify({
        ...{ type: "shipment.updated", timestamp: "2026-11-06T08:05:00Z", nonce: ++nonce },
        data: {
          ...{
            externalId: `S-${mark}`,
            fulfillmentOrderExternalId: "BO-1",
            reference: id,
            status: "PICKED_UP",
          },
          ...{
            carrier: "bx",
            trackingNumber: `T-${id}-${mark}`,
            shipTo: HAMBURG,
            estimatedDelivery: null,
            lines,
          },
          occurredAt: "2026-11-06T08:05:00Z",
        },
      }),
    );
  await parcel("a", [{ lineNumber: "1", quantity: "6" }]);
  await parcel("b", [
    { lineNumber: "1", quantity: "3" },
    { lineNumber: "2", quantity: "2.5" },
  ]);
  await world.settle();
  for (let count = 0; count < STEPS; count += 1) await step(id);
  await world.settle();
  return id;
}

/** What left the house: 9 of line 1, 2.5 of line 2. */
const SHIPPED: Readonly<Record<string, string>> = { "1": "9", "2": "2.5" };

test.each(Array.from({ length: SEQUENCES }, (_, at) => at))(
  "whatever is done and told, in whatever order and however often, returns stay lawful: sequence %i",
  async (at) => {
    const orderId = await sequence(at);
    const returns = await returnsOf(orderId);
    const coming = new Map<string, Big>();
    for (const one of returns) {
      const events = await world.rows<{
        act: ReturnAct;
        fromStatus: ReturnStatus | null;
        toStatus: ReturnStatus;
      }>(
        "SELECT act, from_status, to_status FROM return_events WHERE return_id = $1 ORDER BY recorded_at, id",
        [one.id],
      );
      const [opened, ...moves] = events;
      expect(["REQUEST", "OPEN"]).toContain(opened?.act);
      let status = opened?.toStatus;
      for (const { act, fromStatus, toStatus } of moves) {
        expect(fromStatus).toBe(status);
        const lawful = RETURN_STEPS.some(
          (row) =>
            row.act === act &&
            row.from.includes(fromStatus as ReturnStatus) &&
            (row.to === "SAME" ? toStatus === fromStatus : row.to === toStatus),
        );
        expect(lawful, `${fromStatus} ${act} ${toStatus}`).toBe(true);
        status = toStatus;
      }
      expect(one.status).toBe(status);
      expect(one.version).toBe(1 + moves.length);
      for (const { lineNumber, quantity } of one.status === "DECLINED" || one.status === "CANCELED"
        ? []
        : one.lines) {
        coming.set(lineNumber, (coming.get(lineNumber) ?? new Big(0)).plus(quantity));
      }
    }
    for (const [lineNumber, quantity] of coming) {
      expect(quantity.lte(SHIPPED[lineNumber] ?? "0"), `${quantity.toFixed()} of line ${lineNumber}`).toBe(
        true,
      );
    }
    expect(await world.troubles()).toEqual([]);
  },
);
