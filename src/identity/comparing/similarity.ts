import { distance } from "fastest-levenshtein";

const PREFIX_MAX = 4;
const PREFIX_BONUS = 0.1;

/** Jaro-Winkler: 1 for equal words, forgiving of swaps and of errors towards the end. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const matched: string[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = true;
      matched.push(a[i] ?? "");
      break;
    }
  }
  if (matched.length === 0) return 0;
  let swaps = 0;
  let at = 0;
  for (let j = 0; j < b.length; j++) {
    if (!taken[j]) continue;
    if (matched[at] !== b[j]) swaps++;
    at++;
  }
  const m = matched.length;
  const jaro = (m / a.length + m / b.length + (m - swaps / 2) / m) / 3;
  let prefix = 0;
  while (prefix < PREFIX_MAX && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * PREFIX_BONUS * (1 - jaro);
}

/** True if two words differ by so little that one may be a slip of the other. */
export function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4) return false;
  const edits = distance(a, b);
  if (edits <= 1) return true;
  return edits === 2 && (shorter >= 7 || isSwap(a, b));
}

/** One letter more, less or other, or two neighbors in each other's place. */
export const isNearlySpelled = (a: string, b: string): boolean =>
  distance(a, b) === 1 || (a !== b && isSwap(a, b));

/** Two neighboring letters changed places. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
