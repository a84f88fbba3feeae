import type { PostalAddress } from "../../../domain/address.js";
import { isCompany, isDepartment, isPersonName } from "../prose/order-words.js";

/** From the large to the small: postal code, prefecture, town or ward, the rest. */
const ADDRESS =
  /^(?<before>[^〒\d]*?)\s*(?:〒\s?)?(?<postal>\d{3}-\d{4})?\s*(?<region>東京都|北海道|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|\p{Script=Han}{2})県)\s*(?<city>\p{Script=Han}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{0,9}?[市区町村])(?<rest>.+)$/u;
/** A house: "芝公園4-2-8", "3丁目5番7号". */
const HOUSE = /\d|丁目|番地/u;

/**
 * Reads an address in Japanese; null if the text is none: it needs a prefecture and a number of a house. What stands
 * behind the house is a building or who receives there.
 */
export function readJapaneseAddress(lines: readonly string[]): PostalAddress | null {
  const { before = "", postal, region, city, rest = "" } = ADDRESS.exec(lines.join(" "))?.groups ?? {};
  if (region === undefined || city === undefined || !HOUSE.test(rest.normalize("NFKC"))) return null;
  const pieces = `${rest} ${before}`
    .split(/[\s\u3000]+/)
    .map((piece) => piece.replace(/[,，、]+$|(?:御中|様|殿|宛)$/gu, ""))
    .filter((piece) => piece !== "");
  const [street = "", ...behind] = pieces;
  const department = behind.find(isDepartment) ?? null;
  const named = behind.filter((piece) => isCompany(piece) || isPersonName(piece));
  const others = behind.filter((piece) => piece !== department && !named.includes(piece));
  return {
    recipient: named.length === 0 ? null : named.join(", "),
    department,
    lines: [street, ...others],
    city,
    region,
    postalCode: postal ?? null,
    country: "JP",
    phone: null,
  };
}
