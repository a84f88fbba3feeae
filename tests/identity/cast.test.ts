import { describe, expect, test } from "vitest";
import { CAST, SPELLINGS } from "./cast.js";
import { Registry, shuffled } from "./driver.js";
import { aStatement } from "./stated.js";

/** Customer id to the members it should be counted with, as one text per customer. */
const grouped = (clusters: ReadonlyMap<string, string>): string[] => {
  const groups = new Map<string, string[]>();
  for (const [record, customer] of clusters) groups.set(customer, [...(groups.get(customer) ?? []), record]);
  return [...groups.values()].map((records) => records.sort().join(" ")).sort();
};

const TRUTH = Object.entries(CAST)
  .map(([who, spellings]) =>
    spellings
      .map((_, at) => `${who}-${at + 1}`)
      .sort()
      .join(" "),
  )
  .sort();

const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);

describe("the cast of the demo", () => {
  test("has twelve customers in more than forty spellings", () => {
    expect(TRUTH).toHaveLength(12);
    expect(SPELLINGS.length).toBeGreaterThan(40);
  });

  test.each(SEEDS)("arriving in order %i ends as exactly its customers, and nobody is asked", (seed) => {
    const registry = new Registry();
    const asked = shuffled(SPELLINGS, seed).filter(
      ({ stated }) => registry.resolve(stated).outcome === "REVIEW",
    );
    expect(grouped(registry.clusters())).toEqual(TRUTH);
    expect(asked.map(({ stated }) => stated.recordId)).toEqual([]);
  });

  test.each(SEEDS)("is joined by no bare 云帆科技, whenever it arrives (order %i)", (seed) => {
    const bare = { who: "nobody", stated: aStatement("bare", "fax", { name: "云帆科技" }) };
    const registry = new Registry();
    for (const { who, stated } of shuffled([...SPELLINGS, bare], seed)) {
      const { outcome } = registry.resolve(stated);
      if (who === "nobody") expect(outcome).not.toBe("LINKED");
    }
    expect(grouped(registry.clusters())).toEqual([...TRUTH, "bare"].sort());
  });

  test("seen twice adds nobody", () => {
    const registry = new Registry();
    const again = SPELLINGS.map(({ stated }) => ({ ...stated, recordId: `${stated.recordId} again` }));
    for (const stated of [...SPELLINGS.map((spelling) => spelling.stated), ...again])
      registry.resolve(stated);
    expect(grouped(registry.clusters())).toHaveLength(TRUTH.length);
  });
});
