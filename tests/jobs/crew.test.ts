import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Crew, gatherCrew } from "../../src/jobs/crew.js";
import { LANES } from "../../src/jobs/stages.js";

const AWAY = new Error("the database is away");
/** Ends the sets in the order in which they were begun; fewer than none is a failure. */
let ends: ((claimed: number) => void)[];
let rings: number;
let crew: Crew;

beforeEach(() => {
  vi.useFakeTimers();
  [ends, rings] = [[], 0];
  crew = gatherCrew(
    () => new Promise((end, fail) => ends.push((claimed) => (claimed < 0 ? fail(AWAY) : end(claimed)))),
    () => {
      rings += 1;
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

test("a lane is free until as many sets are at work as it takes", async () => {
  for (let at = 0; at < LANES.think.concurrency; at += 1) {
    expect(crew.isFree("think")).toBe(true);
    void crew.work(at === 0 ? "CustomerChanged" : "MessageReceived");
  }
  expect([crew.isFree("think"), crew.isFree("decide")]).toEqual([false, true]);
  ends[0]?.(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(crew.isFree("think")).toBe(true);
});

test("rings for more after work, and not after a look that found none", async () => {
  void crew.work("MessageReceived");
  ends[0]?.(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(rings).toBe(0);
  void crew.work("MessageReceived");
  ends[1]?.(3);
  await vi.advanceTimersByTimeAsync(0);
  expect(rings).toBe(1);
});

test("whoever was held back is looked for when the set ends, though it found nothing", async () => {
  void crew.work("MessageReceived");
  expect([crew.holdsBack("MessageReceived"), crew.holdsBack("PartyStated")]).toEqual([true, false]);
  ends[0]?.(0);
  await vi.advanceTimersByTimeAsync(0);
  expect([rings, crew.holdsBack("MessageReceived")]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(rings).toBe(1);
});

test("a set that takes long holds nobody back any more, and they are looked for", async () => {
  void crew.work("MessageReceived");
  await vi.advanceTimersByTimeAsync(200);
  expect([crew.holdsBack("MessageReceived"), rings]).toEqual([true, 0]);
  await vi.advanceTimersByTimeAsync(250);
  expect([crew.holdsBack("MessageReceived"), rings]).toEqual([false, 1]);
});

test("waits for what is at work, also where it fails", async () => {
  const failed = crew.work("MessageReceived");
  ends[0]?.(-1);
  await expect(failed).rejects.toThrow("the database is away");
  let isIdle = false;
  void crew.work("MessageReceived");
  void crew.idle().then(() => {
    isIdle = true;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(isIdle).toBe(false);
  ends[1]?.(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(isIdle).toBe(true);
});
