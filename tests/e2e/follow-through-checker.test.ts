import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Defect } from "../../bench/follow/defects.js";
import { type Act, play } from "../../bench/follow/play.js";
import { openStage, type Stage } from "../../bench/stage.js";
import { readConfig } from "../../src/config.js";

const ORDERS = 90;
const SEED = 3;
const TIMEOUT_MS = 600_000;
/** How long goods stand in the house. */
const YARD_MS = 6_000;
/** Too short for a change to overtake them: only a guard keeps them from leaving. */
const HASTY_MS = 1_500;

let dataDir = "";
let stage: Stage;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "throughline-checker-"));
  stage = await openStage({ ...readConfig(), dataDir, databaseUrl: inject("postgresUrl") });
});
afterAll(async () => {
  await stage.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** One short play in which every customer changes something, with a hub that is wrong in one way. */
async function playWith(defect: Defect, yardMs = YARD_MS): Promise<Act["verdict"]> {
  const plan = { orders: ORDERS, seed: SEED, changedShare: 1, defect, isRough: true };
  const [act] = await play(stage, { ...plan, yardMs, crashes: 0, seasonOrders: ORDERS }, () => {});
  if (act === undefined) throw new Error("nothing was played");
  return act.verdict;
}

describe("the checker of the follow-through simulation", () => {
  test("finds nothing lost and nothing doubled in a hub that is right", { timeout: TIMEOUT_MS }, async () => {
    const verdict = await playWith("none");
    expect(verdict).toMatchObject({ orders: ORDERS, lost: 0, appliedTwice: 0, outOfOrder: 0 });
    expect(verdict.changes).toBeGreaterThan(ORDERS);
    expect(verdict.held).toBeGreaterThan(0);
  });

  const DEFECTS: readonly (readonly [
    Exclude<Defect, "none">,
    "lost" | "appliedTwice" | "escapes",
    number,
  ])[] = [
    ["no-read-back", "lost", YARD_MS],
    ["no-keys", "appliedTwice", YARD_MS],
    ["no-guard", "escapes", HASTY_MS],
  ];
  test.each(DEFECTS)(
    "sees a hub with the defect %s by what is %s",
    { timeout: TIMEOUT_MS },
    async (defect, seen, yardMs) => {
      expect((await playWith(defect, yardMs))[seen]).toBeGreaterThan(0);
    },
  );
});
