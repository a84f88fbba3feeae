import countries from "i18n-iso-countries";
import type { PostalAddress } from "../../../domain/address.js";
import { isCompany, isDepartment, isPersonName } from "../prose/order-words.js";
import { squeezed } from "../prose/text-lines.js";
import { isHanAddress, readHanAddress } from "./address-han.js";
import { readJapaneseAddress } from "./address-japanese.js";
import { countryOf, postalCodeFits } from "./countries.js";
import { readDate } from "./dates.js";

/** Where the postal code and the town stand, by country custom. Groups: postal, city, region. */
const TOWNS: readonly (readonly [RegExp, string | null])[] = [
  [/^(?:DE?-)(?<postal>\d{5}) (?<city>\p{L}.*)$/u, "DE"],
  [/^(?:A|AT)-(?<postal>\d{4}) (?<city>\p{L}.*)$/u, "AT"],
  [/^CH-(?<postal>\d{4}) (?<city>\p{L}.*)$/u, "CH"],
  [/^FR?-(?<postal>\d{5}) (?<city>\p{L}.*)$/u, "FR"],
  [/^(?:NL-)?(?<postal>\d{4} ?[A-Z]{2}) (?<city>\p{Lu}\p{L}.*)$/u, "NL"],
  [/^(?:PL-)?(?<postal>\d{2}-\d{3}) (?<city>\p{L}.*)$/u, "PL"],
  [/^(?:PT?-)?(?<postal>\d{4}-\d{3}) (?<city>\p{L}.*)$/u, "PT"],
  [/^(?:IT?-)?(?<postal>\d{5}) (?<city>\p{L}[^\d()]*?) \((?<region>[A-Z]{2})\)$/u, "IT"],
  [/^(?:SE?|CZ|SK)-(?<postal>\d{3} ?\d{2}) (?<city>\p{L}.*)$/u, null],
  [/^(?<postal>\d{3} \d{2}) (?<city>\p{L}[^\d]*(?: \d{1,2})?)$/u, null],
  [/^(?:IT?|ES?|BE?|DK|NO?|FIN?|LU?|SI|HR|HU|RO)-(?<postal>\d{4,5}) (?<city>\p{L}.*)$/u, null],
  [/^(?:(?<city>\p{L}[^\d]*?)[ ,]+)?(?<region>[A-Z]{2}) (?<postal>\d{5}(?:-\d{4})?)$/u, "US"],
  [/^(?:(?<city>\p{L}[^\d]*?) )?(?<postal>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/u, "GB"],
  [/^(?:(?<city>\p{L}.*?) )?(?<postal>[A-Z]\d[\dW] ?[A-Z\d]{4})$/u, "IE"],
  [/^(?<postal>\d{4,5}) (?<city>\p{L}[^\d]*(?: \d{1,2})?)$/u, null],
  [/^(?<postal>\d{6}) (?<city>\p{Script=Cyrillic}.*)$/u, null],
  [/^(?<city>\p{L}[^\d]*?)(?: ?[-–])? (?<postal>\d{5,6})$/u, null],
  [/^(?<postal>\d{5,6})$/u, null],
];

/** Words of a street that give its country away when the postal code does not. */
const STREETS: readonly (readonly [RegExp, string, RegExp])[] = [
  [/str(?:aße|asse|\.)|\bam \p{L}{4}|weg \d|platz \d/iu, "DE", /^\d{5}$/],
  [/\brue\b|\bboulevard d/iu, "FR", /^\d{5}$/],
];

const PHONE =
  /^(?:(?:☎|✆|📞|📱)\ufe0f?|tel|telefon|phone|mobile|mob|cell|t|电话|電話|手机|手機)(?:[.:：\s]+|(?<=\p{Script=Han}|☎|✆|📞|📱|\ufe0f))(\+?[\d ()/.-]{6,})$/iu;
const ATTENTION =
  /^(?:attn|attention|att|z\.? ?hd\.?|zu händen|c\/o|à l'attention de|(?:marked )?for the attention of|f\.?a\.?o\.?|收货人|收件人|联系人|收貨人|聯絡人)[.:：\s]+(.+)$/iu;
/** "VAT DE812345678", "SIRET 801 234 567 00015": a number of whoever is there. */
const TAX_NUMBER =
  /^(?:vat|ust|tax|tva|btw|p\.? ?iva|nif|nip|cif|siret|siren|gstin|abn|ein|kvk|cvr)(?![\p{L}]).{0,20}\d(?:\D?\d){4}/iu;
const COURTESY = /^(?:instead|please|thanks|thank you|bitte|danke|谢谢|谢谢！)[.!]?$/iu;

/**
 * Reads a postal address from the lines of a label or from one line with commas. Null if the text is
 * no address: it needs a street, and a town or a postal code.
 */
export function readAddress(written: readonly string[], country: string | null): PostalAddress | null {
  const { phone, attention, lines } = withoutContacts(
    endedAtTown(written, country)
      .map((line) => withoutDay(squeezed(line), country))
      .filter((line) => line !== ""),
  );
  const parts = lines
    .flatMap((line) => line.split(/\s*[,，;；]\s*|(?<=\p{Script=Han}) (?=[\p{Script=Han}\d])/u))
    .filter((part) => part !== "");
  const whole = parts.join("");
  const han = isHanAddress(whole) || (parts.some(isHanAddress) && /\p{Script=Han}/u.test(whole));
  const address =
    readJapaneseAddress(lines) ?? (han ? readHanAddress(parts, country) : readLatin(lines, country));
  if (
    address === null ||
    address.lines.length === 0 ||
    (address.city === null && address.postalCode === null)
  )
    return null;
  return { ...address, recipient: joined(address.recipient, attention), phone: phone ?? address.phone };
}

/** "…, 5482 TC Schijndel. Please deliver by Friday.": what follows the town in a sentence of its own is no part of it. */
function endedAtTown(written: readonly string[], country: string | null): readonly string[] {
  const [only = "", ...more] = written;
  const ended = more.length > 0 ? undefined : SENTENCE_BEHIND.exec(only)?.[1];
  const address = ended === undefined ? null : readAddress([ended], country);
  return ended !== undefined && address?.city != null && address.postalCode !== null ? [ended] : written;
}

const SENTENCE_BEHIND =
  /^(.{0,300}\d.{0,100}?\p{L}{3,40})(?<![Aa]ttn|[Aa]ttention|[Ss]tr|[Tt]el|[Ss]te|[Bb]lvd|[Aa]ve)\.\s+\p{Lu}.*$/u;

/** "…, Oxford OX1 4AB, UK by 20 October 2026": when the goods are wanted is no part of where. */
function withoutDay(line: string, country: string | null): string {
  const said = DAY_BEHIND.exec(line);
  if (said === null) return line;
  const reading = readDate(said[1] ?? "", { receivedAt: A_DAY, country });
  return reading === null ? line : line.slice(0, said.index).trim();
}

const DAY_BEHIND =
  /[\s,]+(?:by|before|until|no later than|not later than|bis(?: zum)?|spätestens(?: am)?|avant le)\s+(.{4,40})$/iu;
/** Whether it is a day counts, not which. */
const A_DAY = "2026-01-01T00:00:00Z";

function joined(recipient: string | null, attention: string | null): string | null {
  if (recipient === null || attention === null || recipient.includes(attention))
    return recipient ?? attention;
  return `${recipient}, ${attention}`;
}

function withoutContacts(lines: readonly string[]) {
  const kept = { phone: null as string | null, attention: null as string | null, lines: [] as string[] };
  for (const line of lines) {
    const pieces = line.split(
      /\s*[,，;；]\s*|\s+(?=(?:tel|phone|电话|電話)[.:：\s])|(?<=\p{Script=Han}) (?=\p{Script=Han}{2})|(?<=[\p{Script=Han}\d])(?=(?:电话|電話|手机|手機)[.:：\s]*\+?\d{6})/iu,
    );
    const rest = pieces.filter((piece) => {
      const phone = PHONE.exec(piece)?.[1];
      const attention = ATTENTION.exec(piece)?.[1];
      kept.phone ??= phone?.trim() ?? null;
      kept.attention ??= attention ?? null;
      const isBarePhone = /^\+\d[\d ()./-]{7,20}$/.test(piece);
      if (isBarePhone) kept.phone ??= piece;
      if (TAX_NUMBER.test(piece)) return false;
      const isContact = phone !== undefined || attention !== undefined || isBarePhone;
      return !isContact && !COURTESY.test(piece) && !/\S@\S/.test(piece);
    });
    if (rest.length > 0) kept.lines.push(rest.join(", ").replace(/[.。]$/u, ""));
  }
  return kept;
}

interface Pieces {
  parts: string[];
  country: string | null;
  postalCode: string | null;
  city: string | null;
  region: string | null;
}

function readLatin(lines: readonly string[], fallback: string | null): PostalAddress | null {
  const parts = lines.flatMap((line) => line.split(APART)).filter((part) => part !== "");
  const town = takeTown(takeCountry({ parts, country: null, postalCode: null, city: null, region: null }));
  const { recipient, department, street } = takeRecipient(town.parts, lines.length > 1);
  if (!street.some((part) => /\d/.test(part)) && town.postalCode === null) return null;
  return {
    recipient,
    department,
    lines: street.slice(0, 8),
    city: town.city,
    region: town.region,
    postalCode: town.postalCode,
    country: town.country ?? countryByShape(street, town.postalCode, fallback),
    phone: null,
  };
}

/** Commas, and the marks that letterheads put between street and town. */
const APART = /\s*,\s*|\s+[·•|+]\s+|\s+[-–]\s+(?=(?:[A-Z]{1,3}-)?\d{4,5}\s)/u;

/** The country is the last part. A state's two letters before the postal code are no country. */
function takeCountry({ parts: stated, ...others }: Pieces): Pieces {
  // "Seattle, WA 98101 US": behind the postal code.
  const behind = /^(.*\d{5}(?:-\d{4})?) (US|USA|U\.S\.A\.|CA|MX)$/.exec(stated.at(-1) ?? "");
  const parts = behind === null ? stated : [...stated.slice(0, -1), behind[1] ?? "", behind[2] ?? ""];
  const pieces = { ...others, parts };
  const last = pieces.parts.at(-1) ?? "";
  const code = pieces.parts.length > 1 ? countryBehind(last.replace(/[.)]$/, "")) : null;
  return code === null ? pieces : { ...pieces, parts: pieces.parts.slice(0, -1), country: code };
}

/** "NLD", as some systems print it, or the name of a country or its two letters. */
const countryBehind = (text: string): string | null =>
  (/^[A-Z]{3}$/.test(text) ? countries.alpha3ToAlpha2(text) : undefined) ?? countryOf(text);

function takeTown(pieces: Pieces): Pieces {
  for (let at = pieces.parts.length - 1; at >= 0; at--) {
    for (const [shape, country] of TOWNS) {
      const { postal, city, region } = shape.exec(pieces.parts[at] ?? "")?.groups ?? {};
      if (postal === undefined) continue;
      if (pieces.country !== null && country !== null && country !== pieces.country) continue;
      const before = pieces.parts[at - 1];
      const cityBefore = city === undefined && before !== undefined && at - 1 > 0 && !/\d/.test(before);
      const parts = pieces.parts.filter((_, index) => index !== at && !(cityBefore && index === at - 1));
      return {
        parts,
        country: pieces.country ?? country,
        postalCode: postal,
        city: city ?? (cityBefore ? before : null) ?? null,
        region: region ?? null,
      };
    }
  }
  const last = pieces.parts.at(-1) ?? "";
  const townLast =
    pieces.parts.length > 1 && !/\d/.test(last) && pieces.parts.slice(0, -1).some((part) => /\d/.test(part));
  return townLast ? { ...pieces, parts: pieces.parts.slice(0, -1), city: last } : pieces;
}

/** Names stand before the street. In a block of lines the first line is a name if it has no number. */
function takeRecipient(parts: readonly string[], isBlock: boolean) {
  const firstNumber = parts.findIndex((part) => /\d/.test(part) && !isCompany(part));
  const names = firstNumber < 0 ? [] : parts.slice(0, firstNumber);
  const street = parts.slice(names.length);
  let recipient: string | null = null;
  let department: string | null = null;
  const lines: string[] = [];
  for (const name of names) {
    if (isDepartment(name) && department === null) department = name;
    else if (recipient === null && (isCompany(name) || isBlock)) recipient = name;
    else if (isPersonName(name) && isBlock) recipient = joined(recipient, name);
    else if (isBlock && isCompany(name)) recipient = joined(recipient, name);
    else lines.push(name);
  }
  return { recipient, department, street: [...lines, ...street] };
}

function countryByShape(
  street: readonly string[],
  postalCode: string | null,
  fallback: string | null,
): string | null {
  const written = street.join(", ");
  const told = STREETS.find(
    ([words, , shape]) => words.test(written) && postalCode !== null && shape.test(postalCode),
  );
  if (told !== undefined) return told[1];
  if (fallback === null || postalCode === null) return fallback;
  return postalCodeFits(fallback, postalCode) ? fallback : null;
}
