import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pinValue } from "../../src/flows/identity/pin-value.js";
import { keepApart, unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { LOOK_ALIKES } from "../identity/look-alikes.js";
import { STEWARD } from "../support/hub.js";
import type { Said } from "../support/identity-world.js";
import { seededRandom } from "../support/seeded.js";
import { type StewardHub, stewardHub } from "../support/steward-hub.js";

const ROUNDS = 12;
const WAVES = 5;
const SEED = 11;
const TIMEOUT_MS = 200_000;

/**
 * Stewards work while orders come in: nobody waits for anybody else to be done. Whoever comes first, what
 * is left has to be what the log of acts leads to.
 */
describe("stewards and arrivals at once", () => {
  let hub: StewardHub;
  beforeAll(async () => {
    hub = await stewardHub("acts_at_once");
  });
  afterAll(() => hub.close());

  test(
    "leave what a replay of the acts leads to, with every order at its record's customer",
    async () => {
      const seen = { undone: 0, otherwise: 0 };
      for (let round = 0; round < ROUNDS; round += 1) {
        await hub.empty();
        await oneRound(hub, seededRandom(SEED + round), round, seen);
        await hub.decide(["PartyStated"]);
        const replayed = Object.fromEntries(await hub.replayed());
        expect(Object.fromEntries(await hub.customers()), `round ${round}`).toEqual(replayed);
        await hub.expectOrder();
      }
      expect(seen.undone).toBeGreaterThan(ROUNDS);
      expect(seen.otherwise).toBeGreaterThan(0);
      expect(hub.complaints).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

async function oneRound(
  hub: StewardHub,
  random: () => number,
  round: number,
  seen: { undone: number; otherwise: number },
): Promise<void> {
  const pick = (below: number): number => Math.floor(random() * below);
  const waiting = [...LOOK_ALIKES];
  const said: Said[] = [];
  const next = (): Said[] => {
    const some = waiting.splice(pick(waiting.length), 1);
    said.push(...some);
    return some;
  };
  /** Somebody known orders again in the same words, while who they are may just be changing. */
  const again = (): Said[] => said.slice(-1 - pick(said.length)).slice(0, 1);
  await hub.arriveAtOnce([...next(), ...next(), ...next(), ...next()]);
  for (let wave = 0; wave < WAVES; wave += 1) {
    const living = await hub.living();
    const acts = await hub.rows<{ id: string }>(
      "SELECT id FROM decisions WHERE kind <> 'LINK' OR source_record_id <> customer_id ORDER BY seq DESC LIMIT 6",
    );
    const key = (name: string): string => `${round}-${wave}-${name}`;
    const one = () => living[pick(living.length)] ?? "";
    const pair = (name: string) => ({
      ...{ idempotencyKey: key(name), customerIds: [one(), one()], note: null },
    });
    const undoing = (name: string) => ({
      ...{ idempotencyKey: key(name), decisionId: acts[pick(acts.length)]?.id ?? "", note: null },
      ...{ mayMeetAgain: pick(2) === 0, dryRun: false },
    });
    const [, , undone, other] = await Promise.all([
      hub.arriveAtOnce([...next(), ...again()]),
      unitePair(hub.hub, STEWARD, pair("unite")),
      unmerge(hub.hub, STEWARD, undoing("undo")),
      unmerge(hub.hub, STEWARD, undoing("undo too")),
      hub.arriveAtOnce(next()),
      keepApart(hub.hub, STEWARD, pair("apart")),
      pinValue(hub.hub, STEWARD, {
        ...{ idempotencyKey: key("pin"), customerId: one(), attribute: "name", value: "Pinned", note: null },
        expectedVersion: 0,
      }),
    ]);
    for (const outcome of [undone, other]) {
      if (!outcome.ok) {
        expect(outcome.userErrors[0]?.message).not.toContain("nothing exact");
        continue;
      }
      seen.undone += 1;
      seen.otherwise += outcome.value.decidedOtherwise.length;
    }
  }
}
