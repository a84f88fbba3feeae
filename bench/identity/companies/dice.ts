/** Numbers from 0 to 1 that only a seed decides. */
export type Random = () => number;

export const chance = (random: Random, share: number): boolean => random() < share;

export const whole = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

/** One of the names, as often as its weight says. */
export function weighted<K extends string>(random: Random, weights: Readonly<Partial<Record<K, number>>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return entries[entries.length - 1]?.[0] as K;
}

export const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join("");

/** Replaces the digits at the place of each `#`. */
export const numbered = (random: Random, pattern: string): string =>
  pattern.replace(/#/g, () => String(whole(random, 0, 9)));
