import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explainHow } from "../../src/flows/explaining/explain-how.js";
import { customerAsOf } from "../../src/flows/identity/customer-as-of.js";
import { pinValue } from "../../src/flows/identity/pin-value.js";
import { unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { reads as readsFor } from "../../src/store/reads/reads.js";
import { aParty } from "../identity/stated.js";
import { OPERATOR, STEWARD } from "../support/hub.js";
import { printedSeed, seededRandom } from "../support/seeded.js";
import { type StewardHub, stewardHub } from "../support/steward-hub.js";

const ACTS = 16;
/** Acts within one millisecond have no day between them. */
const BETWEEN_MS = 4;
const seed = printedSeed("as of");

let world: StewardHub;
beforeAll(async () => {
  world = await stewardHub("as_of");
});
afterAll(() => world.close());

/** What kinds of acts the sequences were made of. */
const seen = new Set<string>();

interface Snapshot {
  readonly at: Date;
  /** Every id that there was, and the customer it stood for. */
  readonly now: Readonly<Record<string, string>>;
  readonly golden: Readonly<Record<string, unknown>>;
}

async function snapshot(): Promise<Snapshot> {
  await world.decide(["CustomerChanged"]);
  await sleep(BETWEEN_MS);
  const rows = await world.rows<{ id: string; now: string; golden: unknown }>(
    "SELECT id, COALESCE(merged_into, id) AS now, golden FROM customers",
  );
  const at = new Date();
  await sleep(BETWEEN_MS);
  return {
    at,
    now: Object.fromEntries(rows.map(({ id, now }) => [id, now])),
    golden: Object.fromEntries(rows.map(({ id, golden }) => [id, golden])),
  };
}

/** People arrive, are made one, pinned and taken apart again, by the hub's own flows. */
async function act(random: () => number, turn: number): Promise<void> {
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const key = `${seed}-${turn}-${Math.floor(random() * 1e9)}`;
  const kind = turn < 3 ? "arrive" : pick(["arrive", "merge", "merge", "undo", "undo", "pin"]);
  const living = await world.living();
  if (kind === "arrive") {
    const mark = Math.floor(random() * 5);
    const name = `${["Kiln", "Oven", "Loom", "Forge", "Quarry"][mark]} Works Ltd`;
    const phones = [`+44 113 496 0${100 + mark}`];
    await world.arrive({
      system: `shop${Math.floor(random() * 3)}`,
      party: aParty({ name, phones, contactName: `Ann ${turn}` }),
    });
  } else if (kind === "merge") {
    const [a = "", b = ""] = [pick(living), pick(living)];
    if (a !== b)
      await unitePair(world.hub, STEWARD, { idempotencyKey: key, customerIds: [a, b], note: null });
  } else if (kind === "pin") {
    const customerId = pick(living) ?? "";
    const [{ version = 0 } = {}] = await world.rows<{ version: number }>(
      "SELECT version FROM customers WHERE id = $1",
      [customerId],
    );
    const value = random() < 0.3 ? null : `Pinned ${turn}`;
    await pinValue(world.hub, STEWARD, {
      idempotencyKey: key,
      customerId,
      attribute: "name",
      value,
      note: null,
      expectedVersion: version,
    });
  } else {
    const merges = await world.rows<{ id: string }>(
      "SELECT id FROM decisions WHERE kind IN ('MERGE', 'PIN') ORDER BY seq",
    );
    const decisionId = pick(merges)?.id ?? "";
    await unmerge(world.hub, STEWARD, {
      idempotencyKey: key,
      decisionId,
      note: null,
      mayMeetAgain: random() < 0.5,
      dryRun: false,
    });
  }
}

describe("any day of any sequence", () => {
  test.each([1, 2, 3, 4])(
    "is shown as it was, under every id there was: %i",
    async (run) => {
      await world.empty();
      const random = seededRandom(seed + run);
      const begun = new Date();
      await sleep(BETWEEN_MS);
      const snapshots: Snapshot[] = [];
      for (let turn = 0; turn < ACTS; turn += 1) {
        await act(random, turn);
        snapshots.push(await snapshot());
      }
      const reads = readsFor(world.hub.store.pool, OPERATOR);
      for (const { at, now, golden } of snapshots) {
        for (const [id, customerId] of Object.entries(now)) {
          const past = await customerAsOf(reads, id, at);
          expect(past?.id, `${id} at ${at.toISOString()}`).toBe(customerId);
          expect(JSON.parse(JSON.stringify(past?.golden)), `${id} at ${at.toISOString()}`).toEqual(
            golden[customerId],
          );
          expect(await customerAsOf(reads, id, begun)).toBeNull();
        }
      }
      const kinds = await world.rows<{ kind: string }>("SELECT DISTINCT kind FROM decisions");
      for (const { kind } of kinds) seen.add(kind);
      // The story of each living customer tells every act in which it is named, and each of them once.
      for (const id of await world.living()) {
        const told = (await explainHow(reads, id))?.lines.map(({ node }) => node.act.id) ?? [];
        expect(new Set(told).size).toBe(told.length);
        const named = await world.rows<{ id: string }>("SELECT id FROM decisions WHERE customer_id = $1", [
          id,
        ]);
        expect(told).toEqual(expect.arrayContaining(named.map((one) => one.id)));
      }
    },
    60_000,
  );

  test("was among days of every kind", () => {
    expect([...seen]).toEqual(expect.arrayContaining(["LINK", "MERGE", "PIN", "UNMERGE"]));
  });
});
