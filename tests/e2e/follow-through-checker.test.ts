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
const SILENT = { onProgress: () => {}, onNews: () => {} };
/** How long goods stand in the house. */
const YARD_MS = 6_000;
/**
 * A play with an order that the warehouse lets nobody change when its label is printed. Its truck comes late: what a
 * busy machine does more slowly is no escape.
 */
const STUBBORN = { orders: 12, seed: 23, yardMs: 20_000 };
/** High, so that what goes wrong by repeats goes wrong often in so short a play. */
const REPEATED_SHARE = 0.5;

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
async function playWith(
  defect: Defect,
  { orders, seed, yardMs } = { orders: ORDERS, seed: SEED, yardMs: YARD_MS },
): Promise<Act> {
  const plan = { orders, seed, yardMs, changedShare: 1, repeatedShare: REPEATED_SHARE, defect };
  const [act] = await play(stage, { ...plan, crashes: 0, seasonOrders: orders }, SILENT);
  if (act === undefined) throw new Error("nothing was played");
  return act;
}

describe("the checker of the follow-through simulation", () => {
  test("finds nothing lost and nothing doubled in a hub that is right", { timeout: TIMEOUT_MS }, async () => {
    const { verdict } = await playWith("none");
    expect(verdict).toMatchObject({ orders: ORDERS, lost: 0, appliedTwice: 0, outOfOrder: 0 });
    expect(verdict.changes).toBeGreaterThan(ORDERS);
    expect(verdict.held).toBeGreaterThan(0);
  });

  const DEFECTS = [
    ["no-read-back", "lost"],
    ["no-keys", "appliedTwice"],
    ["no-guard", "escapes"],
  ] as const;
  test.each(DEFECTS)(
    "sees a hub with the defect %s by what is %s",
    { timeout: TIMEOUT_MS },
    async (defect, seen) => {
      const { verdict } = await playWith(defect);
      expect(verdict[seen]).toBeGreaterThan(0);
    },
  );

  test("comes to rest beside a warehouse that refuses every change of an address", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { cameToRest, verdict } = await playWith("none", STUBBORN);
    expect(cameToRest).toBe(true);
    expect(verdict).toMatchObject({ lost: 0, appliedTwice: 0, escapes: 0, letGo: 1 });
  });
});
