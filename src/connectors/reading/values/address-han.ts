import type { PostalAddress } from "../../../domain/address.js";
import { isCompany, isDepartment, isPersonName } from "../prose/order-words.js";

const REGION = "\\p{Script=Han}{2,7}?(?:省|自治区|特别行政区)";
const CITY = "\\p{Script=Han}{2,6}?(?:市|縣|县|自治州|地区)";
const ADDRESS = new RegExp(
  `^(中国台湾|中国|中國|台湾|台灣|臺灣)?\\s*(${REGION})?\\s*(${CITY})?\\s*(.*)$`,
  "u",
);

/** Only these tell a place from a company that bears the place's name. */
const PLACE = /[路街道巷弄号號楼樓室村镇鎮]|\p{Script=Han}[区區](?!\p{Script=Han}*公司)/u;

/** Characters that only the traditional script has, in words that addresses use. */
const TRADITIONAL = /[臺灣號區縣樓鎮鄉東]/u;

/** True if the text is an address in Chinese. */
export function isHanAddress(text: string): boolean {
  return PLACE.test(text) && /\p{Script=Han}/u.test(text) && !isCompany(text);
}

/**
 * Reads an address in Chinese: from the large to the small, in one run or in pieces, with the postal
 * code before or behind. The district stays with the street: both are needed to find the door.
 */
export function readHanAddress(parts: readonly string[], country: string | null): PostalAddress | null {
  const rest = {
    postalCode: null as string | null,
    recipient: null as string | null,
    department: null as string | null,
  };
  const places: string[] = [];
  for (const part of parts) {
    const coded = takePostalCode(part);
    rest.postalCode ??= coded.postalCode;
    const text = coded.text.replace(/\s*[(（]?(?:收|启|敬收)[)）]?$/u, "").trim();
    if (text === "") continue;
    if (
      isHanAddress(text) ||
      (places.length > 0 && !isCompany(text) && !isPersonName(text) && !isDepartment(text))
    )
      places.push(text);
    else if (isDepartment(text)) rest.department ??= text;
    else if (isCompany(text)) rest.recipient = rest.recipient === null ? text : `${text}, ${rest.recipient}`;
    else if (isPersonName(text))
      rest.recipient = rest.recipient === null ? text : `${rest.recipient}, ${text}`;
    else places.push(text);
  }
  const place = places.join("");
  const [, state, region, city, street = ""] = ADDRESS.exec(place) ?? [];
  if (street === "" || !PLACE.test(place)) return null;
  return {
    recipient: rest.recipient,
    department: rest.department,
    lines: [street.trim()],
    city: city ?? null,
    region: region ?? null,
    postalCode: rest.postalCode,
    country: countryOfHan(state, place, rest.postalCode) ?? country,
    phone: null,
  };
}

function takePostalCode(part: string): { text: string; postalCode: string | null } {
  const match =
    /(?:邮编|邮政编码|郵遞區號|郵政編碼)?\s*[:：]?\s*(?<!\d)(\d{6}|\d{5}|\d{3}(?=\s*\p{Script=Han}|$))(?![\d号號楼樓室弄巷])/u.exec(
      part,
    );
  if (match === null || (match.index > 0 && match.index + match[0].length < part.length))
    return { text: part, postalCode: null };
  const text = part.replace(match[0], "").replace(/[()（）,，\s]+$|^[()（）,，\s]+/gu, "");
  return { text, postalCode: match[1] ?? null };
}

function countryOfHan(state: string | undefined, place: string, postalCode: string | null): string | null {
  if (state !== undefined) return /[台臺]/u.test(state) ? "TW" : "CN";
  if (TRADITIONAL.test(place)) return "TW";
  if (postalCode === null) return null;
  return postalCode.length === 6 ? "CN" : "TW";
}
