import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { score } from "../../bench/identity/score.js";
import { shuffled } from "../../src/identity/learning/shuffle.js";
import { saidCompanies } from "../support/companies.js";
import { type IdentityWorld, identityWorld } from "../support/identity-world.js";

const SHUFFLES = 10;
/** Records that arrive together are put in an order of their own: so few that the order of arrival remains. */
const TOGETHER = 20;
const TIMEOUT_MS = 200_000;
const F1_MOVES_MAX = 0.01;
const { said, truth } = saidCompanies(11, 120);

describe(`${said.length} records in ten orders of arrival`, () => {
  let worlds: IdentityWorld[] = [];
  beforeAll(async () => {
    worlds = await Promise.all(Array.from({ length: SHUFFLES }, (_, at) => identityWorld(`shuffle_${at}`)));
  });
  afterAll(() => Promise.all(worlds.map((world) => world.close())));

  test(
    "make the same customers, to within a hundredth of F1",
    async () => {
      expect(said.length).toBeGreaterThan(300);
      const alone = async (world: IdentityWorld, at: number) => {
        const order = shuffled(said, at + 1);
        const ids: string[] = [];
        for (let first = 0; first < order.length; first += TOGETHER) {
          ids.push(...(await world.say(order.slice(first, first + TOGETHER))));
          await world.decide();
        }
        expect(world.complaints).toEqual([]);
        const customers = await world.customers();
        const found = order.map(
          ({ recordId }, place) => [recordId, customers.get(ids[place] ?? "") ?? recordId] as const,
        );
        return score(truth, new Map(found));
      };
      const scores = await Promise.all(worlds.map(alone));
      const f1s = scores.map(({ f1 }) => f1);
      expect(Math.max(...f1s) - Math.min(...f1s)).toBeLessThan(F1_MOVES_MAX);
      // Where a name may be a sister's, a person is asked: what is linked without asking is right, every time.
      expect(scores.map(({ precision }) => precision)).toEqual(scores.map(() => 1));
      expect(Math.min(...f1s)).toBeGreaterThan(0.97);
    },
    TIMEOUT_MS,
  );

  test("keep every customer's id when all of it is stated again, in another order", async () => {
    const [world] = worlds;
    if (world === undefined) throw new Error("there is no world");
    const before = await world.customers();
    await world.say(shuffled(said, 99));
    await world.decide();
    expect(await world.customers()).toEqual(before);
  });

  test("keep every customer's id when all neighbors are looked at again", async () => {
    for (const world of worlds) {
      const before = await world.customers();
      const merges = () =>
        world.rows<{ n: number }>("SELECT count(*)::int AS n FROM decisions WHERE kind = 'MERGE'");
      const merged = await merges();
      await world.rows(
        `UPDATE facts SET finished_at = NULL, attempts = 0, next_at = now() WHERE kind = 'EvidenceArrived'`,
      );
      await world.decide();
      expect(await world.customers()).toEqual(before);
      expect(await merges()).toEqual(merged);
    }
  });
});
