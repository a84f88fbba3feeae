import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";

/** What telephone systems show in place of a number that is withheld or that they were not told. */
const WITHHELD = /^(?:|anonymous|unknown|<unknown>|private|restricted|unavailable|withheld|asreceived|-)$/i;
const EXTENSION_DIGITS_MAX = 6;
const CHARS_MAX = 200;

/**
 * A telephone number in E.164 where it can be told, else as the system states it; null if it is withheld. A number
 * without a country code is read as one of `country`. Short numbers are extensions and stay what they are.
 */
export function phoneNumber(stated: string | null, country: string | null): string | null {
  const text = (stated ?? "")
    .trim()
    .replace(/^(?:sips?|tel):/i, "")
    .replace(/@.*$/s, "")
    .slice(0, CHARS_MAX);
  if (WITHHELD.test(text)) return null;
  if (isExtension(text)) return text;
  const international = text.replace(/^00(?=[1-9])/, "+");
  const home = country !== null && isSupportedCountry(country) ? country : undefined;
  const found = parsePhoneNumberFromString(international, home === undefined ? {} : { defaultCountry: home });
  return found?.isPossible() ? found.number : text;
}

/** True for a number inside of the house. */
export function isExtension(text: string): boolean {
  return new RegExp(`^[*#]?\\d{1,${EXTENSION_DIGITS_MAX}}$`).test(text);
}
