import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keepApart, unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { LOOK_ALIKES } from "../identity/look-alikes.js";
import { STEWARD } from "../support/hub.js";
import { type StewardHub, stewardHub } from "../support/steward-hub.js";

let world: StewardHub;
beforeAll(async () => {
  world = await stewardHub("decided_anew");
});
afterAll(() => world.close());
beforeEach(() => world.empty());

let keys = 0;
const request = () => ({ idempotencyKey: `key-${++keys}`, note: null });

async function arrive(at: number): Promise<string> {
  const said = LOOK_ALIKES[at];
  if (said === undefined) throw new Error(`there is no look-alike ${at}`);
  return world.arrive(said);
}
async function merge(a: string, b: string): Promise<string> {
  const outcome = await unitePair(world.hub, STEWARD, { ...request(), customerIds: [a, b] });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.userErrors));
  return outcome.value.decisionId;
}
async function undo(decisionId: string, mayMeetAgain = false) {
  const outcome = await unmerge(world.hub, STEWARD, {
    ...request(),
    ...{ decisionId, mayMeetAgain, dryRun: false },
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.userErrors));
  return outcome.value;
}
const questionsOf = (id: string) =>
  world.rows<{ status: string; resolution: string | null; customerId: string; otherCustomerId: string }>(
    `SELECT status, resolution, customer_id, other_customer_id FROM review_tasks
      WHERE kind = 'IDENTITY' AND $1 IN (customer_id, other_customer_id) ORDER BY opened_at`,
    [id],
  );

describe("a record that is decided anew", () => {
  test("is asked about if it is in doubt now, where it was none before", async () => {
    const [a, b] = [await arrive(0), await arrive(5)];
    const merged = await merge(a, b);
    const c = await arrive(1);
    expect((await world.customers()).get(c)).toBe(a);
    expect(await questionsOf(c)).toEqual([]);
    expect((await undo(merged)).decidedOtherwise).toEqual([c]);
    expect((await world.customers()).get(c)).toBe(c);
    expect(await questionsOf(c)).toMatchObject([
      { status: "OPEN", customerId: c, otherCustomerId: expect.stringMatching(`${a}|${b}`) },
    ]);
  });

  test("is asked about no more if it is in no doubt now", async () => {
    const [a, b] = [await arrive(0), await arrive(6)];
    const merged = await merge(a, b);
    const c = await arrive(7);
    expect(await questionsOf(c)).toMatchObject([{ status: "OPEN" }]);
    // Nobody says that the two are two, so no such word answers the question.
    expect((await undo(merged, true)).decidedOtherwise).toEqual([c]);
    expect((await world.customers()).get(c)).toBe(b);
    expect(await questionsOf(c)).toMatchObject([
      { status: "RESOLVED", resolution: "its record was decided anew" },
    ]);
  });

  test("joins nothing that a steward has kept apart since", async () => {
    const [a, b] = [await arrive(0), await arrive(2)];
    await arrive(1);
    // The engine saw by itself that the two are one.
    expect(new Set((await world.customers()).values())).toEqual(new Set([a]));
    const [act] = await world.rows<{ id: string }>(
      "SELECT id FROM decisions WHERE kind = 'MERGE' AND actor = 'engine' AND other_customer_id = $1",
      [b],
    );
    const undone = await undo(act?.id ?? "", true);
    expect((await world.customers()).get(b)).toBe(b);
    const apart = await keepApart(world.hub, STEWARD, { ...request(), customerIds: [a, b] });
    expect(apart.ok).toBe(true);
    // Now the engine's merge counts again; but it would have to be made against a later word.
    await undo(undone.decisionId ?? "");
    expect((await world.customers()).get(a)).toBe(a);
    expect((await world.customers()).get(b)).toBe(b);
    await world.expectOrder();
  });
});
