import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HubError, transient } from "../../src/domain/errors.js";
import type { Work } from "../../src/flows/work/work.js";
import { workFacts } from "../../src/flows/work/work-facts.js";
import { claimFacts } from "../../src/store/claims.js";
import { hurryFacts, retryParked, writeFacts } from "../../src/store/outbox.js";
import { select } from "../../src/store/rows.js";
import { type FactWorld, factWorld, KIND } from "../support/fact-world.js";

const BATCH = 50;
const TRIES = 10;
const ANY_TOKEN = "018f0000-0000-7000-8000-000000000001";

let world: FactWorld;

beforeAll(async () => {
  world = await factWorld("work_facts");
  await world.store.pool.query("CREATE TABLE effects (subject text NOT NULL, by text NOT NULL)");
});
afterAll(() => world.close());
beforeEach(async () => void (await world.store.pool.query("TRUNCATE facts, effects")));

/** Writes an effect for each fact of the set, in the transaction that finishes them. */
const working =
  (by = "worker", before: (subject: string) => Promise<void> | void = () => {}): Work =>
  async (hub, claim) => {
    for (const { subjectId } of claim.facts) await before(subjectId);
    await hub.store.transaction(async (tx) => {
      for (const { subjectId } of claim.facts)
        await tx.query("INSERT INTO effects VALUES ($1, $2)", [subjectId, by]);
      await claim.finish(tx, claim.facts);
    });
  };

const effects = (): Promise<{ subject: string; by: string }[]> =>
  select(world.store.pool, "SELECT subject, by FROM effects ORDER BY subject");

