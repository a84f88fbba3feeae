/**
 * Standard Carrier Alpha Codes, which the National Motor Freight Traffic Association gives out, of carriers that are
 * named often, as retailreadyedi.com lists them for ship notices to retailers. A name that may be several of a
 * carrier's companies ("FedEx", "FedEx Freight") has none: a wrong code is worse than a name.
 */
const CODES: ReadonlyMap<string, string> = new Map([
  ["ups", "UPSN"],
  ["ups ground", "UPSN"],
  ["united parcel service", "UPSN"],
  ["ups freight", "UPGF"],
  ["fedex ground", "FDEG"],
  ["fedex home delivery", "FDEG"],
  ["fedex express", "FDEN"],
  ["usps", "USPS"],
  ["us postal service", "USPS"],
  ["united states postal service", "USPS"],
  ["xpo", "XPOL"],
  ["xpo logistics", "XPOL"],
  ["old dominion", "ODFL"],
  ["old dominion freight line", "ODFL"],
  ["estes", "EXLA"],
  ["estes express", "EXLA"],
  ["estes express lines", "EXLA"],
  ["abf", "ABFS"],
  ["abf freight", "ABFS"],
]);

/** The code of a carrier that is known by its name; null for all others. */
export function scacOf(name: string | null): string | null {
  const words =
    name
      ?.normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  // "U.S. Postal Service" has its letters apart.
  return CODES.get(words.join(" ").replace(/^u s /, "us ")) ?? null;
}
