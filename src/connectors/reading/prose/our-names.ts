import { z } from "zod";

/** Names by which customers address the company itself. */
export const ourNamesSetting = z
  .array(
    z
      .string()
      .regex(/[\p{L}\p{N}]/u, "must be a name")
      .max(200),
  )
  .max(100)
  .default([])
  .describe(
    "Names by which customers write to your own company, e.g. `Northwind Traders`: whoever is called so on an order is who it is written to, and not the customer.",
  );

/** Behind a name may stand its legal form and not much more. */
const FORM_CHARS_MAX = 15;

const keyOf = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Whether a line is one of these names, with or without a legal form behind it. */
export function namedAs(names: readonly string[]): (line: string) => boolean {
  const keys = names.map(keyOf);
  return (line) => {
    const key = keyOf(line.slice(0, LINE_CHARS_MAX));
    return keys.some((one) => key.startsWith(one) && key.length <= one.length + FORM_CHARS_MAX);
  };
}

const LINE_CHARS_MAX = 300;