const subjects = (count: number, prefix = "s"): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(3, "0")}`);

const failing = (error: unknown): Work =>
  working("worker", (subject) => {
    if (subject === "poison") throw error;
  });

test("a member that its flow fails waits by itself, and the others are worked once", async () => {
  await world.write([...subjects(3), "poison", ...subjects(3, "t")]);
  const worked: string[] = [];
  await workFacts(
    world.hub,
    KIND,
    async (hub, claim) => {
      for (const fact of claim.facts) {
        worked.push(fact.subjectId);
        if (fact.subjectId === "poison") await claim.fail(fact, transient("AWAY", "it is away", 5_000));
        else await hub.store.transaction((tx) => claim.finish(tx, [fact]));
      }
    },
    BATCH,
  );
  expect(worked).toEqual([...subjects(3), "poison", ...subjects(3, "t")]);
  const left = (await world.facts()).filter(({ finished }) => !finished);
  expect(left).toMatchObject([{ subjectId: "poison", attempts: 1, error: "AWAY: it is away" }]);
  expect(left[0]?.waitsMs).toBeGreaterThan(3_000);
});

test("what waits for another try is tried at once if something that cannot wait stands behind it", async () => {
  const keyOf = (subject: string) => (subject === "apart" ? "other" : "one order");
  await world.write(["waits", "apart"], keyOf);
  const away: Work = async (_, claim) => {
    for (const fact of claim.facts) await claim.fail(fact, transient("AWAY", "it is away", 60_000));
  };
  await workFacts(world.hub, KIND, away, BATCH);
  await world.write(["urgent"], keyOf);
  expect(await workFacts(world.hub, KIND, working(), BATCH)).toBe(0);
  await world.store.transaction((tx) => hurryFacts(tx, "one order"));
  while ((await workFacts(world.hub, KIND, working(), BATCH)) > 0);
  expect((await effects()).map(({ subject }) => subject)).toEqual(["urgent", "waits"]);
});

describe("work that covers several kinds", () => {
  const COVERS = ["OrderReady", "ShipToDiverged"] as const;
  const writeAll = (...facts: (readonly [(typeof COVERS)[number], string, string])[]) =>
    world.store.transaction((tx) =>
      writeFacts(
        tx,
        facts.map(([kind, subjectId, key]) => ({ kind, subjectId, key })),
      ),
    );
  const open = async () =>
    (await world.facts()).filter(({ finished }) => !finished).map(({ subjectId }) => subjectId);

  test("takes the oldest of a key for the youngest, brings all that was there to its end, and nothing else", async () => {
    await writeAll(["OrderReady", "old", "k"], ["OrderReady", "apart", "l"], ["ShipToDiverged", "stop", "k"]);
    const work = working("worker", () => writeAll(["OrderReady", "later", "k"]));
    expect(await workFacts(world.hub, "ShipToDiverged", work, BATCH, COVERS)).toBe(1);
    expect(await effects()).toEqual([{ subject: "old", by: "worker" }]);
    expect(await open()).toEqual(["apart", "later"]);
  });

  test("leaves what is behind a failure to be done", async () => {
    await writeAll(["OrderReady", "poison", "k"], ["ShipToDiverged", "stop", "k"]);
    await workFacts(world.hub, "ShipToDiverged", failing(transient("AWAY", "it is away")), BATCH, COVERS);
    expect(await open()).toEqual(["poison", "stop"]);
    expect(await workFacts(world.hub, "ShipToDiverged", working(), BATCH, COVERS)).toBe(0);
  });

  test("that fails is begun anew at once if a stop has come meanwhile, even one that commits after the failure", async () => {
    await writeAll(["OrderReady", "old", "k"]);
    let commit = (): void => {};
    let stopping: Promise<void> = Promise.resolve();
    const away: Work = async () => {
      const written = new Promise<void>((isWritten) => {
        stopping = world.store.transaction(async (tx) => {
          await writeFacts(tx, [{ kind: "ShipToDiverged", subjectId: "stop", key: "k" }]);
          await hurryFacts(tx, "k");
          isWritten();
          await new Promise<void>((resolve) => {
            commit = resolve;
          });
        });
      });
      await written;
      setTimeout(commit, 50);
      throw transient("AWAY", "it is away", 60_000);
    };
    await workFacts(world.hub, "OrderReady", away, BATCH, COVERS);
    await stopping;
    expect(await open()).toEqual(["old", "stop"]);
    expect(await workFacts(world.hub, "ShipToDiverged", working(), BATCH, COVERS)).toBe(1);
    expect(await open()).toEqual([]);
  });

  test("is done by one worker at a time for a key, however many ask", async () => {
    await writeAll(["OrderReady", "old", "k"], ["ShipToDiverged", "stop", "k"]);
    const claims = await Promise.all(
      [...COVERS, ...COVERS, ...COVERS].map((kind) =>
        claimFacts(world.store.pool, { kind, covers: COVERS, limit: BATCH }, ANY_TOKEN, 10_000),
      ),
    );
    expect(claims.flat().map(({ subjectId }) => subjectId)).toEqual(["old"]);
  });
});

describe("a member of a set that always fails", () => {
  test("does not fail the others, and is tried again with growing pauses until it is parked with the reason", async () => {
    await world.write([...subjects(10), "poison", ...subjects(10, "t")]);
    const work = failing(new TypeError("cannot read this"));
    const pauses: number[] = [];
    for (let attempt = 1; attempt < TRIES; attempt += 1) {
      await workFacts(world.hub, KIND, work, BATCH);
      const [left] = (await world.facts()).filter(({ finished }) => !finished);
      expect(left).toMatchObject({
        subjectId: "poison",
        attempts: attempt,
        error: "cannot read this",
        parked: false,
      });
      pauses.push(left?.waitsMs ?? 0);
      await world.timePasses();
    }
    expect(await effects()).toHaveLength(20);
    expect(pauses[0]).toBeGreaterThan(300);
    expect(pauses[3]).toBeGreaterThan(3_000);
    expect(Math.max(...pauses)).toBeLessThan(80_000);

    await workFacts(world.hub, KIND, work, BATCH);
    await world.timePasses();
    expect(await workFacts(world.hub, KIND, work, BATCH)).toBe(0);
    expect((await world.facts()).filter(({ finished }) => !finished)).toEqual([
      expect.objectContaining({
        subjectId: "poison",
        attempts: TRIES,
        error: "cannot read this",
        parked: true,
      }),
    ]);
  });

  test("is tried again from the first try on when a person has mended the cause", async () => {
    await world.write(["poison"]);
    await workFacts(world.hub, KIND, failing(new HubError("BROKEN", "look")), BATCH);
    expect(await workFacts(world.hub, KIND, working(), BATCH)).toBe(0);
    expect(await retryParked(world.store.pool)).toBe(1);
    await workFacts(world.hub, KIND, working(), BATCH);
    expect(await world.facts()).toMatchObject([{ finished: true, parked: false, attempts: 1 }]);
  });

  test("does not stop those that come after it", async () => {
    await world.write(["poison"]);
    await workFacts(world.hub, KIND, failing(new Error("no")), BATCH);
    await world.write(subjects(3));
    await workFacts(world.hub, KIND, failing(new Error("no")), BATCH);
    expect(await effects()).toHaveLength(3);
  });

  test("by killing its worker each time is parked too, and says so", async () => {
    await world.write(["deadly"]);
    for (let death = 1; death <= TRIES; death += 1) {
      expect(
        await claimFacts(world.store.pool, { kind: KIND, covers: [], limit: BATCH }, ANY_TOKEN, 10_000),
      ).toHaveLength(1);
      await world.timePasses();
    }
    await workFacts(world.hub, KIND, working(), BATCH);
    expect(await world.facts()).toMatchObject([{ parked: true, error: "gave up: its worker died 10 times" }]);
    expect(await effects()).toEqual([]);
  });
});

describe("an error says what becomes of the fact:", () => {
  test.each<[string, unknown, Record<string, unknown>, [number, number]]>([
    ["come back in a minute", transient("BUSY", "later", 60_000), { error: "BUSY: later" }, [55_000, 60_000]],
    ["come back some time", transient("BUSY", "later"), { error: "BUSY: later" }, [300, 1_000]],
    [
      "a person has to look",
      new HubError("BROKEN", "look"),
      { error: "BROKEN: look", parked: true },
      [-1e9, 1e9],
    ],
    [
      "there is nothing to do",
      new HubError("GONE", "nothing", { next: { kind: "skip" } }),
      { error: null, finished: true },
      [-1e9, 1e9],
    ],
    ["nobody knows", "just text", { error: "just text" }, [300, 1_000]],
  ])("%s", async (_says, error, expected, [least, most]) => {
    await world.write(["poison"]);
    await workFacts(world.hub, KIND, failing(error), BATCH);
    const [fact] = await world.facts();
    expect(fact).toMatchObject({ parked: false, finished: false, ...expected });
    expect(fact?.waitsMs).toBeGreaterThan(least);
    expect(fact?.waitsMs).toBeLessThan(most);
  });

  test("who waits for another system waits longer than ten tries, and finishes when it is back", async () => {
    await world.write(["poison"]);
    for (let attempt = 1; attempt <= TRIES * 2; attempt += 1) {
      await workFacts(world.hub, KIND, failing(transient("DOWN", "not yet")), BATCH);
      await world.timePasses();
    }
    await workFacts(world.hub, KIND, working(), BATCH);
    expect(await world.facts()).toMatchObject([{ finished: true, attempts: TRIES * 2 + 1 }]);
  });

  test("a flow that forgets one of its facts has it tried again", async () => {
    await world.write(subjects(2));
    const forgetful: Work = async (hub, claim) => {
      await hub.store.transaction((tx) =>
        claim.finish(
          tx,
          claim.facts.filter(({ subjectId }) => subjectId !== "s001"),
        ),
      );
    };
    await workFacts(world.hub, KIND, forgetful, BATCH);
    expect(await world.facts()).toMatchObject([{ finished: true }, { finished: false, attempts: 1 }]);
  });
});

describe("many workers at once", () => {
  const all = (batch: number, work: Work, workers: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: workers }, async () => {
        for (let idle = 0; idle < 5; ) {
          idle = (await workFacts(world.hub, KIND, work, batch)) > 0 ? 0 : idle + 1;
          if (idle > 0) await sleep(20);
        }
      }),
    );

  test("do each fact once", async () => {
    await world.write(subjects(200));
    await all(7, working(), 6);
    expect((await effects()).map(({ subject }) => subject)).toEqual(subjects(200));
  });

  test("do facts of one key in order and one at a time, and other keys meanwhile", async () => {
    await world.write(subjects(60), (subject) => `key${Number(subject.slice(1)) % 4}`);
    const running = new Set<number>();
    const done: number[] = [];
    let [most, clashes] = [0, 0];
    const work = working("worker", async (subject) => {
      const number = Number(subject.slice(1));
      if (running.has(number % 4)) clashes += 1;
      running.add(number % 4);
      most = Math.max(most, running.size);
      await sleep(2);
      running.delete(number % 4);
      done.push(number);
    });
    await all(1, work, 6);
    expect(clashes).toBe(0);
    expect(most).toBeGreaterThan(1);
    for (const key of [0, 1, 2, 3]) {
      const ofKey = done.filter((number) => number % 4 === key);
      expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
      expect(ofKey).toHaveLength(15);
    }
  });

  test("do not start an older fact of a key while a younger one, committed first, is at work", async () => {
    const older = world.store.transaction(async (tx) => {
      await tx.query(
        "INSERT INTO facts (id, kind, subject_id, key, created_at, next_at, attempts) VALUES (gen_random_uuid(), $1, 'older', 'k', now(), now(), 0)",
        [KIND],
      );
      await world.write(["younger"], () => "k");
      expect(
        await claimFacts(world.store.pool, { kind: KIND, covers: [], limit: BATCH }, ANY_TOKEN, 10_000),
      ).toMatchObject([{ subjectId: "younger" }]);
    });
    await older;
    expect(await workFacts(world.hub, KIND, working(), BATCH)).toBe(0);
    // Its worker has died: then order counts again.
    await world.timePasses();
    await workFacts(world.hub, KIND, working(), BATCH);
    await workFacts(world.hub, KIND, working(), BATCH);
    expect(await world.facts()).toMatchObject([{ finished: true }, { finished: true }]);
  });
});

describe("a worker that loses its lease", () => {
  test("writes nothing, and what the other wrote stays", async () => {
    await world.write(subjects(3));
    let [held, letGo] = [false, (): void => {}];
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = workFacts(
      world.hub,
      KIND,
      working("slow", async () => {
        held = true;
        await gate;
      }),
      BATCH,
    );
    while (!held) await sleep(5);
    await world.timePasses();
    await workFacts(world.hub, KIND, working("fast"), BATCH);
    letGo();
    await slow;
    expect((await effects()).map(({ by }) => by)).toEqual(["fast", "fast", "fast"]);
    expect((await world.facts()).every(({ finished, error }) => finished && error === null)).toBe(true);
  });

  test("and fails then does not put back what the other has taken", async () => {
    await world.write(["poison"]);
    const failsLate = workFacts(
      world.hub,
      KIND,
      working("slow", async () => {
        await world.timePasses();
        expect(
          await claimFacts(world.store.pool, { kind: KIND, covers: [], limit: BATCH }, ANY_TOKEN, 10_000),
        ).toHaveLength(1);
        throw new Error("too late");
      }),
      BATCH,
    );
    await failsLate;
    expect(await world.facts()).toMatchObject([{ attempts: 2, error: null, finished: false, parked: false }]);
  });
});
