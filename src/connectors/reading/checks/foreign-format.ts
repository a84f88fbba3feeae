/** How the formats that get into the wrong mailbox begin, and what they are called. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^ISA[^A-Za-z0-9]/, "an X12 interchange"],
  [/^UN[AB][^A-Za-z0-9\s]/, "an EDIFACT interchange"],
  [/^STX[=+]/, "a TRADACOMS interchange"],
  [/^<\?xml|^<[A-Za-z!]/, "an XML document"],
  [/^[{[]/, "a JSON document"],
  [/^%PDF-/, "a PDF file"],
  [/^PK[^A-Za-z ]/, "a workbook or another archive"],
  [/^(?:II\*|MM.\*)/s, "a TIFF image"],
];

const START_CHARS = 64;

/** What a file is that is not what was expected, by its first characters; null if nobody knows. */
export function foreignFormat(text: string): string | null {
  const start = text.slice(0, START_CHARS).trimStart();
  return FORMATS.find(([shape]) => shape.test(start))?.[1] ?? null;
}
