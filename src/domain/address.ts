import { z } from "zod";

const text = z.string().max(500);

/** A postal address as a source states it. Empty text is never stored: it is null. */
export const postalAddress = z.object({
  /** Person or company the goods are handed to. */
  recipient: text.nullable(),
  department: text.nullable(),
  /** Street, building, floor, in the order they are written on a label. */
  lines: z.array(text).max(8),
  city: text.nullable(),
  region: text.nullable(),
  postalCode: text.nullable(),
  /** ISO 3166-1 alpha-2 when known, else as the source wrote it. */
  country: text.nullable(),
  phone: text.nullable(),
});
export type PostalAddress = z.infer<typeof postalAddress>;

/** The address on one line, for people and for logs. */
export function addressLine(address: PostalAddress): string {
  return [...address.lines, address.postalCode, address.city, address.region, address.country]
    .filter((part) => part !== null && part !== "")
    .join(", ");
}

/**
 * A key that two spellings of the same delivery point share: case, width, punctuation, spacing,
 * accents, umlauts and the usual street abbreviations do not matter; the recipient and the phone
 * number do not either. It is for "would the parcel go somewhere else?", not for identity.
 */
export function deliveryPointKey(address: PostalAddress): string {
  const words = [...address.lines, address.city, address.postalCode]
    .filter((part) => part !== null)
    .join(" ")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => ABBREVIATIONS.get(word) ?? word.replace(/(?<=\p{Ll}{3})str$/u, "strasse"));
  return plainLetters(words.join(""));
}

/** `ü` is written `ü`, `ue` or `u`, depending on the keyboard; all of them become `u`. Only Latin letters are touched. */
const plainLetters = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC")
    .replace(/([aou])e/g, "$1");

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ["street", "st"],
  ["road", "rd"],
  ["avenue", "ave"],
  ["boulevard", "blvd"],
  ["drive", "dr"],
  ["lane", "ln"],
  ["building", "bldg"],
  ["floor", "fl"],
  ["room", "rm"],
  ["suite", "ste"],
  ["district", "dist"],
  ["number", "no"],
  ["str", "strasse"],
]);

/** True if a parcel for one would arrive at the other. */
export function sameDeliveryPoint(a: PostalAddress, b: PostalAddress): boolean {
  return deliveryPointKey(a) === deliveryPointKey(b);
}
