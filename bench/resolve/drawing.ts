import { randomFrom } from "../../src/identity/learning/shuffle.js";
import type { Random } from "../identity/calm-companies/noise.js";

/** Chance that only a number and a purpose decide: the same customer is drawn alike in every process. */
export const chanceOf = (number: number, purpose: number): Random =>
  randomFrom(Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(purpose + 1, 0x85ebca6b));

/** One of these, the first ones far more often than the last: as surnames and cities are. */
export function pickSkewed<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() ** 2 * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

/** That many digits, the first of them not 0. */
export const digits = (random: Random, count: number): string =>
  String(Math.floor((0.1 + 0.9 * random()) * 10 ** count)).padStart(count, "9");
