import { describe, expect, test } from "vitest";
import type { Tx } from "../../src/store/database.js";
import { rowsTogether, together } from "../../src/store/together.js";

/** Two transactions: what is asked of them is told apart by who they are. */
const [here, there] = [{} as Tx, {} as Tx];

describe("what is asked at the same moment", () => {
  test("of one transaction is one statement, in the order in which it was asked", async () => {
    const asked: (readonly string[])[] = [];
    const double = together(async (_, words: readonly string[]) => {
      asked.push(words);
      return words.map((word) => word + word);
    });
    const answers = await Promise.all([double(here, "a"), double(there, "b"), double(here, "c")]);
    expect(answers).toEqual(["aa", "bb", "cc"]);
    expect(asked).toEqual([["a", "c"], ["b"]]);
  });

  test("is asked again later: nothing is remembered", async () => {
    let last = 0;
    const next = together(async (_, all: readonly string[]) => all.map(() => (last += 1)));
    expect([await next(here, "a"), await next(here, "a")]).toEqual([1, 2]);
  });

  test("fails for all who asked, and for nobody after them", async () => {
    let isAway = true;
    const ask = together(async (_, all: readonly string[]) => {
      if (isAway) throw new Error("away");
      return all;
    });
    const ends = await Promise.allSettled([ask(here, "a"), ask(here, "b")]);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isAway = false;
    expect(await ask(here, "a")).toBe("a");
  });

  test("of rows gives each its own, and none to whoever has none", async () => {
    const rows = rowsTogether(
      async (_, ids) => ids.flatMap((id) => (id === "none" ? [] : [1, 2].map((place) => ({ id, place })))),
      ({ id }: { id: string; place: number }) => id,
    );
    const found = await Promise.all(["a", "none", "b", "a"].map((id) => rows(here, id)));
    expect(found.map((own) => own.map(({ id, place }) => `${id}${place}`))).toEqual([
      ["a1", "a2"],
      [],
      ["b1", "b2"],
      ["a1", "a2"],
    ]);
  });
});
