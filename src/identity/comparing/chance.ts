/** The kind of a key: `token` of `token:smith`, `other:occupation` of `other:occupation|writer`. */
export function kindOfKey(key: string): string {
  const kind = key.slice(0, key.indexOf(":"));
  return kind === "other" ? key.slice(0, key.indexOf("|")) : kind;
}

/** By kind, the logarithm of the chance that two records which state such a value state the same one. */
export function chancesOf(counts: ReadonlyMap<string, number>): Record<string, number> {
  const sums = new Map<string, { all: number; squares: number }>();
  for (const [key, count] of counts) {
    const kind = kindOfKey(key);
    const sum = sums.get(kind) ?? { all: 0, squares: 0 };
    sum.all += count;
    sum.squares += count * count;
    sums.set(kind, sum);
  }
  return Object.fromEntries(
    [...sums].map(([kind, { all, squares }]) => [kind, Math.log(squares / (all * all))]),
  );
}
