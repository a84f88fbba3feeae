import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepApart, unitePair } from "../../src/flows/identity/settle-pair.js";
import { unmerge } from "../../src/flows/identity/unmerge.js";
import { LOOK_ALIKES } from "../identity/look-alikes.js";
import { STEWARD } from "../support/hub.js";
import { type StewardHub, stewardHub } from "../support/steward-hub.js";

const SEQUENCES = 200;
const STEPS = 12;
const SEED = 7;
const TIMEOUT_MS = 280_000;

/** The same numbers for the same seed, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe("in the tables", () => {
  let hub: StewardHub;
  beforeAll(async () => {
    hub = await stewardHub("unmerge_sequences");
  });
  afterAll(() => hub.close());

  test(
    "random sequences of arriving, merging, keeping apart and undoing lead to what a replay leads to",
    async () => {
      const total = { undone: 0, otherwise: 0, refused: 0, moved: 0 };
      for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
        await hub.empty();
        const story = await oneSequence(hub, numbers(SEED + sequence), sequence, total);
        const replayed = await hub.replayed();
        expect(
          Object.fromEntries(await hub.customers()),
          `sequence ${sequence}: ${story.join("; ")}`,
        ).toEqual(Object.fromEntries(replayed));
        await hub.expectOrder();
      }
      expect(total.otherwise).toBeGreaterThan(SEQUENCES / 10);
      expect(hub.complaints).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

async function oneSequence(
  hub: StewardHub,
  pick: (below: number) => number,
  sequence: number,
  total: { undone: number; otherwise: number; refused: number; moved: number },
): Promise<string[]> {
  const waiting = [...LOOK_ALIKES];
  const story: string[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const idempotencyKey = `${sequence}-${step}`;
    const dice = pick(10);
    if (dice < 5) {
      const said = Array.from({ length: 1 + pick(3) }, () => waiting.splice(pick(waiting.length), 1)).flat();
      if (said.length > 0) story.push(`arrive ${await hub.arriveAtOnce(said)}`);
      continue;
    }
    if (dice < 7) {
      const living = await hub.living();
      const customerIds = [living[pick(living.length)] ?? "", living[pick(living.length)] ?? ""];
      const flow = dice === 5 ? unitePair : keepApart;
      const outcome = await flow(hub.hub, STEWARD, { idempotencyKey, customerIds, note: null });
      if (outcome.ok) story.push(`${flow.name} ${customerIds}`);
      continue;
    }
    const acts = await hub.rows<{ id: string }>(
      "SELECT id FROM decisions WHERE kind <> 'LINK' OR source_record_id <> customer_id ORDER BY seq",
    );
    const decisionId = acts[pick(Math.max(1, acts.length))]?.id;
    if (decisionId === undefined) continue;
    const request = { idempotencyKey, decisionId, note: null, mayMeetAgain: pick(2) === 0, dryRun: false };
    const outcome = await unmerge(hub.hub, STEWARD, request);
    story.push(`unmerge ${decisionId} ${request.mayMeetAgain}: ${JSON.stringify(outcome)}`);
    if (outcome.ok) {
      total.undone += 1;
      total.otherwise += outcome.value.decidedOtherwise.length;
      total.moved += outcome.value.records;
    } else {
      total.refused += 1;
      for (const { code, message } of outcome.userErrors) {
        expect(message).not.toContain("nothing exact");
        expect(["CONFLICT", "INVALID"]).toContain(code);
      }
    }
    await hub.decide(["PartyStated"]);
  }
  return story;
}
