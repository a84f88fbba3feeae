import { expect, test } from "vitest";
import { type DemoNumbers, deviations, EXPECTED } from "../../src/cli/demo/summary.js";

const withCalls = ([received = 0, applied = 0, duplicate = 0]: readonly number[]): DemoNumbers => ({
  ...{ ...EXPECTED, seconds: 1 },
  messages: { ...EXPECTED.messages, CALL_CENTER: { received, applied, duplicate, quarantined: 0 } },
});

test.each([
  { calls: [6, 6, 0], repeats: 0, wrong: 0 },
  { calls: [7, 6, 1], repeats: 1, wrong: 0 },
  // Nobody has asked for it twice, or it was taken twice.
  { calls: [7, 6, 1], repeats: 0, wrong: 2 },
  { calls: [7, 7, 0], repeats: 1, wrong: 2 },
])(
  "of orders by phone $calls after $repeats repeats deviate in $wrong numbers",
  ({ calls, repeats, wrong }) => {
    expect(deviations(withCalls(calls), repeats)).toHaveLength(wrong);
  },
);
