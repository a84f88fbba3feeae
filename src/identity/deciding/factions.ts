/**
 * The parts into which a customer falls. Those who agree best are put together first, as long as two parts agree by
 * `least` on average (average linkage; Sokal and Michener 1958). A customer that holds together is one part.
 */
export function factionsOf<T>(members: readonly T[], agree: (a: T, b: T) => number, least: number): T[][] {
  const scores = members.map((a, at) => members.slice(0, at).map((b) => agree(a, b)));
  let parts = members.map((_, at) => [at]);
  for (
    let best = nearest(parts, scores);
    best !== null && best.mean >= least;
    best = nearest(parts, scores)
  ) {
    const { one, other } = best;
    parts = [...parts.filter((part) => part !== one && part !== other), [...one, ...other]];
  }
  return parts.map((part) => part.flatMap((at) => members[at] ?? []));
}

interface Nearest {
  readonly one: number[];
  readonly other: number[];
  readonly mean: number;
}

/** The two parts that agree best on average; null if there is only one. `scores` hold each pair once. */
function nearest(parts: readonly number[][], scores: readonly (readonly number[])[]): Nearest | null {
  let best: Nearest | null = null;
  for (const [at, one] of parts.entries()) {
    for (const other of parts.slice(at + 1)) {
      let sum = 0;
      for (const a of one) for (const b of other) sum += scores[Math.max(a, b)]?.[Math.min(a, b)] ?? 0;
      const mean = sum / (one.length * other.length);
      if (best === null || mean > best.mean) best = { one, other, mean };
    }
  }
  return best;
}
