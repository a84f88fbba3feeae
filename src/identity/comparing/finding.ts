/** One observation about two records, before the model says what it is worth. */
export interface Finding {
  readonly feature: string;
  readonly level: string;
  readonly ours: string;
  readonly theirs: string;
  /** Key under which records sharing the value are counted; null where commonness does not matter. */
  readonly sharedKey: string | null;
}

export function finding(
  feature: string,
  level: string,
  ours: string,
  theirs: string,
  sharedKey: string | null = null,
): Finding {
  return { feature, level, ours, theirs, sharedKey };
}
