/** Entries kept per table: names, words and numbers repeat so much that this covers a busy day. */
const ENTRIES_MAX = 50_000;

/**
 * Remembers the answers of a pure function of one text. When the table is full its older half goes,
 * so memory has a limit and the answers never depend on what was asked before.
 */
export function memoized<T>(compute: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const answer = older.get(text) ?? compute(text);
    if (recent.size >= ENTRIES_MAX / 2) {
      older = recent;
      recent = new Map();
    }
    recent.set(text, answer);
    return answer;
  };
}
