import { expect, test } from "vitest";
import { codesOf } from "../../src/identity/code.js";
import { compare } from "../../src/identity/compare.js";
import { normalize } from "../../src/identity/normalize.js";
import { SPELLINGS } from "./cast.js";

const NORMALIZE_MS_MAX = 1;
const COMPARE_MS_MAX = 0.03;
const ROUNDS = 40;

const averageMs = (times: number, work: () => void): number => {
  const start = performance.now();
  for (let round = 0; round < times; round++) work();
  return (performance.now() - start) / times;
};

/** The best of a few runs: other work on the machine must not fail the build. */
const bestOf = (runs: number, measure: () => number): number =>
  Math.min(...Array.from({ length: runs }, measure));

test(`a record is normalized in under ${NORMALIZE_MS_MAX} ms and a pair compared in under ${COMPARE_MS_MAX} ms`, () => {
  // Every party gets a name and a number nobody has seen, so that no cache answers for the parsers.
  let unseen = 0;
  const normalizing = bestOf(3, () =>
    averageMs(ROUNDS, () => {
      for (const { stated } of SPELLINGS) {
        const name = `${stated.party.name ?? ""} ${++unseen}`;
        normalize({ ...stated.party, name, phones: [`+86 755 ${8_000_0000 + unseen}`] });
      }
    }),
  );
  expect(normalizing / SPELLINGS.length).toBeLessThan(NORMALIZE_MS_MAX);

  const records = SPELLINGS.map(({ stated: { recordId, system, party } }) => ({
    ...{ recordId, system, codes: codesOf(system, party) },
    features: normalize(party),
  }));
  const comparing = bestOf(5, () =>
    averageMs(ROUNDS, () => {
      for (const a of records) for (const b of records) compare(a, b);
    }),
  );
  expect(comparing / records.length ** 2).toBeLessThan(COMPARE_MS_MAX);
});
