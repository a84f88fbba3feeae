/** Names that the language tables do not know, in lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  usa: "US",
  "u.s.a.": "US",
  "u.s.": "US",
  "united states of america": "US",
  uk: "GB",
  "u.k.": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "great britain": "GB",
  "northern ireland": "GB",
  "republic of ireland": "IE",
  eire: "IE",
  brd: "DE",
  "p.r. china": "CN",
  "pr china": "CN",
  prc: "CN",
  "p.r.china": "CN",
  "people's republic of china": "CN",
  中华人民共和国: "CN",
  "taiwan, r.o.c.": "TW",
  "taiwan (r.o.c.)": "TW",
  中国台湾: "TW",
  臺灣: "TW",
  holland: "NL",
  "the netherlands": "NL",
};

/** A name that two of them have belongs to the first. */
const LANGUAGES = [
  ...["en", "de", "fr", "zh-Hans", "zh-Hant", "es", "it", "pt", "nl", "pl", "cs", "da", "sv", "nb", "fi"],
  ...["tr", "ja", "ko", "ru"],
];

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Every country name in the languages we read, in lower case, with its code. */
const CODE_OF: ReadonlyMap<string, string> = namesOfCountries();

function namesOfCountries(): Map<string, string> {
  // Retired codes canonicalize to their heirs (DD to DE) and would take their names away.
  const codes = LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter(
    (code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
  );
  const names = new Map(Object.entries(ALIASES));
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const code of codes) {
      const name = display.of(code)?.toLowerCase();
      if (name !== undefined && !names.has(name)) names.set(name, code);
    }
  }
  return names;
}

/** The ISO code of a country as people write it (`Germany`, `德国`, `DE`), or null. */
export function countryOf(text: string): string | null {
  const name = text.trim().replace(/[.,]$/, "");
  const code = CODE_OF.get(name.toLowerCase()) ?? CODE_OF.get(text.trim().toLowerCase());
  if (code !== undefined) return code;
  return /^[A-Z]{2}$/.test(name) && [...CODE_OF.values()].includes(name) ? name : null;
}

/** Shapes of postal codes, where a country could be mistaken for another. */
const POSTAL_SHAPES: Readonly<Record<string, RegExp>> = {
  AT: /^\d{4}$/,
  BE: /^\d{4}$/,
  CH: /^\d{4}$/,
  CN: /^\d{6}$/,
  DE: /^\d{5}$/,
  ES: /^\d{5}$/,
  FR: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/,
  IE: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/,
  IT: /^\d{5}$/,
  NL: /^\d{4} ?[A-Z]{2}$/,
  TW: /^\d{3}(?:\d{2,3})?$/,
  US: /^\d{5}(?:-\d{4})?$/,
};

/** False if that country certainly has no such postal code. */
export function postalCodeFits(country: string, postalCode: string): boolean {
  return POSTAL_SHAPES[country]?.test(postalCode) ?? true;
}
