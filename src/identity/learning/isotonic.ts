/**
 * The nearest rising sequence to `values`, by weighted least squares: neighbors that fall are pooled
 * into their mean until none does (pool adjacent violators; Ayer, Brunk et al. 1955).
 */
export function isotonic(values: readonly number[], weights: readonly number[]): number[] {
  const pools: { mean: number; weight: number; size: number }[] = [];
  for (const [at, value] of values.entries()) {
    let pool = { mean: value, weight: Math.max(weights[at] ?? 0, Number.EPSILON), size: 1 };
    for (let last = pools.at(-1); last !== undefined && last.mean > pool.mean; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      const mean = (last.mean * last.weight + pool.mean * pool.weight) / weight;
      pool = { mean, weight, size: last.size + pool.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, size }) => new Array<number>(size).fill(mean));
}
