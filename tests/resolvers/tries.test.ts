import { describe, expect, test } from "vitest";
import { TRIES_MAX, Tries, WINDOW_MS } from "../../src/resolvers/tries.js";

const KEYS = ["number TL-1", "address 10.0.0.1"];

describe("tries", () => {
  test("are five, and come back after their time", () => {
    let now = 0;
    const tries = new Tries(() => now);
    const first = Array.from({ length: TRIES_MAX }, () => tries.take(KEYS));
    expect(first).toEqual([true, true, true, true, true]);
    expect(tries.take(KEYS)).toBe(false);
    now = WINDOW_MS - 1;
    expect(tries.take(KEYS)).toBe(false);
    now = WINDOW_MS;
    expect(tries.take(KEYS)).toBe(true);
  });

  test.each([
    ["one number from many addresses", (at: number) => ["number TL-1", `address ${at}`]],
    ["many numbers from one address", (at: number) => [`number ${at}`, "address 10.0.0.1"]],
  ])("run out for %s", (_name, keysOf) => {
    const tries = new Tries(() => 0);
    const taken = Array.from({ length: TRIES_MAX + 3 }, (_, at) => tries.take(keysOf(at)));
    expect(taken.filter((free) => free)).toHaveLength(TRIES_MAX);
  });

  test("that succeed cost nothing", () => {
    const tries = new Tries(() => 0);
    for (let at = 0; at < TRIES_MAX * 3; at += 1) {
      expect(tries.take(KEYS)).toBe(true);
      tries.giveBack(KEYS);
    }
  });
});
