import type { PostalAddress } from "../../../domain/address.js";
import type { Issue } from "../../connector.js";
import { type DateContext, readDate } from "../values/dates.js";

/** Whoever stands beside a company on a label is named under it. A parcel finds its way by both. */
export function withAttention(address: PostalAddress | null, person: string | null): PostalAddress | null {
  if (address === null || person === null || person === address.recipient) return address;
  return { ...address, department: `attn. ${person}` };
}

const DESCRIPTION_CHARS_MAX = 2000;

/**
 * What a customer has chosen for an article, such as an engraving, as part of its description: it is made and
 * packed by it. Names that begin with `_` are the shop's own, and what the description says already is not repeated.
 */
export function withChoices(
  description: string | null,
  choices: readonly { readonly name: string | null; readonly value: string | null }[],
): string | null {
  const stated = choices.flatMap(({ name, value }) =>
    name === null || value === null || name.startsWith("_") || (description?.includes(value) ?? false)
      ? []
      : [`${name}: ${value}`],
  );
  if (stated.length === 0) return description;
  const text = [description, `(${stated.join("; ")})`].filter((part) => part !== null).join(" ");
  return text.slice(0, DESCRIPTION_CHARS_MAX).replace(/\p{Cs}$/u, "");
}

const DATE_CHARS_MAX = 200;

/** The day that a field of the shop's own names, with a time of day or without. Two days are none. */
export function wantedDay(
  stated: string | null,
  at: string,
  context: DateContext,
  warnings: Issue[],
): string | null {
  if (stated === null) return null;
  const text = stated.slice(0, DATE_CHARS_MAX);
  const reading = readDate(text, context);
  if (reading?.kind === "date" && readDate(text.slice(reading.range[1]), context) === null) {
    return reading.date;
  }
  const message = `The delivery date ${JSON.stringify(text)} is not a date that can be read in one way only.`;
  warnings.push({ code: "DATE_NOT_READ", message, at });
  return null;
}
