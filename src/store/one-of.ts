/** The check that keeps a column to the words of the vocabulary. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `${column} IN (${words.map((word) => `'${word}'`).join(", ")})`;
