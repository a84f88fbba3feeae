import { describe, expect, test } from "vitest";
import { decideMove, type MoveSubject, targetOfMove } from "../../src/domain/customer-move.js";
import { followThroughRules } from "../../src/domain/follow-through.js";
import { BREMEN, HAMBURG } from "../support/orders.js";

const SUBJECT: MoveSubject = {
  ...{
    of: "ORDER",
    aspect: "ADDRESS",
    stage: "UNFULFILLED",
    concerned: true,
    usedBefore: false,
    explicit: false,
  },
};

describe("what becomes of an open order when its customer moves", () => {
  test.each<[string, Partial<MoveSubject>, string]>([
    ["goes to the address that was left", {}, "ASK"],
    ["never went there", { concerned: false }, "KEEP"],
    ["the customer uses both addresses", { usedBefore: true }, "KEEP"],
    ["somebody said that it is back at a former address", { usedBefore: true, explicit: true }, "ASK"],
    ["has left already", { stage: "FULFILLED" }, "ASK"],
    ["a contact that a source states otherwise", { aspect: "CONTACT" }, "KEEP"],
    ["a contact that somebody gave", { aspect: "CONTACT", explicit: true }, "ASK"],
  ])("%s", (_name, subject, decision) => {
    expect(decideMove([], { ...SUBJECT, ...subject }).decision).toBe(decision);
  });

  test("a company's rule comes first, and only where all its conditions hold", () => {
    const { moves } = followThroughRules.parse({
      moves: [
        {
          aspect: "ADDRESS",
          stage: ["UNFULFILLED"],
          explicit: true,
          decision: "PROPAGATE",
          because: "they said so",
        },
      ],
    });
    expect(decideMove(moves, { ...SUBJECT, explicit: true })).toEqual({
      decision: "PROPAGATE",
      because: "they said so",
    });
    expect(decideMove(moves, SUBJECT).decision).toBe("ASK");
    expect(decideMove(moves, { ...SUBJECT, explicit: true, stage: "IN_PROGRESS" }).decision).toBe("ASK");
  });

  test.each([
    [{ moves: [{ decision: "MAYBE", because: "?" }] }],
    [{ moves: [{ decision: "KEEP" }] }],
    [{ moves: [{ decision: "KEEP", because: "x", stages: ["UNFULFILLED"] }] }],
    [{ deadlineMinutes: { SHIP_TO: 0 } }],
    [{ deadlineMinutes: { TELEPORT: 5 } }],
  ])("rules that say nothing are refused: %j", (rules) => {
    expect(followThroughRules.safeParse(rules).success).toBe(false);
  });
});

test("an order that follows keeps who receives it, unless the new address says", () => {
  const after = { ...BREMEN, recipient: null };
  const shipTo = { ...HAMBURG, recipient: "Goods in", department: "Hall 2" };
  expect(targetOfMove({ aspect: "ADDRESS", before: HAMBURG, after }, shipTo)).toMatchObject({
    kind: "SHIP_TO",
    shipTo: { city: "Bremen", recipient: "Goods in", department: "Hall 2" },
  });
});
