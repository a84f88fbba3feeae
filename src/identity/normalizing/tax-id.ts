import type { TaxId } from "./features.js";

/** The Chinese unified social credit code leaves out letters that look like digits. */
const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_FORMAT = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const VALUE_LENGTH_MIN = 4;

/** EU VAT numbers: the country's prefix and what follows it. */
const VAT_FORMATS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  GB: /^(?:\d{9}|\d{12}|(?:GD|HA)\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12})$/,
};

/** Check digits of the countries whose rule is public; the others are held to their format only. */
const VAT_CHECKS: Readonly<Record<string, (body: string) => boolean>> = {
  DE: (body) => mod11With10(body.slice(0, 8)) === Number(body[8]),
  HR: (body) => mod11With10(body.slice(0, 10)) === Number(body[10]),
  BE: (body) => 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8)),
  IT: luhn,
  PL: (body) => weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(body[9]),
  FR: (body) =>
    !/^\d{11}$/.test(body) || (12 + 3 * (Number(body.slice(2)) % 97)) % 97 === Number(body.slice(0, 2)),
  DK: (body) => weighted(body, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  FI: (body) => [0, 11].includes((weighted(body, [7, 9, 10, 5, 8, 4, 2]) % 11) + Number(body[7])),
};

/** Reads a tax id, tells its kind by its form and checks its digits. Null if it is too short to mean anything. */
export function parseTaxId(text: string | null, register: string | null = null): TaxId | null {
  const read = readTaxId(text);
  return read === null ? null : { ...read, register };
}

function readTaxId(text: string | null): Omit<TaxId, "register"> | null {
  const value = (text ?? "")
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z0-9+*]/g, "");
  if (value.length < VALUE_LENGTH_MIN) return null;
  if (USCC_FORMAT.test(value)) {
    return { kind: "USCC", value, checked: usccIsRight(value) };
  }
  if (/^[0-9A-Z]{18}\d{2}$/.test(value) && /[A-Z]/.test(value)) {
    return { kind: "LEI", value, checked: leiIsRight(value) };
  }
  const prefix = value.slice(0, 2);
  const body = value.slice(2);
  if (VAT_FORMATS[prefix]?.test(body))
    return { kind: "VAT", value, checked: VAT_CHECKS[prefix]?.(body) ?? false };
  if (/^\d{8}$/.test(value) && taiwanIsRight(value)) return { kind: "TW_BAN", value, checked: false };
  return { kind: "OTHER", value, checked: false };
}

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

function usccIsRight(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const digit = USCC_ALPHABET.indexOf(value.charAt(at));
    if (digit < 0) return false;
    sum += digit * (3 ** at % 31);
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === value[17];
}

/** ISO 7064 mod 97-10, digit by digit, letters counting from 10. */
function leiIsRight(value: string): boolean {
  const digits = [...value].map((letter) => Number.parseInt(letter, 36).toString()).join("");
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** ISO 7064 mod 11,10. */
function mod11With10(digits: string): number {
  let product = 10;
  for (const digit of digits) product = (2 * ((Number(digit) + product) % 10 || 10)) % 11;
  return (11 - product) % 10;
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Any eight digits have a chance of one in five to pass, so it names the kind and proves nothing. */
function taiwanIsRight(value: string): boolean {
  const sum = [1, 2, 1, 2, 1, 2, 4, 1].reduce((total, weight, at) => {
    const product = weight * Number(value[at]);
    return total + Math.floor(product / 10) + (product % 10);
  }, 0);
  return sum % 5 === 0 || (value[6] === "7" && (sum + 1) % 5 === 0);
}
