import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { Phone } from "./features.js";
import { memoized } from "./memo.js";
import { placeOfAreaCode } from "./place.js";
import { clean } from "./text.js";

/** Digits at the end that survive every way of writing the front: 00, +, no area code at all. */
const TAIL_DIGITS = 6;
const DIGITS_MIN = 6;
/** Letters that a scanner sees in digits, where a digit stands on at least one side. */
const MISREAD_DIGITS: Readonly<Record<string, string>> = {
  ...{ o: "0", O: "0", Q: "0", D: "0", l: "1", I: "1", i: "1", "|": "1", Z: "2", S: "5", s: "5", B: "8" },
};
const MISREAD = /(?<=\d[\s-]?)[oOQDlIi|ZSsB](?![\p{L}])|(?<![\p{L}])[oOQDlIi|ZSsB](?=\d)/gu;
/** Chinese switchboards append the extension with a dash, behind eight or seven digits. */
const DASHED_DIGITS_MIN = 10;
const DASHED_EXTENSION = /^(.*\d{7,8})\s*[-–—]\s*\d{2,4}$/u;
const EXTENSION =
  /(?:转|分机|内线|ext(?:ension)?\.?|extn\.?|durchwahl|dw\.?|poste|\bx)\s*[:.]?\s*\d{1,6}\s*$/iu;
const LABEL = /^(?:tel(?:efon|ephone)?|phone|mobile?|mob|handy|fax|t|m|p|电话|手机|传真|直线)\s*[.:：]?\s*/iu;

/**
 * Reads a phone number into E.164. A number without a country code is read as one of `country`; if
 * that is unknown its bare digits are kept, and still meet their like through the tail.
 */
export function parsePhone(text: string, country: string | null): Phone | null {
  return parsed(`${country ?? ""}|${text}`);
}

const parsed: (key: string) => Phone | null = memoized((key) => {
  const [country = ""] = key.split("|", 1);
  const number = withoutDashed(
    clean(key.slice(country.length + 1))
      .replace(LABEL, "")
      .replace(EXTENSION, "")
      .replace(MISREAD, (letter) => MISREAD_DIGITS[letter] ?? letter)
      .trim(),
  );
  const digits = number.replace(/\D/g, "");
  if (digits.length < DIGITS_MIN) return null;
  const home = isSupportedCountry(country) ? country : undefined;
  const international = number.replace(/^\(?00/, "+").replace(/\(0\)/, "");
  return (
    parsedAs(international, home) ?? {
      number: digits,
      country: null,
      tail: digits.slice(-TAIL_DIGITS),
      place: null,
    }
  );
});

/** `0571 5126 8257-209`: only what is complete without its last group loses it. */
function withoutDashed(number: string): string {
  const [, head = ""] = DASHED_EXTENSION.exec(number.replace(/(?<=\d)\s+(?=\d)/g, "")) ?? [];
  return head.replace(/\D/g, "").length >= DASHED_DIGITS_MIN ? head : number;
}

function parsedAs(number: string, home: CountryCode | undefined): Phone | null {
  const found = parsePhoneNumberFromString(number, home === undefined ? {} : { defaultCountry: home });
  if (found === undefined || !found.isPossible()) return null;
  return {
    number: found.number,
    country: found.country ?? null,
    tail: found.number.slice(1).slice(-TAIL_DIGITS),
    place: found.country === "CN" ? chinesePlace(found.nationalNumber) : null,
  };
}

/** Area codes are two digits for the ten great cities, three elsewhere; mobile numbers begin with 1. */
function chinesePlace(national: string): string | null {
  if (/^1[3-9]\d{9}$/.test(national)) return null;
  const place = placeOfAreaCode(national.slice(0, 2)) ?? placeOfAreaCode(national.slice(0, 3));
  return place?.id ?? null;
}
