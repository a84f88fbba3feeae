import { describe, expect, test } from "vitest";
import { UNATTENDED_POLICY } from "../../src/identity/policy.js";
import { pairwise, Registry, shuffled } from "./driver.js";
import { isPresent, PUBLIC_SETS, recordsOf, truthOf } from "./public-sets.js";

const RECORDS_MAX = 10_000;
const TIMEOUT_MS = 60_000;

/** Sanity, not ambition: far below this, something is broken rather than weak. */
const F1_MIN: Readonly<Record<string, number>> = { fake_1000: 0.7, febrl3: 0.9, orgs_hard: 0.4 };

describe.each(PUBLIC_SETS.filter((set) => F1_MIN[set.name] !== undefined))("the labeled set $name", (set) => {
  test.runIf(isPresent(set))(
    "is clustered with sense, one record after the other",
    () => {
      const registry = new Registry(UNATTENDED_POLICY);
      for (const { stated, details } of shuffled(recordsOf(set), 7).slice(0, RECORDS_MAX))
        registry.resolve(stated, details);
      expect(pairwise(truthOf(set), registry.clusters()).f1).toBeGreaterThan(F1_MIN[set.name] ?? 1);
    },
    TIMEOUT_MS,
  );
});

test("the measure knows right from wrong", () => {
  const truth = new Map([
    ["a", "1"],
    ["b", "1"],
    ["c", "2"],
    ["d", "2"],
  ]);
  expect(pairwise(truth, truth).f1).toBe(1);
  expect(
    pairwise(
      truth,
      new Map([
        ["a", "x"],
        ["b", "x"],
        ["c", "x"],
        ["d", "x"],
      ]),
    ),
  ).toMatchObject({ precision: 2 / 6, recall: 1 });
  expect(pairwise(truth, new Map())).toMatchObject({ recall: 0, f1: 0 });
});
