const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The value that this share of all values does not exceed; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const all = sorted(values);
  const [low, high] = [all[(all.length - 1) >> 1], all[all.length >> 1]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

export const range = (values: readonly number[]): [number, number] => [
  Math.min(...values),
  Math.max(...values),
];

/** Three digits are more than such a measurement can tell. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
