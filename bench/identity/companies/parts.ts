/** Two halves of one examiner: what may be looked at while the engine is tuned, and what may not. */
export type Part = "development" | "held_out";

/** Three words of ten are kept for the held-out part, spread evenly over the list. */
const isReserved = (at: number): boolean => (at * 7 + 3) % 10 < 3;

/** The words that a part may use: the held-out part only those that nobody has seen at work. */
export const wordsFor = <T>(part: Part, words: readonly T[]): T[] =>
  words.filter((_, at) => isReserved(at) === (part === "held_out"));

/** Mistakes that a part may make: the held-out part makes those of the development part and some more. */
export const slipsFor = <T>(part: Part, slips: readonly T[]): T[] =>
  slips.filter((_, at) => part === "held_out" || !isReserved(at));
