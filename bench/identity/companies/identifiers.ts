import { digits, pick, type Random, whole } from "./dice.js";

const CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A Chinese unified social credit code with a right check sign, of a company registered in that district. */
export function creditCode(random: Random, district: string): string {
  const letters = Array.from({ length: 2 }, () => pick(random, [..."ABCDEFGHJKLMNPQRTUWXY"])).join("");
  const body = `91${district.padEnd(6, "0").slice(0, 6)}MA${digits(random, 1)}${letters}${digits(random, 4)}`;
  const sum = [...body].reduce((total, sign, at) => total + CREDIT_SIGNS.indexOf(sign) * (3 ** at % 31), 0);
  return body + CREDIT_SIGNS.charAt((31 - (sum % 31)) % 31);
}

const weigh = (text: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(text[at]), 0);

function luhnDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

function germanDigit(body: string): string {
  let product = 10;
  for (const digit of body) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return String((11 - product) % 10);
}

/** Draws until the rule gives a digit that exists. */
function drawn(random: Random, length: number, complete: (body: string) => string | null): string {
  for (;;) {
    const found = complete(String(whole(random, 1, 9)) + digits(random, length - 1));
    if (found !== null) return found;
  }
}

const VAT_IDS: Readonly<Record<string, (random: Random) => string>> = {
  DE: (random) => drawn(random, 8, (body) => `DE${body}${germanDigit(body)}`),
  GB: (random) =>
    drawn(random, 7, (body) => {
      const left = 97 - (weigh(body, [8, 7, 6, 5, 4, 3, 2]) % 97);
      return `GB${body}${String(left).padStart(2, "0")}`;
    }),
  FR: (random) =>
    drawn(random, 8, (body) => {
      const siren = body + luhnDigit(body);
      return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, "0")}${siren}`;
    }),
  NL: (random) =>
    drawn(random, 8, (body) => {
      const check = weigh(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return check === 10 ? null : `NL${body}${check}B0${whole(random, 1, 3)}`;
    }),
  IT: (random) => drawn(random, 10, (body) => `IT${body}${luhnDigit(body)}`),
  ES: (random) => {
    const body = digits(random, 7);
    return `ESB${body}${luhnDigit(body)}`;
  },
  SE: (random) => drawn(random, 9, (body) => `SE${body}${luhnDigit(body)}01`),
  DK: (random) =>
    drawn(random, 7, (body) => {
      const check = (11 - (weigh(body, [2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return check === 10 ? null : `DK${body}${check}`;
    }),
  US: (random) => `${digits(random, 2)}-${digits(random, 7)}`,
};

export const westernTaxId = (random: Random, market: string): string =>
  (VAT_IDS[market] ?? VAT_IDS.US)?.(random) ?? "";

/** Taiwan's eight digits; their weighted digit sum is a multiple of five. */
export const taiwanNumber = (random: Random): string =>
  drawn(random, 7, (body) => {
    for (let last = 0; last < 10; last++) {
      const sum = [1, 2, 1, 2, 1, 2, 4, 1].reduce((total, weight, at) => {
        const product = weight * Number(`${body}${last}`[at]);
        return total + Math.floor(product / 10) + (product % 10);
      }, 0);
      if (sum % 5 === 0) return `${body}${last}`;
    }
    return null;
  });

/** A GS1 location number, by which companies address one another in EDI. */
export function locationNumber(random: Random, prefix: string): string {
  const body = prefix + digits(random, 12 - prefix.length);
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
