import { describe, expect, test } from "vitest";
import { score } from "../../bench/identity/score.js";

const clusters = (...groups: readonly string[]): Map<string, string> =>
  new Map(groups.flatMap((members, at) => [...members].map((id) => [id, String(at)] as const)));
const TRUTH = clusters("ab", "cd");

describe("the measure", () => {
  test.each([
    ["the truth itself", TRUTH, { precision: 1, recall: 1, f1: 1, bcubed: 1, clusters: 2 }],
    // Two of six pairs are right; every record finds half of its cluster wrong, so B-cubed is 2/3.
    ["all in one", clusters("abcd"), { precision: 2 / 6, recall: 1, f1: 0.5, bcubed: 2 / 3, largest: 4 }],
    ["nothing found", new Map<string, string>(), { recall: 0, f1: 0, bcubed: 2 / 3, clusters: 4 }],
  ])("knows %s", (_, found, expected) => {
    const measured: Readonly<Record<string, number>> = { ...score(TRUTH, found) };
    for (const [name, value] of Object.entries(expected)) expect(measured[name], name).toBeCloseTo(value);
  });
});
