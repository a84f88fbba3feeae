/** What a scheme of party numbers is called in the hub, and whether its numbers are tax numbers. */
export interface PartyScheme {
  readonly system: string;
  readonly tax: boolean;
}

const codes = (entries: Readonly<Record<string, string>>, tax: boolean): [string, PartyScheme][] =>
  Object.entries(entries).map(([scheme, system]) => [scheme, { system, tax }]);

/** Schemes as Peppol numbers them (ISO 6523 and its own 99xx), and as older dialects write them. */
const SCHEMES: ReadonlyMap<string, PartyScheme> = new Map([
  ...codes(
    {
      ...{
        "0088": "gln",
        GLN: "gln",
        EAN: "gln",
        ILN: "gln",
        "0060": "duns",
        DUNS: "duns",
        "0199": "lei",
        LEI: "lei",
      },
      ...{ "0002": "siren-fr", "0009": "siret-fr", "FR:SIRENE": "siren-fr", "FR:SIRET": "siret-fr" },
      ...{
        "0007": "orgnr-se",
        "SE:ORGNR": "orgnr-se",
        "0192": "orgnr-no",
        "9908": "orgnr-no",
        "NO:ORGNR": "orgnr-no",
      },
      ...{ "0184": "cvr-dk", "9902": "cvr-dk", "DK:CVR": "cvr-dk", CVR: "cvr-dk" },
      ...{ "0096": "p-number-dk", "DK:P": "p-number-dk", "0196": "kennitala-is", "IS:KTNR": "kennitala-is" },
      ...{
        "0037": "orgnr-fi",
        "0212": "orgnr-fi",
        "FI:ORGNR": "orgnr-fi",
        "0216": "ovt-fi",
        "FI:OVT": "ovt-fi",
      },
      ...{ "0106": "kvk-nl", "9954": "oin-nl", "0190": "oin-nl", "NL:KVK": "kvk-nl", "NL:OIN": "oin-nl" },
      ...{
        "0208": "kbo-be",
        "9956": "kbo-be",
        "BE:CBE": "kbo-be",
        "0204": "leitweg-de",
        "9958": "leitweg-de",
      },
      ...{
        "0201": "ipa-it",
        "IT:IPA": "ipa-it",
        "0210": "cf-it",
        "9907": "cf-it",
        "IT:CF": "cf-it",
        CF: "cf-it",
      },
      ...{
        "0151": "abn-au",
        "AU:ABN": "abn-au",
        "0195": "uen-sg",
        "SG:UEN": "uen-sg",
        "0188": "corporate-number-jp",
      },
      ...{ "0183": "uid-ch", "0191": "orgnr-ee", "0200": "orgnr-lt", "0218": "orgnr-lv" },
    },
    false,
  ),
  ...codes(
    {
      ...{
        "0198": "se-number-dk",
        "9904": "se-number-dk",
        "DK:SE": "se-number-dk",
        "DK:ERST": "se-number-dk",
      },
      ...{
        "0211": "vat-it",
        "9906": "vat-it",
        PIVA: "vat-it",
        SEVAT: "vat-se",
        "9955": "vat-se",
        "0213": "vat-fi",
      },
      ...{
        "9930": "vat-de",
        "9914": "vat-at",
        "9927": "vat-ch",
        "9957": "vat-fr",
        "9925": "vat-be",
        "9944": "vat-nl",
      },
      ...{
        "9910": "vat-hu",
        "9920": "vat-es",
        "9932": "vat-gb",
        "9935": "vat-ie",
        "9945": "vat-pl",
        "9946": "vat-pt",
      },
      ...{
        "9933": "vat-gr",
        "9938": "vat-lu",
        "9947": "vat-ro",
        "9929": "vat-cz",
        "9950": "vat-sk",
        "9949": "vat-si",
      },
      ...{
        "9934": "vat-hr",
        "9926": "vat-bg",
        "9931": "vat-ee",
        "9937": "vat-lt",
        "9939": "vat-lv",
        "9943": "vat-mt",
      },
      ...{
        "9928": "vat-cy",
        "9948": "vat-rs",
        "9952": "vat-tr",
        "9912": "vat-eu",
        "9959": "ein-us",
        "0221": "vat-jp",
      },
    },
    true,
  ),
]);

/** Schemes that say of themselves that they name nothing, and those of mailboxes. */
const NAMELESS: ReadonlySet<string> = new Set(["ZZZ", "EM", "AN", "AQ", "AS", "AU", "9901:ZZZ"]);
const GS1_AGENCY = "9";
const SYSTEM_CHARS_MAX = 100;

/**
 * What a number with this scheme is; null for a number without one. `XX:VAT` and `XX:ORGNR` are told by
 * their form, so that every country is there.
 */
export function partyScheme(schemeId: string | null, agencyId: string | null): PartyScheme | null {
  const scheme = schemeId?.toUpperCase() ?? null;
  if (scheme === null) return agencyId === GS1_AGENCY ? { system: "gln", tax: false } : null;
  if (NAMELESS.has(scheme)) return null;
  const known = SCHEMES.get(scheme);
  if (known !== undefined) return known;
  const [, country, kind] = /^([A-Z]{2}):(VAT|ORGNR)$/.exec(scheme) ?? [];
  if (country !== undefined && kind === "VAT") return { system: `vat-${country.toLowerCase()}`, tax: true };
  if (country !== undefined) return { system: `orgnr-${country.toLowerCase()}`, tax: false };
  return { system: scheme.toLowerCase().slice(0, SYSTEM_CHARS_MAX), tax: false };
}

/** The number of a scheme in Peppol, by the hub's name of it; the name itself if Peppol has none. */
export function peppolScheme(system: string): string {
  for (const [scheme, known] of SCHEMES) {
    if (known.system === system && /^\d{4}$/.test(scheme)) return scheme;
  }
  return system;
}
