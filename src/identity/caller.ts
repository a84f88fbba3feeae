import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { CallerMatch, CallerUnknown } from "../domain/call.js";
import { keyHash } from "./deciding/blocking.js";
import type { Phone } from "./normalizing/features.js";
import { parsePhone } from "./normalizing/phone.js";

/** Numbers within a house are no identity outside of it. */
const EXTENSION_DIGITS_MAX = 5;
/** A national number that is shorter is shared by too many towns. */
const NATIONAL_DIGITS_MIN = 8;
const WITHHELD = /anonym|withheld|private|unknown|unavailable|restricted|unterdrückt|未知|匿名/i;

/** A caller's number as it can be looked up; or why nobody can be told by it. */
export type CallerNumber =
  | { readonly ok: true; readonly phone: Phone; readonly keys: readonly string[] }
  | { readonly ok: false; readonly reason: CallerUnknown };

/** Reads what the telephone system shows of the caller. `country` is where the system stands, ISO 3166-1. */
export function readCaller(shown: string, country: string | null): CallerNumber {
  const digits = shown.replace(/\D/g, "");
  if (digits === "") {
    return { ok: false, reason: shown.trim() === "" || WITHHELD.test(shown) ? "WITHHELD" : "NO_NUMBER" };
  }
  if (digits.length <= EXTENSION_DIGITS_MAX) return { ok: false, reason: "INTERNAL" };
  const phone = parsePhone(shown, country);
  if (phone === null) return { ok: false, reason: "NO_NUMBER" };
  const names = [...(phone.country === null ? [] : [`phone:${phone.number}`]), `tel:${phone.tail}`];
  return { ok: true, phone, keys: names.map((key) => String(keyHash(key))) };
}

/**
 * Whether a number that somebody stated is the caller's: EXACT by E.164, NATIONAL where one of the two
 * does not say its country and at least eight national digits are the same. Null if it is another one.
 */
export function sameCaller(caller: Phone, stated: string, country: string | null): CallerMatch | null {
  const phone = parsePhone(stated, country);
  if (phone === null) return null;
  if (caller.country !== null && phone.country !== null)
    return phone.number === caller.number ? "EXACT" : null;
  const [ours, theirs] = [nationalOf(caller), nationalOf(phone)];
  const length = Math.min(ours.length, theirs.length);
  return length >= NATIONAL_DIGITS_MIN && ours.slice(-length) === theirs.slice(-length) ? "NATIONAL" : null;
}

/** Without the country's code and without the zero that stands for it at home. */
const nationalOf = ({ number, country }: Phone): string =>
  country === null
    ? number.replace(/^0+/, "")
    : (parsePhoneNumberFromString(number)?.nationalNumber ?? number);
