import { describe, expect, test } from "vitest";
import {
  type Act,
  historyOf,
  linesOf,
  type Names,
} from "../../../src/identity/explaining/explain-history.js";

const NAMES: Names = { record: (id) => `record ${id}`, customer: (id) => `customer ${id}` };

/** An act as the log has it; the place in the order is its id. */
const act = (seq: number, kind: Act["kind"], customerId: string, extra: Partial<Act> = {}): Act => ({
  ...{ id: `act-${seq}`, seq, kind, customerId, otherCustomerId: null, sourceRecordId: null },
  ...{ actor: "engine", score: null, modelVersion: null, reverses: null, details: {} },
  decidedAt: new Date(Date.UTC(2026, 2, seq)),
  ...extra,
});
const link = (seq: number, customerId: string, sourceRecordId: string, score: number | null = null) =>
  act(seq, "LINK", customerId, { sourceRecordId, score, modelVersion: score === null ? null : "hand-1" });
const merge = (seq: number, customerId: string, otherCustomerId: string) =>
  act(seq, "MERGE", customerId, { otherCustomerId });
const undo = (seq: number, reversed: Act) =>
  act(seq, "UNMERGE", reversed.customerId, {
    reverses: reversed.id,
    otherCustomerId: reversed.otherCustomerId,
  });

const told = (customerId: string, acts: readonly Act[]) =>
  linesOf(historyOf(customerId, acts, NAMES)).map(({ depth, node }) => [
    depth,
    node.act.seq,
    node.undoneBy === null ? "stands" : `undone by ${node.undoneBy.seq}`,
  ]);

describe("how a customer came to be", () => {
  test("is told in the order of the acts, whatever order they come in", () => {
    const acts = [link(3, "A", "r3"), link(1, "A", "A"), act(2, "PIN", "A")];
    expect(told("A", acts).map(([, seq]) => seq)).toEqual([1, 2, 3]);
  });

  test("has below a merge what made the customer that ceased, and its own merges below that", () => {
    const acts = [
      link(1, "A", "A"),
      link(2, "B", "B"),
      link(3, "C", "C"),
      merge(4, "B", "C"),
      merge(5, "A", "B"),
    ];
    expect(told("A", acts)).toEqual([
      [0, 1, "stands"],
      [0, 5, "stands"],
      [1, 2, "stands"],
      [1, 4, "stands"],
      [2, 3, "stands"],
    ]);
  });

  test("marks what was undone; an undoing that was undone itself does not count", () => {
    const first = merge(3, "A", "B");
    const second = undo(4, first);
    const acts = [link(1, "A", "A"), link(2, "B", "B"), first, second];
    expect(told("A", acts).find(([, seq]) => seq === 3)?.[2]).toBe("undone by 4");
    const third = undo(5, second);
    expect(told("A", [...acts, third]).find(([, seq]) => seq === 3)?.[2]).toBe("stands");
    expect(told("A", [...acts, third]).find(([, seq]) => seq === 4)?.[2]).toBe("undone by 5");
  });

  test("shows each act once, also where the same two were made one twice", () => {
    const first = merge(3, "A", "B");
    const acts = [
      link(1, "A", "A"),
      link(2, "B", "B"),
      first,
      undo(4, first),
      link(5, "B", "r5"),
      merge(6, "A", "B"),
    ];
    const lines = told("A", acts);
    expect(lines).toHaveLength(acts.length);
    expect(lines).toContainEqual([1, 5, "stands"]);
    expect(lines.findIndex(([, seq]) => seq === 5)).toBeGreaterThan(lines.findIndex(([, seq]) => seq === 6));
  });

  test("survives acts that are missing and merges in a circle", () => {
    const circle = [merge(1, "A", "B"), merge(2, "B", "A")];
    expect(told("A", circle)).toHaveLength(2);
    expect(told("A", [act(3, "UNMERGE", "A", { reverses: "nobody knows" })])).toEqual([[0, 3, "stands"]]);
    expect(told("nobody", circle)).toEqual([]);
  });

  test("is told in words, with scores, models and reasons", () => {
    const acts = [
      link(1, "A", "A", -3.25),
      link(2, "A", "r2", 9.5),
      act(3, "PIN", "A", {
        actor: "stefan",
        details: { attribute: "phones", value: ["+1"], note: "asked them" },
      }),
      act(4, "PIN", "A", { details: { attribute: "phones", value: null } }),
      act(5, "NOT_A_MATCH", "B", { otherCustomerId: "A", details: { reason: "phoned both" } }),
    ];
    expect(linesOf(historyOf("A", acts, NAMES)).map(({ node }) => node.words)).toEqual([
      "record A founded it; the likeliest other customer scored −3.25 by model hand-1",
      "record r2 was found to belong to it, at +9.50 by model hand-1",
      'fixed phones to ["+1"] (asked them)',
      "let go of phones",
      "it was settled that customer B is somebody else (phoned both)",
    ]);
  });
});
