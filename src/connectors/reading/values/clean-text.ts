import { z } from "zod";

/** Tabs and line breaks stay; every other control character, NUL above all, has no place in a value. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const LONE_SURROGATE = /\p{Cs}/gu;

/** A value without what no database or label can hold; null if nothing is left. */
export function cleanText(value: string): string | null {
  const clean = value.replace(CONTROL, "").replace(LONE_SURROGATE, "\ufffd").trim();
  return clean === "" ? null : clean;
}

/** A field that may be missing, null, empty, text or a number: text or null afterwards. */
export const optionalText = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : cleanText(String(value))));

/** A field of a form that may be left out: one that was sent empty was not filled in. */
export const optionalField = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() === "" ? null : value), field.nullish());

/** Values that are there, each once; case does not make a difference. */
export function distinct(values: readonly (string | null | undefined)[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const key = value.toLowerCase();
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** An instant in UTC, so that texts sort as times do; null if the text is not an instant. */
export function sortableInstant(text: string | null): string | null {
  if (text === null || Number.isNaN(Date.parse(text))) return null;
  return new Date(text).toISOString();
}
