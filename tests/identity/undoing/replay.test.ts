import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POLICY } from "../../../src/identity/deciding/policy.js";
import { engineOf } from "../../../src/identity/undoing/judge.js";
import { lookAlikes } from "../look-alikes.js";
import { remembering, type Step, StewardWorld } from "../steward-world.js";

const SEQUENCES = 10_000;
const STEPS_MAX = 16;
const SEED = 20_260_301;
const TIMEOUT_MS = 240_000;

const number = fc.nat(1_000);
const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant("arrive" as const), which: number }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom("pin" as const, "look" as const), which: number }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom("merge" as const, "merge" as const, "separate" as const),
        which: number,
        other: number,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("unmerge" as const),
        which: number,
        mayMeetAgain: fc.boolean(),
      }),
    },
  ),
  { minLength: 6, maxLength: STEPS_MAX, size: "max" },
);

const engine = remembering(engineOf(() => POLICY));
// Ids do not follow the order of arrival: who is the older customer is another question than who came first.
const pool = lookAlikes((at) => `r${String((at * 5) % 14).padStart(2, "0")}`);

/** Compared as cheaply as can be first: a hundred thousand deep comparisons take longer than all the deciding. */
function expectSame(world: StewardWorld): void {
  const [live, replayed] = [world.live(), world.replayed()];
  const who = ({ partition, oldIds }: typeof live): string => JSON.stringify([partition, oldIds]);
  const ids = Object.keys(replayed.golden);
  const isSame =
    who(live) === who(replayed) &&
    ids.length === Object.keys(live.golden).length &&
    ids.every((id) => live.golden[id] === replayed.golden[id]);
  if (!isSame) expect(live).toEqual(replayed);
}

describe("arriving, merging, taking apart and editing in any order", () => {
  test(
    "leads to what a replay without the undone acts leads to",
    () => {
      const total = {
        sequences: 0,
        unmerges: 0,
        decidedAgain: 0,
        otherwise: 0,
        looks: 0,
        redeciding: 0,
        spread: 0,
        refused: 0,
      };
      fc.assert(
        fc.property(steps, (sequence: Step[]) => {
          const world = new StewardWorld([...pool], engine);
          for (const step of sequence) {
            const [acts, pins] = [world.log.length, world.pins.length];
            world.step(step);
            // Where nothing happened, both sides are what they were when they were last compared.
            if (world.log.length > acts || world.pins.length > pins) expectSame(world);
          }
          total.sequences += 1;
          total.unmerges += world.seen.unmerges;
          total.decidedAgain += world.seen.decidedAgain;
          total.otherwise += world.seen.otherwise;
          total.looks += world.seen.looks;
          total.redeciding += Number(world.seen.otherwise > 0);
          total.spread += Number(world.seen.spread > 2);
          total.refused += world.seen.refused;
        }),
        { numRuns: SEQUENCES, seed: SEED },
      );
      // A world where no undoing ever changes a later decision would prove nothing.
      expect(total.redeciding).toBeGreaterThan(SEQUENCES / 10);
      // Nor would one whose undoings never had to read on, or never met a second look.
      expect(total.spread).toBeGreaterThan(SEQUENCES / 20);
      expect(total.looks).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});
