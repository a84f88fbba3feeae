/** A value that was read out of running text, and where it stood. */
export interface Found<T> {
  readonly value: T;
  /** `[start, end)` in the text given. */
  readonly range: readonly [number, number];
  /** Name of the rule that read it. */
  readonly rule: string;
}
