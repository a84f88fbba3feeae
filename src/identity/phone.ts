import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import type { Phone } from "./features.js";
import { memoized } from "./memo.js";
import { placeOfAreaCode } from "./place.js";
import { clean } from "./text.js";

/** Digits at the end that survive every way of writing the front: 00, +, area code with or without 0. */
const TAIL_DIGITS = 8;
const DIGITS_MIN = 6;
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
  const number = clean(key.slice(country.length + 1))
    .replace(LABEL, "")
    .replace(EXTENSION, "")
    .trim();
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
