import type { Queue } from "bullmq";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FactKind } from "../../src/domain/fact.js";
import type { Crew } from "../../src/jobs/crew.js";
import { type Relay, startRelay } from "../../src/jobs/relay.js";
import { LANES, type Lane, STAGES } from "../../src/jobs/stages.js";

let begun: FactKind[];
let rung: string[];
/** Kinds of which a set has only just begun. */
let young: Set<FactKind>;
let busy: Set<Lane>;
let waiting: readonly { kind: FactKind; id: string }[];
let relay: Relay;

beforeEach(() => {
  vi.useFakeTimers();
  [begun, rung, young, busy] = [[], [], new Set(), new Set()];
  const crew: Crew = {
    work: (kind) => {
      begun.push(kind);
      return new Promise(() => {});
    },
    isFree: (lane) => !busy.has(lane),
    holdsBack: (kind) => young.has(kind),
    idle: () => Promise.resolve(),
  };
  const queue = { add: async (_: string, __: object, { jobId }: { jobId: string }) => rung.push(jobId) };
  const queues = new Map(
    Object.keys(LANES).map((lane) => [lane as Lane, queue as unknown as Pick<Queue, "add">]),
  );
  relay = startRelay({ queues, crew, look: async () => waiting, complain: () => {} });
});
afterEach(() => {
  vi.useRealTimers();
});

async function look(...facts: readonly (readonly [kind: FactKind, id: string])[]): Promise<void> {
  waiting = facts.map(([kind, id]) => ({ kind, id }));
  relay.ring();
  await vi.advanceTimersByTimeAsync(50);
}

describe("what waits", () => {
  test("is begun here where somebody is free, and rung for where nobody is", async () => {
    busy.add(STAGES.PartyStated.lane);
    await look(["MessageReceived", "m"], ["PartyStated", "p"]);
    expect({ begun, rung }).toEqual({ begun: ["MessageReceived"], rung: ["p"] });
  });

  test("is not begun again while the ring for it is not answered", async () => {
    await look(["MessageReceived", "m"]);
    await look(["MessageReceived", "m"]);
    expect(begun).toEqual(["MessageReceived"]);
  });

  test("gathers while a set of its kind is young, but for sets that are full", async () => {
    young.add("MessageReceived");
    await look(["MessageReceived", "full"], ["MessageReceived", "rest"], ["PartyStated", "p"]);
    expect(begun).toEqual(["MessageReceived", "PartyStated"]);
    await look(["MessageReceived", "rest"]);
    expect(begun).toEqual(["MessageReceived", "PartyStated"]);
    young.clear();
    await look(["MessageReceived", "rest"]);
    expect(begun).toEqual(["MessageReceived", "PartyStated", "MessageReceived"]);
  });

  test("does not gather where work waits for other systems", async () => {
    young.add("ShipToDiverged");
    await look(["ShipToDiverged", "s"]);
    expect(begun).toEqual(["ShipToDiverged"]);
  });
});
