import { createRequire } from "node:module";
import countries from "i18n-iso-countries";
import { COUNTRY_ALIASES } from "../data/western-places.js";
import { memoized } from "./memo.js";
import { clean, fold, hasHan } from "./text.js";

const require = createRequire(import.meta.url);
/** Languages in which country names arrive; each is one small table of the package. */
for (const language of ["en", "zh", "de", "fr", "es", "it"]) {
  countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
}

/** The two-letter code of a country in any of the languages we read; null if it is none we know. */
export const countryCode: (text: string) => string | null = memoized((text) => {
  const name = clean(text);
  if (name === "") return null;
  const joined = hasHan(name) ? name : fold(name).replace(/[^\p{L}]/gu, "");
  const alias = COUNTRY_ALIASES[joined];
  if (alias !== undefined) return alias;
  if (/^[A-Za-z]{2}$/.test(name)) return countries.isValid(name.toUpperCase()) ? name.toUpperCase() : null;
  if (/^[A-Za-z]{3}$/.test(name)) return countries.alpha3ToAlpha2(name.toUpperCase()) ?? null;
  for (const language of ["en", "zh", "de", "fr", "es", "it"]) {
    const code = countries.getSimpleAlpha2Code(name, language);
    if (code !== undefined) return code;
  }
  return null;
});
