import { describe, expect, test } from "vitest";
import {
  type Changed,
  type ChangeList,
  changedSince,
} from "../../../../src/connectors/reading/sources/changed-since.js";

const PAGE = 3;
const moment = (n: number): string => String(n).padStart(4, "0");

/** A source that others write to: before each answer, what `write` does has happened. */
function sourceOf(objects: Map<string, string>, write: () => void = () => {}) {
  let asked = 0;
  const all = (): Changed[] => [...objects].map(([id, at]) => ({ id, at }));
  const answer = (keep: (one: Changed) => boolean, by: (one: Changed) => string): Promise<Changed[]> => {
    asked += 1;
    write();
    return Promise.resolve(
      all()
        .filter(keep)
        .sort((a, b) => (by(a) < by(b) ? -1 : 1))
        .slice(0, PAGE),
    );
  };
  const list: ChangeList = {
    pageSize: PAGE,
    // Within one moment the order is the source's own affair: here it is backwards.
    from: (from) =>
      answer(
        ({ at }) => at >= from,
        ({ id, at }) => `${at} ${1e6 - Number(id)}`,
      ),
    sharing: (at, afterId) =>
      answer(
        (one) => one.at === at && Number(one.id) > Number(afterId),
        ({ id }) => id.padStart(9, "0"),
      ),
    after: (at) => moment(Number(at) + 1),
  };
  return { list, asked: () => asked };
}

async function read(list: ChangeList, since = moment(0)): Promise<Changed[]> {
  const found: Changed[] = [];
  for await (const page of changedSince(list, since)) found.push(...page);
  return found;
}

/** Always the same numbers for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % sides;
  };
}

describe("what has changed since a moment", () => {
  test("comes once each, oldest first, however many share a moment", async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const roll = dice(seed);
      const objects = new Map(
        Array.from({ length: roll(40) }, (_, id) => [String(id + 1), moment(roll(6))] as const),
      );
      const found = await read(sourceOf(objects).list);
      expect(found.map(({ id }) => id).sort(), `seed ${seed}`).toEqual([...objects.keys()].sort());
      expect(
        found.map(({ at }) => at),
        `seed ${seed}`,
      ).toEqual(found.map(({ at }) => at).sort());
    }
  });

  test("misses nothing that stands still, whatever moves away while it is read", async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const roll = dice(seed);
      const objects = new Map(
        Array.from({ length: 30 }, (_, id) => [String(id + 1), moment(roll(6))] as const),
      );
      const moved = new Set<string>();
      const { list } = sourceOf(objects, () => {
        const id = String(roll(30) + 1);
        // Out of the window, as everything is that changes now.
        moved.add(id);
        objects.delete(id);
      });
      const found = (await read(list)).map(({ id }) => id);
      expect(new Set(found).size, `seed ${seed}`).toBe(found.length);
      for (const id of objects.keys()) expect(found, `seed ${seed}`).toContain(id);
    }
  });

  test("begins where it is told, and asks once where little has changed", async () => {
    const { list, asked } = sourceOf(
      new Map([
        ["1", moment(1)],
        ["2", moment(2)],
        ["3", moment(3)],
      ]),
    );
    expect(await read(list, moment(2))).toEqual(
      [
        { id: "3", at: moment(3) },
        { id: "2", at: moment(2) },
      ].reverse(),
    );
    expect(asked()).toBe(1);
  });

  test("is not taken from a source that lists it out of order: it would never end", async () => {
    const list: ChangeList = {
      pageSize: 2,
      from: () =>
        Promise.resolve([
          { id: "1", at: moment(5) },
          { id: "2", at: moment(3) },
        ]),
      sharing: () => Promise.resolve([]),
      after: (at) => at,
    };
    await expect(read(list)).rejects.toMatchObject({ code: "SOURCE_DATA" });
    await expect(read(list, moment(9))).rejects.toMatchObject({ code: "SOURCE_DATA" });
  });
});
