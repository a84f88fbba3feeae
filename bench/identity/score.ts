/** How well a clustering agrees with the truth. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly bcubed: number;
  readonly largest: number;
  readonly clusters: number;
}

/** Pairwise precision and recall over all pairs of the truth's records, and B-cubed F1 (Bagga and Baldwin 1998). */
export function score(truth: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): Score {
  const ids = [...truth.keys()];
  const trueOf = (id: string): string => truth.get(id) ?? "";
  const foundOf = (id: string): string => found.get(id) ?? `alone ${id}`;
  const trueSizes = sizes(ids.map(trueOf));
  const foundSizes = sizes(ids.map(foundOf));
  const both = sizes(ids.map((id) => `${trueOf(id)}\n${foundOf(id)}`));
  const right = pairs(both);
  const precision = right / Math.max(1, pairs(foundSizes));
  const recall = right / Math.max(1, pairs(trueSizes));
  const mean = (of: (overlap: number, id: string) => number): number =>
    ids.reduce((sum, id) => sum + of(both.get(`${trueOf(id)}\n${foundOf(id)}`) ?? 0, id), 0) / ids.length;
  const bcubed = harmonic(
    mean((overlap, id) => overlap / (foundSizes.get(foundOf(id)) ?? 1)),
    mean((overlap, id) => overlap / (trueSizes.get(trueOf(id)) ?? 1)),
  );
  const largest = Math.max(...foundSizes.values());
  return { precision, recall, f1: harmonic(precision, recall), bcubed, largest, clusters: foundSizes.size };
}

const harmonic = (a: number, b: number): number => (a + b === 0 ? 0 : (2 * a * b) / (a + b));

function sizes(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

const pairs = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
