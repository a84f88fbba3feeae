/**
 * A value as somebody stated it, what a reader learns from it about the company, and how it was
 * distorted. Facts are what fairness is judged by; kinds of noise are what errors are counted by.
 */
export interface Stated {
  readonly text: string;
  readonly facts: readonly string[];
  readonly noise: readonly string[];
}

export const stated = (
  text: string,
  facts: readonly string[] = [],
  noise: readonly string[] = [],
): Stated => ({
  text,
  facts,
  noise,
});

export const NOTHING: Stated = stated("");

/** The same value under one more kind of noise; facts that the noise wipes out are dropped. */
export const distorted = (
  value: Stated,
  text: string,
  noise: string,
  keeps: (fact: string) => boolean = () => true,
): Stated =>
  text === value.text ? value : { text, facts: value.facts.filter(keeps), noise: [...value.noise, noise] };

export const kindOf = (fact: string): string => fact.slice(0, fact.indexOf(":"));
