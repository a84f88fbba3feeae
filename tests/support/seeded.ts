/** Random numbers from 0 to 1 that come out the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A new seed for each run, or the one of HUB_TEST_SEED to have a run again. It is printed, so that a failure can be. */
export function printedSeed(what: string): number {
  const given = process.env.HUB_TEST_SEED;
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  console.log(`${what}: HUB_TEST_SEED=${seed}`);
  return seed;
}
